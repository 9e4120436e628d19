import type { Readable } from 'node:stream';

/** Between two chunks of one that is read slowly, in milliseconds: some 3 MB in a second. */
const slowMs = 20;

/**
 * What a process writes to one of its pipes, from the first byte on. It stays in the pipe until somebody wants it; should
 * the process exit before, Node empties the pipe, so it is listened for at once and kept.
 */
export class ProcessOutput {
  /** Settles when nothing more can come; never, while a child of the process holds the pipe open. */
  readonly closed: Promise<void>;
  readonly #stream: Readable;
  #kept: Buffer[] = [];
  #take: ((chunk: Buffer) => void) | null = null;
  #paused = false;
  #slow = false;

  /** @param stream to be handed over in the same tick in which its process is spawned */
  constructor(stream: Readable) {
    this.#stream = stream;
    this.closed = new Promise((resolve) => stream.once('close', resolve));
    stream.pause();
    stream.on('data', (chunk: Buffer) => {
      if (this.#take === null) this.#kept.push(chunk);
      else this.#take(chunk);
      if (this.#slow) this.#rest();
    });
  }

  /** Gives what was kept, and then everything as it comes. To be called once. */
  read(take: (chunk: Buffer) => void): void {
    const kept = this.#kept;
    this.#kept = [];
    this.#take = take;
    for (const chunk of kept) take(chunk);
    if (!this.#paused) this.#stream.resume();
  }

  /** Leaves in the pipe what comes next, until it is resumed; who writes waits once the pipe is full. */
  pause(): void {
    this.#paused = true;
    this.#stream.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#slow = false;
    this.#stream.resume();
  }

  /** From now on, and until it is resumed, only so much is read that its answers are heard and it can come to its end. */
  slowDown(): void {
    this.#paused = false;
    this.#slow = true;
    this.#stream.resume();
  }

  /** Reads no more, whoever may still write. */
  destroy(): void {
    this.#stream.destroy();
  }

  #rest(): void {
    this.#stream.pause();
    setTimeout(() => {
      if (!this.#paused) this.#stream.resume();
    }, slowMs).unref();
  }
}
