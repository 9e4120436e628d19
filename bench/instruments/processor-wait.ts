import { closeSync, openSync, readSync } from 'node:fs';

/**
 * How long this process's main thread has waited for a processor while it could have run: what other programs took. Linux
 * tells it; elsewhere it is always 0.
 */
export class ProcessorWait {
  readonly #file = openIfThere(`/proc/${String(process.pid)}/schedstat`);
  readonly #bytes = Buffer.alloc(128);

  /** @returns milliseconds since the process began */
  read(): number {
    if (this.#file === null) return 0;
    const length = readSync(this.#file, this.#bytes, 0, this.#bytes.length, 0);
    // Time on a processor, time waited for one (both in nanoseconds), and how often it was given one.
    const [, waited] = this.#bytes.toString('latin1', 0, length).split(' ');
    return Number(waited) / 1e6;
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}
