/** Something that is read from, and can be asked to wait. */
export interface Source {
  pause(): void;
  resume(): void;
  /** Reads a little at a time. */
  slowDown(): void;
}

/** A source's part in the intake. */
export interface Seat {
  /** Its process is being ended, and must be able to say its last words: it is read slowly while nothing else is. */
  ending(): void;
  /** Its process is gone: what it has left is read, and it has no part in anything any more. */
  leave(): void;
}

/** All lines together whose end has not come yet may hold so much, in bytes: two of the longest. */
const usualLineBytes = 128 * 1024 * 1024;

/**
 * What all processes' output together may take of our memory. It is read as it comes, with two bounds. Lines whose end has
 * not come yet share one budget. And while facts cannot be written, so that they pile up, nothing more is read: a fact is
 * never dropped, so its source has to wait.
 */
export class Intake {
  readonly #lineBytes: number;
  readonly #sources = new Set<Source>();
  #held = 0;
  #paused = false;

  constructor(lineBytes = usualLineBytes) {
    this.#lineBytes = lineBytes;
  }

  /** Is nothing read now? Then a process's silence says nothing about it. */
  get isPaused(): boolean {
    return this.#paused;
  }

  /** Stops reading all sources; what they write waits in their pipes, and then they wait. */
  pause(): void {
    this.#paused = true;
    for (const source of this.#sources) source.pause();
  }

  resume(): void {
    this.#paused = false;
    for (const source of this.#sources) source.resume();
  }

  /** Reads this source while any is read. */
  join(source: Source): Seat {
    this.#sources.add(source);
    if (this.#paused) source.pause();
    return {
      ending: () => {
        if (this.#sources.delete(source) && this.#paused) source.slowDown();
      },
      leave: () => {
        this.#sources.delete(source);
        source.resume();
      },
    };
  }

  /** Asks for room for a part of an unfinished line. @returns false when there is none; nothing is taken then */
  take(bytes: number): boolean {
    if (this.#held + bytes > this.#lineBytes) return false;
    this.#held += bytes;
    return true;
  }

  /** Gives back what was taken. */
  giveBack(bytes: number): void {
    this.#held -= bytes;
  }
}
