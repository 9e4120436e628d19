import type { Task } from '../../shared/models/task.ts';

/**
 * Keeps the ended tasks that open ones are to run after, so that whoever asks what is ready needs no database. An open task
 * is told of with every change of what it waits for; those that nobody waits for are forgotten.
 */
export class Predecessors {
  readonly #fetch: (id: string) => Task | null;
  readonly #isOpen: (id: string) => boolean;
  /** How many open tasks name each. */
  readonly #named = new Map<string, number>();
  readonly #ended = new Map<string, Task>();

  /**
   * @param fetch reads an ended task; null when it is not there any more
   * @param isOpen whether a task waits or runs
   */
  constructor(fetch: (id: string) => Task | null, isOpen: (id: string) => boolean) {
    this.#fetch = fetch;
    this.#isOpen = isOpen;
  }

  /** An open task that named these now names those; one that has come, or gone, named or names none. */
  rename(before: readonly string[], now: readonly string[]): void {
    if (before === now) return;
    for (const id of now) this.#named.set(id, (this.#named.get(id) ?? 0) + 1);
    for (const id of before) {
      const left = (this.#named.get(id) ?? 0) - 1;
      if (left > 0) this.#named.set(id, left);
      else {
        this.#named.delete(id);
        this.#ended.delete(id);
      }
    }
  }

  /** Reads what is named and was not known. To be called when all that has happened to them is written. */
  learn(named: readonly string[]): void {
    for (const id of named) {
      if (this.#isOpen(id) || this.#ended.has(id)) continue;
      const task = this.#fetch(id);
      if (task !== null) this.#ended.set(id, task);
    }
  }

  /** A task has ended. */
  noteEnd(task: Task): void {
    if (this.#named.has(task.id)) this.#ended.set(task.id, task);
  }

  /** An ended task that an open one names. One that is run again is open, and whoever asks looks there first. */
  get(id: string): Task | undefined {
    return this.#ended.get(id);
  }

  /** All that have ended and are named. */
  all(): readonly Task[] {
    return [...this.#ended.values()].filter(({ id }) => !this.#isOpen(id));
  }
}
