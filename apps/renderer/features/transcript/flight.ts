import { flushSync } from 'react-dom';

/** After so long without another leap somebody has arrived, in milliseconds. */
const landedAfter = 100;
/** How long rows are drawn at a time once they have, in milliseconds. */
const drawFor = 8;

/**
 * Somebody flies over a long list: with every frame other rows are in sight, and to draw them all would hold the page up.
 * Rows that come into sight meanwhile keep their room, and are drawn a few at a time when the flight is over.
 */
export class Flight {
  #over: ReturnType<typeof setTimeout> | null = null;
  readonly #waiting = new Set<() => void>();

  get flying(): boolean {
    return this.#over !== null;
  }

  /** Another leap. */
  leap(): void {
    if (this.#over !== null) clearTimeout(this.#over);
    this.#over = setTimeout(() => {
      this.#over = null;
      this.#draw();
    }, landedAfter);
  }

  /** @param draw draws the row; called when the flight is over @returns to be called when the row is gone before that */
  whenLanded(draw: () => void): () => void {
    this.#waiting.add(draw);
    return () => this.#waiting.delete(draw);
  }

  readonly #draw = (): void => {
    const until = performance.now() + drawFor;
    for (const draw of this.#waiting) {
      if (this.flying) return;
      this.#waiting.delete(draw);
      // One at a time: together they would be one task again.
      flushSync(draw);
      if (performance.now() > until) break;
    }
    if (this.#waiting.size > 0) setTimeout(this.#draw);
  };
}
