/** Something that is read from, and can be asked to wait. */
export interface Readable {
  pause(): void;
  resume(): void;
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
  readonly #sources = new Set<Readable>();
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

  /** Reads this source while any is read. @returns a function that takes it out, and lets it flow */
  join(source: Readable): () => void {
    this.#sources.add(source);
    if (this.#paused) source.pause();
    return () => {
      if (this.#sources.delete(source)) source.resume();
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
