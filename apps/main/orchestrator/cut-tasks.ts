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
  /** Tasks whose turn is being ended so that they can go on. */
  readonly #expected = new Set<string>();
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
        if ('task' in data && !isOpenTask(data.task)) this.#ended(data.task);
      }),
    ];
  }

  /** Its turn is about to be ended, and it is to go on afterwards. */
  expect(taskId: string): void {
    this.#expected.add(taskId);
  }

  /** Has a task go on, if its instance is to do so by itself and it was not cut off again and again. */
  goOn(taskId: string): void {
    const task = this.#options.findEnded(taskId);
    if (!task.ok || task.value.attempt >= maxAttempts) return;
    const instance = this.#options.findInstance(task.value.instanceId);
    if (instance.ok && instance.value.whenCut === 'resume') this.#options.resume(taskId);
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  #ended({ id, instanceId, status, problem }: Task): void {
    if (this.#expected.delete(id)) {
      if (status === 'interrupted' || status === 'failed') queueMicrotask(() => this.#options.resume(id));
    } else if (status === 'interrupted' && problem?.code === 'task.interruptedByExit') {
      this.#byExit.set(instanceId, id);
    }
  }
}
