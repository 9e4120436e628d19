import type { Instance } from '../../shared/models/instance.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, type Result } from '../../shared/models/problem.ts';
import type { Task, TaskOptions } from '../../shared/models/task.ts';
import type { CutTasks } from './cut-tasks.ts';
import type { InstanceRecords } from './instance-records.ts';
import type { InstanceRuntimes } from './instance-runtimes.ts';
import type { TaskQueue } from './task-queue.ts';

export interface TaskDeskOptions {
  readonly records: InstanceRecords;
  readonly queue: TaskQueue;
  readonly runtimes: InstanceRuntimes;
  readonly cut: CutTasks;
}

/** Where a person hands in work and takes it back. */
export class TaskDesk {
  readonly #options: TaskDeskOptions;
  #closed = false;

  constructor(options: TaskDeskOptions) {
    this.#options = options;
  }

  /** Takes no more work. */
  close(): void {
    this.#closed = true;
  }

  /** Takes a prompt. It is stored when this returns a task; an instance that is down is brought up for it. */
  submit(instanceId: string, prompt: string, options: TaskOptions = {}): Result<Task> {
    if (this.#closed) return fail(problem('tower.stopping'));
    const found = this.#options.records.find(instanceId);
    if (!found.ok) return found;
    const task = this.#options.queue.submit(instanceId, prompt, options);
    if (task.ok) this.#want(found.value);
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
    if (moved.ok && from.ok && from.value.instanceId !== instanceId) this.#want(found.value);
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
    if (task.ok) this.#want(found.value);
    return task;
  }

  /** A person has work for it: that is the wish to have it running. A failed one is given another chance. */
  #want(instance: Instance): void {
    const { records, runtimes } = this.#options;
    if (instance.wanted !== 'running') records.change(instance.id, 'instance.updated', { wanted: 'running' });
    if (instance.status === 'failed') runtimes.get(instance.id).start();
  }
}
