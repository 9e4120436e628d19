interface Kept {
  /** What it may be by what was answered; null while nothing was promised. */
  possible: ReadonlySet<unknown> | null;
  /** What is being tried at the same time: nobody knows which of them will be the last. */
  readonly tried: unknown[];
  open: number;
  acknowledged: boolean;
}

/**
 * What has one value at a time. An attempt whose answer was lost may have come to pass or not, and of attempts that overlap
 * nobody knows which was last: then each of their values may be the one that is kept.
 */
export class KeptValues {
  readonly #kept = new Map<string, Kept>();

  /** Somebody tries to set a value. @returns to be told of the answer: yes, or no, or none */
  attempt(key: string, value: unknown): (acknowledged: boolean) => void {
    const kept = this.#kept.get(key) ?? { possible: null, tried: [], open: 0, acknowledged: false };
    this.#kept.set(key, kept);
    kept.tried.push(value);
    kept.open += 1;
    return (acknowledged) => {
      kept.open -= 1;
      kept.acknowledged ||= acknowledged;
      if (kept.open > 0) return;
      const tried = kept.tried.splice(0);
      if (kept.acknowledged) kept.possible = new Set(tried);
      else if (kept.possible !== null) kept.possible = new Set([...kept.possible, ...tried]);
      kept.acknowledged = false;
    };
  }

  /** @param now what is kept under a key @returns those that hold what nobody can have been promised */
  broken(now: (key: string) => unknown): readonly string[] {
    return [...this.#kept].flatMap(([key, { possible, tried }]) => {
      if (possible === null) return [];
      const value = now(key);
      const values = [...possible, ...tried];
      return values.includes(value)
        ? []
        : [`${key} was set to ${values.map(String).join(' or ')} and is ${String(value)}`];
    });
  }
}
