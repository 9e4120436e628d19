import type { Instance } from '../../shared/models/instance.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, type Result } from '../../shared/models/problem.ts';
import type { Task, TaskOptions } from '../../shared/models/task.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { CutTasks } from './cut-tasks.ts';
import type { InstanceRecords } from './instance-records.ts';
import type { InstanceRuntimes } from './instance-runtimes.ts';
import type { TaskChange, TaskQueue } from './task-queue.ts';

export interface TaskDeskOptions {
  readonly bus: EventBus;
  readonly records: InstanceRecords;
  readonly queue: TaskQueue;
  readonly runtimes: InstanceRuntimes;
  readonly cut: CutTasks;
}

/** Where a person hands in work and takes it back. */
export class TaskDesk {
  readonly #options: TaskDeskOptions;
  readonly #unsubscribe: () => void;
  /** Tasks for which a failed instance gets another chance, as soon as they need not wait for others any more. */
  readonly #owed = new Set<string>();
  #closed = false;

  constructor(options: TaskDeskOptions) {
    this.#options = options;
    // Whoever is told of an end is told in the middle of it: what follows from it comes after.
    this.#unsubscribe = options.bus.on('task.completed', () => {
      if (this.#owed.size > 0) queueMicrotask(() => this.#payOwed());
    });
  }

  /** Takes no more work. */
  close(): void {
    this.#closed = true;
    this.#unsubscribe();
  }

  /** Takes a prompt. It is stored when this returns a task; an instance that is down is brought up for it. */
  submit(instanceId: string, prompt: string, options: TaskOptions = {}): Result<Task> {
    if (this.#closed) return fail(problem('tower.stopping'));
    const found = this.#options.records.find(instanceId);
    if (!found.ok) return found;
    const task = this.#options.queue.submit(instanceId, prompt, options);
    if (task.ok) this.#want(found.value, task.value);
    return task;
  }

  /** Changes a task that still waits. To take what it was to run after is to want it now. */
  update(id: string, change: TaskChange): Result<Task> {
    const task = this.#options.queue.update(id, change);
    if (!task.ok || change.after === undefined || this.#closed) return task;
    const found = this.#options.records.find(task.value.instanceId);
    if (found.ok && this.#options.queue.isReady(task.value)) this.#want(found.value, task.value);
    return task;
  }

  /** Queues an ended task again. */
  retry(id: string): Result<Task> {
    return this.#again(id, () => this.#options.queue.retry(id));
  }

  /** Queues a task that was cut off or failed, to go on in the conversation that it was part of. */
  resume(id: string): Result<Task> {
    return this.#again(id, ({ sessionId }) => this.#options.queue.resume(id, sessionId));
  }

  /**
   * Puts a queued task before another one, or last of its priority; an instance to which it is handed is brought up for it.
   * @param instanceId whose it is to be; without it, whose it is
   */
  move(id: string, beforeId: string | null, instanceId?: string): Result<Task> {
    const { records, queue } = this.#options;
    if (instanceId === undefined) return queue.move(id, beforeId);
    const found = records.find(instanceId);
    if (!found.ok) return found;
    const from = queue.find(id);
    const moved = queue.move(id, beforeId, instanceId);
    if (moved.ok && from.ok && from.value.instanceId !== instanceId) this.#want(found.value, moved.value);
    return moved;
  }

  /** Takes a queued task out, or aborts a running one, which is then cancelled when its turn has ended. */
  cancel(id: string): Result<Task> {
    const task = this.#options.queue.find(id);
    if (!task.ok) return task;
    if (task.value.status === 'queued') return this.#options.queue.cancelQueued(id);
    this.#options.cut.giveUp(id);
    this.#options.runtimes.find(task.value.instanceId)?.stopTurn({ kind: 'cancel' });
    return task;
  }

  #again(id: string, queueAgain: (instance: Instance) => Result<Task>): Result<Task> {
    if (this.#closed) return fail(problem('tower.stopping'));
    const ended = this.#options.queue.findEnded(id);
    if (!ended.ok) return ended;
    const found = this.#options.records.find(ended.value.instanceId);
    if (!found.ok) return found;
    const task = queueAgain(found.value);
    if (task.ok) this.#want(found.value, task.value);
    return task;
  }

  /** A person has work for it: that is the wish to have it running. A failed one is given another chance in time. */
  #want(instance: Instance, task: Task): void {
    const { records, runtimes, queue } = this.#options;
    if (instance.wanted !== 'running') records.change(instance.id, 'instance.updated', { wanted: 'running' });
    this.#owed.delete(task.id);
    if (instance.status !== 'failed') return;
    if (queue.isReady(task)) runtimes.get(instance.id).start();
    else this.#owed.add(task.id);
  }

  #payOwed(): void {
    const { records, runtimes, queue } = this.#options;
    for (const id of this.#closed ? [] : this.#owed) {
      const task = queue.find(id);
      if (task.ok && !queue.isReady(task.value)) continue;
      this.#owed.delete(id);
      const found = task.ok ? records.find(task.value.instanceId) : task;
      if (!found.ok || found.value.status !== 'failed' || found.value.wanted !== 'running') continue;
      runtimes.get(found.value.id).start();
    }
  }
}
