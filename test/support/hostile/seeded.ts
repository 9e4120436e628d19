/** A source of chance that gives the same again for the same seed, so that a failure can be repeated. */
export class Seeded {
  readonly seed: number;
  #state: number;

  /** @param seed a whole number; without it one is drawn, to be told where something fails */
  constructor(seed = Math.floor(Math.random() * 2 ** 31)) {
    this.seed = seed;
    this.#state = seed;
  }

  /** @returns a number from 0 up to and without 1 (the generator is Mulberry32) */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** @returns a whole number from 0 up to and without `most` */
  below(most: number): number {
    return Math.floor(this.next() * most);
  }

  /** @returns one of a list that has at least one */
  pick<T>(list: readonly T[]): T {
    const [first] = list;
    const found = list[this.below(list.length)] ?? first;
    if (found === undefined) throw new Error('There is nothing to choose from.');
    return found;
  }
}
