import type { DurableEvent } from '../../shared/contract/events.ts';
import { weighEvent } from './weigh-event.ts';

/** Fewer than this are not weighed, unless they could not be written once: they are on disk in a moment. */
const unweighed = 1000;

/** The facts that wait to be written, and whether they have become too many for memory. */
export class UnwrittenFacts {
  readonly #limit: number;
  readonly #onHigh: (high: boolean) => void;
  #events: DurableEvent[] = [];
  /** How many of them were weighed, from the first on, and what they weigh. */
  #weighed = 0;
  #bytes = 0;
  #high = false;
  #stuck = false;

  /**
   * @param limit bytes of memory, roughly
   * @param onHigh hears when they pass the limit (true), and when they have been written (false)
   */
  constructor(limit: number, onHigh: (high: boolean) => void) {
    this.#limit = limit;
    this.#onHigh = onHigh;
  }

  /** In order. The list belongs to its reader once `written` was called. */
  get all(): readonly DurableEvent[] {
    return this.#events;
  }

  add(event: DurableEvent): void {
    this.#events.push(event);
    if (this.#stuck || this.#events.length >= unweighed) this.#weigh();
  }

  /** They could not be written: from now on each one counts, until they are. */
  stuck(): void {
    this.#stuck = true;
    this.#weigh();
  }

  /** All of them are in the database: there are none now. */
  written(): void {
    this.#events = [];
    this.#weighed = 0;
    this.#bytes = 0;
    this.#stuck = false;
    if (!this.#high) return;
    this.#high = false;
    this.#onHigh(false);
  }

  #weigh(): void {
    if (this.#high) return;
    for (; this.#weighed < this.#events.length; this.#weighed += 1) {
      const event = this.#events[this.#weighed];
      if (event !== undefined) this.#bytes += weighEvent(event);
    }
    if (this.#bytes <= this.#limit) return;
    this.#high = true;
    this.#onHigh(true);
  }
}
