import { randomUUID } from 'node:crypto';
import type { DurableType } from '../../shared/contract/events.ts';
import { part } from '../../shared/models/problem-parts.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok, type Problem, type Result } from '../../shared/models/problem.ts';
import { isHeldBack, leadsBackTo } from '../../shared/models/task-after.ts';
import {
  isOpenTask,
  previewLength,
  type Priority,
  type Task,
  type TaskOptions,
  type TaskOutcome,
} from '../../shared/models/task.ts';
import type { EventBus } from '../events/event-bus.ts';
import { checkAttachments, checkPrompt, type CheckedAttachment } from './prompt-check.ts';
import { Predecessors } from './predecessors.ts';
import { compareTasks, placeBefore } from './task-order.ts';

/** Where prompts are kept whole. */
export interface PromptStore {
  save(taskId: string, text: string, attachments: readonly CheckedAttachment[]): void;
  update(taskId: string, text: string): void;
  text(taskId: string): string | null;
  attachments(taskId: string): readonly CheckedAttachment[];
}

/** Where tasks that have ended are found. */
export interface TaskArchive {
  get(id: string): Task | null;
}

export interface TaskQueueOptions {
  readonly bus: EventBus;
  readonly prompts: PromptStore;
  readonly archive: TaskArchive;
  /** The open tasks as they were stored. */
  readonly stored: readonly Task[];
  readonly now: () => number;
}

/** What can be changed of a task that waits. */
export interface TaskChange {
  readonly prompt?: string | undefined;
  readonly title?: string | undefined;
  readonly priority?: Priority | undefined;
  /** The tasks to run after, in place of those before; none lets it run without waiting. */
  readonly after?: readonly string[] | undefined;
}

type TaskEventType = Extract<DurableType, `task.${string}`>;
export type EndedStatus = 'completed' | 'failed' | 'cancelled' | 'interrupted';

/**
 * The tasks that wait or run. A task is stored before its submission is acknowledged, and stored as running before the CLI
 * is given it: after any crash it is known whether the CLI may have seen it, and nothing is run twice in secret.
 */
export class TaskQueue {
  readonly #options: TaskQueueOptions;
  readonly #open: Map<string, Task>;
  readonly #predecessors: Predecessors;
  readonly #find = (id: string): Task | undefined => this.#open.get(id) ?? this.#predecessors.get(id);
  #lastRank: number;
  #closing = false;

