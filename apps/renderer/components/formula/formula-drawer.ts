import type { Soon } from '../../connection/frame-gatherer.ts';
import type { Formula } from './formula-source.ts';

/** @returns null when it is drawn, else why not */
export type Typeset = (target: Element, formula: Formula) => string | null;

interface Order {
  readonly target: Element;
  readonly formula: Formula;
  readonly done: (reason: string | null) => void;
}
interface Parts {
  /** Fetches what draws. */
  readonly load: () => Promise<Typeset>;
  readonly soon: Soon;
  /** In milliseconds. */
  readonly clock: () => number;
}

/** How long of one frame formulas may be drawn, in milliseconds. */
const shareMs = 8;

/**
 * Draws formulas: at once, so that a line is never seen to jump, but only for a share of each frame, so that a text full of
 * them does not hold the window up. What draws is fetched with the first one.
 */
export class FormulaDrawer {
  readonly #parts: Parts;
  readonly #orders = new Set<Order>();
  #typeset: Typeset | null = null;
  #fetching = false;
  #spent = 0;
  #cancel: (() => void) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * @param done told when it is drawn (null), or why it cannot be; perhaps before this returns
   * @returns takes the order back
   */
  draw(target: Element, formula: Formula, done: (reason: string | null) => void): () => void {
    const order: Order = { target, formula, done };
    this.#orders.add(order);
    if (this.#typeset === null) void this.#fetch();
    else this.#work();
    return () => this.#orders.delete(order);
  }

  async #fetch(): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    // That it could not be fetched, as when the host is gone just then, leaves the sources. The next formula tries again,
    // for which some browsers have to reload the window: they remember that a module failed.
    this.#typeset = await this.#parts.load().catch(() => null);
    this.#fetching = false;
    if (this.#typeset !== null) this.#work();
  }

  #work(): void {
    const { clock, soon } = this.#parts;
    for (const order of this.#orders) {
      if (this.#spent >= shareMs || this.#typeset === null) break;
      this.#orders.delete(order);
      const begun = clock();
      const reason = this.#typeset(order.target, order.formula);
      this.#spent += clock() - begun;
      order.done(reason);
    }
    this.#cancel ??= soon(() => {
      this.#cancel?.();
      this.#cancel = null;
      this.#spent = 0;
      if (this.#orders.size > 0) this.#work();
    });
  }
}
