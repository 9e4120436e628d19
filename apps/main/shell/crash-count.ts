/** Tells a crash from a crash loop. */
export class CrashCount {
  readonly #most: number;
  readonly #withinMs: number;
  #times: readonly number[] = [];

  /** @param most how many crashes within `withinMs` milliseconds are borne */
  constructor(most: number, withinMs: number) {
    this.#most = most;
    this.#withinMs = withinMs;
  }

  /** Notes a crash. @returns false when it is one too many; the count begins anew then */
  bear(now: number): boolean {
    this.#times = [...this.#times.filter((at) => now - at < this.#withinMs), now];
    if (this.#times.length <= this.#most) return true;
    this.#times = [];
    return false;
  }
}
