import type { FleetSummary } from './fleet-summary.ts';
import { nextTry } from './tray-looks.ts';

/** How often what is left is shown anew, in milliseconds. It is told in minutes. */
const everyMs = 30_000;

/** Shows a summary again and again while something in it counts down. There is a timer only then. */
export class HoldCountdown {
  readonly #show: (summary: FleetSummary) => void;
  readonly #now: () => number;
  #summary: FleetSummary | null = null;
  #timer: NodeJS.Timeout | null = null;

  /** @param now milliseconds since the epoch */
  constructor(show: (summary: FleetSummary) => void, now: () => number) {
    this.#show = show;
    this.#now = now;
  }

  /** Shows a summary now, and as it goes on. */
  use(summary: FleetSummary): void {
    this.#summary = summary;
    this.#tick();
  }

  close(): void {
    this.#summary = null;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #tick(): void {
    const summary = this.#summary;
    if (summary === null) return;
    this.#show(summary);
    if (nextTry(summary, this.#now()) === null) this.close();
    else this.#timer ??= setInterval(() => this.#tick(), everyMs);
  }
}