  constructor(options: TaskQueueOptions) {
    this.#options = options;
    this.#open = new Map(options.stored.map((task) => [task.id, task]));
    this.#predecessors = new Predecessors(
      (id) => options.archive.get(id),
      (id) => this.#open.has(id),
    );
    for (const { after } of options.stored) {
      this.#predecessors.rename([], after);
      this.#predecessors.learn(after);
    }
    this.#lastRank = options.stored.reduce((last, task) => Math.max(last, task.rank), 0);
  }

  /** From now on a task that is interrupted is so because the tower is being closed. */
  close(): void {
    this.#closing = true;
  }

  /**
   * What was running when the tower ended is interrupted, not run again: the CLI may have done half of it. Only a task whose
   * turn was not opened, which is recorded before the prompt is written, goes back to its place in the queue.
   * @param reached the tasks of the turns that were open
   * @returns the interrupted ones
   */
  recover(reached: ReadonlySet<string>): readonly Task[] {
    const cut: Task[] = [];
    for (const task of [...this.#open.values()]) {
      if (task.status === 'queued') continue;
      if (!reached.has(task.id)) {
        this.#record('task.queued', { ...task, status: 'queued', startedAt: null });
        continue;
      }
      this.end(task.id, 'interrupted', problem('task.interruptedByRestart'), null);
      cut.push(task);
    }
    return cut;
  }

  /** All that wait or run, in no order. */
  open(): readonly Task[] {
    return [...this.#open.values()];
  }

  /** What waits for an instance, in the order in which it will be served. */
  queued(instanceId: string): readonly Task[] {
    return this.open()
      .filter((task) => task.instanceId === instanceId && task.status === 'queued')
      .sort(compareTasks);
  }

  /** Those that have ended, and that open tasks are to run after. */
  predecessors(): readonly Task[] {
    return this.#predecessors.all();
  }

  /** Is there no other task that this one is to run after and that is not completed yet? */
  isReady(task: Task): boolean {
    return !isHeldBack(task, this.#find);
  }

  /** The next task of each instance that has one; those that wait for other tasks let the ones behind them pass. */
  heads(): ReadonlyMap<string, Task> {
    const heads = new Map<string, Task>();
    for (const task of this.#open.values()) {
      if (task.status !== 'queued' || !this.isReady(task)) continue;
      const head = heads.get(task.instanceId);
      if (head === undefined || compareTasks(task, head) < 0) heads.set(task.instanceId, task);
    }
    return heads;
  }

  /** Takes a prompt. It is stored when this returns a task. */
  submit(instanceId: string, prompt: string, options: TaskOptions = {}): Result<Task> {
    const attachments = checkAttachments(options.attachments ?? []);
    if (!attachments.ok) return attachments;
    const bad = checkPrompt(prompt, attachments.value.length > 0);
    if (bad !== null) return fail(bad);
    const after = this.#checkAfter(null, options.after ?? []);
    if (!after.ok) return after;
    const task: Task = {
      id: randomUUID(),
      instanceId,
      title: options.title ?? '',
      ...describePrompt(prompt),
      attachments: attachments.value.map(({ attachment }) => attachment),
      asCommand: options.asCommand ?? false,
      priority: options.priority ?? 'normal',
      rank: this.#nextRank(),
      after: after.value,
      status: 'queued',
      attempt: 1,
      sessionId: null,
      continues: false,
      problem: null,
      outcome: null,
      createdAt: this.#options.now(),
      startedAt: null,
      endedAt: null,
    };
    return this.#promise('task.queued', task, () => this.#options.prompts.save(task.id, prompt, attachments.value));
  }

  /**
   * Marks a task as given to the CLI; stored when this returns.
   * @param sessionId the conversation of the instance. One that goes on keeps its own: it may not be the same any more
   */
  start(id: string, sessionId: string | null): Result<Task> {
    const task = this.#queuedTask(id);
    if (!task.ok) return task;
    return this.#promise('task.started', {
      ...task.value,
      status: 'running',
      sessionId: task.value.continues ? task.value.sessionId : sessionId,
      startedAt: this.#options.now(),
      problem: null,
    });
  }

  /** A person has to answer something before a running task goes on, or has done so. */
  setWaiting(id: string, waiting: boolean): void {
    const task = this.#open.get(id);
    if (task === undefined || task.status === 'queued') return;
    const status = waiting ? 'waiting' : 'running';
    if (task.status !== status) this.#record(waiting ? 'task.waiting' : 'task.resumed', { ...task, status });
  }

  /** Ends a task that waits or runs; without effect on one that has ended. */
  end(id: string, status: EndedStatus, why: Problem | null, outcome: TaskOutcome | null): void {
    const task = this.#open.get(id);
    if (task === undefined) return;
    // It is not the person who stopped it, nor the CLI that ended: the tower is being closed.
    const cutOff = this.#closing && status === 'interrupted';
    const cause = cutOff ? problem('task.interruptedByRestart') : why;
    this.#record(`task.${status}`, { ...task, status, problem: cause, outcome, endedAt: this.#options.now() });
  }

  /**
   * Puts a running task back into its place: the API refused it for now. It goes on in its conversation later.
   * @param why shown while it waits
   */
  putBack(id: string, why: Problem): void {
    const task = this.#open.get(id);
    if (task === undefined || task.status === 'queued') return;
    const again = { status: 'queued', continues: true, startedAt: null } as const;
    this.#record('task.queued', { ...task, ...again, problem: why, attempt: task.attempt + 1 });
  }

  /** Takes a queued task out; stored when this returns. */
  cancelQueued(id: string): Result<Task> {
    const task = this.#queuedTask(id);
    if (!task.ok) return task;
    return this.#promise('task.cancelled', { ...task.value, status: 'cancelled', endedAt: this.#options.now() });
  }

  /** Changes a task that still waits. */
  update(id: string, change: TaskChange): Result<Task> {
    const task = this.#queuedTask(id);
    if (!task.ok) return task;
    const { prompt, title = task.value.title, priority = task.value.priority } = change;
    const bad = prompt === undefined ? null : checkPrompt(prompt, task.value.attachments.length > 0);
    if (bad !== null) return fail(bad);
    const after = change.after === undefined ? ok(task.value.after) : this.#checkAfter(id, change.after);
    if (!after.ok) return after;
    const described = prompt === undefined ? {} : describePrompt(prompt);
    // Another priority puts it behind those that have it already.
    const rank = priority === task.value.priority ? task.value.rank : this.#nextRank();
    return this.#promise(
      'task.updated',
      { ...task.value, ...described, title, priority, rank, after: after.value },
      () => {
        if (prompt !== undefined) this.#options.prompts.update(id, prompt);
      },
    );
  }

  /**
   * Puts a queued task right before another one, or last of its priority.
   * @param toInstance whose it is to be; without it, whose it is
   * @returns `task.conversationElsewhere` for one that goes on in a conversation and is to leave it
   */
  move(id: string, beforeId: string | null, toInstance?: string): Result<Task> {
    const task = this.#queuedTask(id);
    if (!task.ok) return task;
    const before = beforeId === null ? ok(null) : this.#queuedTask(beforeId);
    if (!before.ok) return before;
    if (before.value?.id === id) return task;
    const instanceId = toInstance ?? task.value.instanceId;
    if (before.value !== null && before.value.instanceId !== instanceId) {
      return fail(problem('input.invalid', { what: part('otherInstance') }));
    }
    if (instanceId !== task.value.instanceId && task.value.continues) {
      return fail(problem('task.conversationElsewhere'));
    }
    let moved: Result<Task> = task;
    for (const { id: placed, priority, rank } of placeBefore(task.value, before.value, this.queued(instanceId))) {
      const other = this.#open.get(placed);
      if (other === undefined) continue;
      this.#lastRank = Math.max(this.#lastRank, rank);
      const result = this.#promise('task.updated', { ...other, instanceId, priority, rank });
      if (!result.ok) return result;
      if (placed === id) moved = result;
    }
    return moved;
  }

  /** Queues an ended task again, behind what waits already. */
  retry(id: string): Result<Task> {
    const task = this.findEnded(id);
    if (!task.ok) return task;
    return this.#queueAgain(task.value, { rank: this.#nextRank(), continues: false, sessionId: null });
  }

  /**
   * Queues an ended task to go on in its conversation, before what waits already: that was written after it.
   * @param sessionId the conversation that its instance has now
   * @returns `task.conversationGone` when it is another one
   */
  resume(id: string, sessionId: string | null): Result<Task> {
    const task = this.findEnded(id);
    if (!task.ok) return task;
    if (sessionId === null || task.value.sessionId !== sessionId) return fail(problem('task.conversationGone'));
    return this.#queueAgain(task.value, { continues: true });
  }

  /** A task that has ended. @returns `task.notRetryable` for an open one, or `task.notFound` */
  findEnded(id: string): Result<Task> {
    if (this.#open.has(id)) return fail(problem('task.notRetryable'));
    // Its end may still be waiting to be written.
    this.#options.bus.flush();
    const task = this.#options.archive.get(id);
    if (task === null) return fail(problem('task.notFound'));
    return isOpenTask(task) ? fail(problem('task.notRetryable')) : ok(task);
  }

  /** An open task. @returns `task.notFound` when it has ended or never was */
  find(id: string): Result<Task> {
    const task = this.#open.get(id);
    if (task !== undefined) return ok(task);
    return fail(problem(this.#options.archive.get(id) === null ? 'task.notFound' : 'task.notCancellable'));
  }

  #queueAgain(task: Task, change: Partial<Task>): Result<Task> {
    // One that was taken back while it waited was never tried.
    const attempt = task.startedAt === null ? task.attempt : task.attempt + 1;
    const anew = { status: 'queued', problem: null, outcome: null, startedAt: null, endedAt: null } as const;
    // What was to run after it while it had ended may be what it was to run after itself.
    const after = task.after.filter((one) => !leadsBackTo([one], task.id, this.#find));
    return this.#promise('task.queued', { ...task, ...anew, attempt, after, ...change });
  }

  #queuedTask(id: string): Result<Task> {
    const task = this.#open.get(id);
    if (task?.status === 'queued') return ok(task);
    const known = task !== undefined || this.#options.archive.get(id) !== null;
    return fail(problem(known ? 'task.notQueued' : 'task.notFound'));
  }

  /** @param id the task that is to run after them; null for a new one */
  #checkAfter(id: string | null, after: readonly string[]): Result<readonly string[]> {
    const ids = [...new Set(after)];
    const isKnown = (one: string): boolean => this.#open.has(one) || this.#options.archive.get(one) !== null;
    if (!ids.every(isKnown)) return fail(problem('task.afterUnknown'));
    if (id !== null && leadsBackTo(ids, id, this.#find)) return fail(problem('task.afterItself'));
    return ok(ids);
  }

  #nextRank(): number {
    this.#lastRank = Math.floor(this.#lastRank) + 1;
    return this.#lastRank;
  }

  #promise(type: TaskEventType, task: Task, also?: () => void): Result<Task> {
    const before = this.#open.get(task.id);
    // What it waited for stays known: it may wait for that again when this cannot be written.
    const named = before?.after ?? [];
    this.#predecessors.rename([], named);
    this.#keep(task);
    const published = this.#options.bus.publishNow(type, { task }, also);
    if (published.ok) this.#predecessors.learn(task.after);
    else this.#put(task.id, before);
    this.#predecessors.rename(named, []);
    return published.ok ? ok(task) : published;
  }

  #record(type: TaskEventType, task: Task): void {
    this.#keep(task);
    this.#options.bus.publish(type, { task });
  }

  #keep(task: Task): void {
    this.#put(task.id, isOpenTask(task) ? task : undefined);
    if (!isOpenTask(task)) this.#predecessors.noteEnd(task);
  }

  #put(id: string, task: Task | undefined): void {
    this.#predecessors.rename(this.#open.get(id)?.after ?? [], task?.after ?? []);
    if (task === undefined) this.#open.delete(id);
    else this.#open.set(id, task);
  }
}

function describePrompt(prompt: string): Pick<Task, 'preview' | 'promptBytes'> {
  return { preview: prompt.slice(0, previewLength), promptBytes: Buffer.byteLength(prompt) };
}
