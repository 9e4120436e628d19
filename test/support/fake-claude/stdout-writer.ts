import { Buffer } from 'node:buffer';
import type { Writable } from 'node:stream';
import type { JsonObject } from '../../../apps/shared/models/json.ts';

/** The one writer of stdout. Can cut what it writes into small pieces, inside characters too, as pipes really do. */
export class StdoutWriter {
  readonly #stream: Writable;
  #cut: { readonly bytes: number; readonly paceMs: number } | null = null;
  #tail: Promise<void> = Promise.resolve();
  #broken = false;

  constructor(stream: Writable) {
    this.#stream = stream;
    // The real CLI goes on when its reader is gone.
    stream.on('error', () => {
      this.#broken = true;
    });
  }

  /** From now on every write is cut into pieces of so many bytes, with a pause in milliseconds after each. */
  cutInto(bytes: number, paceMs: number): void {
    this.#cut = { bytes, paceMs };
  }

  /** Writes one event as one line. U+2028 and U+2029 are escaped, as the real CLI does. */
  line(event: JsonObject): void {
    const json = JSON.stringify(event).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
    this.bytes(Buffer.from(`${json}\n`, 'utf8'));
  }

  /** Writes bytes as they are. */
  bytes(data: Buffer): void {
    const cut = this.#cut;
    if (!cut) {
      if (!this.#broken) this.#stream.write(data);
      return;
    }
    this.#tail = this.#tail.then(async () => {
      for (let start = 0; start < data.length; start += cut.bytes) {
        await this.#write(data.subarray(start, start + cut.bytes));
        await pause(cut.paceMs);
      }
    });
  }

  /** Resolves when the reader has taken enough that more may be written. */
  async room(): Promise<void> {
    await this.#tail;
    if (this.#stream.writableNeedDrain && !this.#broken)
      await new Promise((resolve) => this.#stream.once('drain', resolve));
  }

  /** Resolves when everything written so far was handed to the system. */
  async flushed(): Promise<void> {
    await this.#tail;
    await this.#write(Buffer.alloc(0));
  }

  #write(data: Buffer): Promise<void> {
    if (this.#broken) return Promise.resolve();
    return new Promise((resolve) => {
      this.#stream.write(data, () => {
        resolve();
      });
    });
  }
}

/** Waits so many milliseconds; with 0, for the next round of the event loop, so that input is read in between. */
export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    if (ms > 0) setTimeout(resolve, ms);
    else setImmediate(resolve);
  });
