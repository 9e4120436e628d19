/** Waits for an interrupt to have an effect: a CLI that hangs never says that it does not react. */
export class InterruptWatch {
  readonly #patienceMs: number;
  readonly #onOverdue: (turnId: string) => void;
  #timer: NodeJS.Timeout | null = null;

  /**
   * @param patienceMs how long a turn may go on after an interrupt, in milliseconds
   * @param onOverdue told once an interrupt of a turn that has not ended by then; whether it is still open is for it to see
   */
  constructor(patienceMs: number, onOverdue: (turnId: string) => void) {
    this.#patienceMs = patienceMs;
    this.#onOverdue = onOverdue;
  }

  /** An interrupt was sent. One that is sent again does not prolong the wait for the first. */
  begin(turnId: string): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#onOverdue(turnId);
    }, this.#patienceMs);
  }

  /** The turn has ended. */
  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
