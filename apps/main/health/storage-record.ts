import type { Problem } from '../../shared/models/problem.ts';
import type { EventBus } from '../events/event-bus.ts';

export interface StorageMemory {
  /** Why the database cannot be written now; null when it can. */
  readonly now: Problem | null;
  /** When it last could not, in milliseconds since the epoch; null for never since the tower was opened. */
  readonly lastAt: number | null;
}

/** Remembers when writing last failed: what has passed by itself may come again. */
export class StorageRecord {
  readonly #bus: Pick<EventBus, 'storageProblem'>;
  #lastAt: number | null = null;

  constructor(bus: Pick<EventBus, 'storageProblem' | 'onStorageProblem'>, now: () => number) {
    this.#bus = bus;
    bus.onStorageProblem(() => {
      this.#lastAt = now();
    });
  }

  get memory(): StorageMemory {
    return { now: this.#bus.storageProblem, lastAt: this.#lastAt };
  }
}
