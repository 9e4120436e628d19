import type { Instance } from '../../shared/models/instance.ts';
import type { Result } from '../../shared/models/problem.ts';
import { isOpenTask, type Task } from '../../shared/models/task.ts';
import type { EventBus } from '../events/event-bus.ts';

export interface CutTasksOptions {
  readonly bus: EventBus;
  readonly findEnded: (taskId: string) => Result<Task>;
  readonly findInstance: (id: string) => Result<Instance>;
  readonly resume: (taskId: string) => void;
}

/** A task that was cut off so often is left to a person. */
const maxAttempts = 5;

/** Has tasks that were cut off go on by themselves: where their instance is to do so, and where that was the purpose. */
export class CutTasks {
  readonly #options: CutTasksOptions;
  /** The task that the end of its CLI has cut off, by instance, until that has come to rest. */
  readonly #byExit = new Map<string, string>();
  /** Tasks whose turn is being ended so that they can go on, and the instance of each. */
  readonly #expected = new Map<string, string>();
  readonly #unsubscribe: readonly (() => void)[];

  constructor(options: CutTasksOptions) {
    this.#options = options;
    const { bus } = options;
    // Whoever is told of an end is told in the middle of it: what follows from it comes after.
    this.#unsubscribe = [
      bus.on('instance.failed', ({ data: { instance } }) => {
        const cut = this.#byExit.get(instance.id);
        this.#byExit.delete(instance.id);
        if (cut !== undefined) queueMicrotask(() => this.goOn(cut));
      }),
      bus.onAny(({ data }) => {
        if (!('task' in data)) return;
        if (isOpenTask(data.task)) this.#goesOn(data.task);
        else this.#ended(data.task);
      }),
    ];
  }

  /** Its turn is about to be ended, and it is to go on afterwards. */
  expect(taskId: string, instanceId: string): void {
    this.#expected.set(taskId, instanceId);
  }

  /** A person has given a task up: it does not go on by itself, however its turn ends. */
  giveUp(taskId: string): void {
    this.#expected.delete(taskId);
  }

  /** A person ends what an instance is at: nothing of it goes on by itself. */
  leave(instanceId: string): void {
    this.#byExit.delete(instanceId);
    for (const [taskId, of] of this.#expected) if (of === instanceId) this.#expected.delete(taskId);
  }

  /** Has a task go on, if its instance is to do so by itself and it was not cut off again and again. */
  goOn(taskId: string): void {
    const task = this.#options.findEnded(taskId);
    if (!task.ok || task.value.attempt >= maxAttempts) return;
    const instance = this.#options.findInstance(task.value.instanceId);
    if (instance.ok && instance.value.whenCut === 'resume') this.#resume(taskId, instance.value);
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  /** It waits for the API, say: how its turn ends the next time is another matter. */
  #goesOn({ id, status }: Task): void {
    if (status === 'queued') this.#expected.delete(id);
  }

  #ended({ id, instanceId, status, problem }: Task): void {
    if (this.#expected.delete(id)) {
      if (status !== 'interrupted' && status !== 'failed') return;
      queueMicrotask(() => {
        const instance = this.#options.findInstance(instanceId);
        if (instance.ok) this.#resume(id, instance.value);
      });
    } else if (status === 'interrupted' && problem?.code === 'task.interruptedByExit') {
      this.#byExit.set(instanceId, id);
    }
  }

  /** What would not end may still be at work in the conversation: whether another is to go on in it, a person decides. */
  #resume(taskId: string, { problem }: Instance): void {
    if (problem?.code !== 'cli.stopIncomplete') this.#options.resume(taskId);
  }
}
