import { problem } from '../../shared/models/problem-words.ts';
import type { Problem } from '../../shared/models/problem.ts';

export interface MemoryGateOptions {
  /** Bytes that programs can still be given; null where that is not known, which holds nobody up. */
  readonly available: () => number | null;
  /** The bytes that are to stay free; null for no such wish. */
  readonly reserve: () => number | null;
  /** Hears when memory gets short, and when it no longer is (null). */
  readonly onChange: (problem: Problem | null) => void;
  /** How often to look again while it is short, in milliseconds. */
  readonly recheckMs?: number;
}

/** Beyond the reserve, so that the gate does not flap: a twentieth of it. */
const relief = 1.05;

/** Lets new turns begin only while the computer has memory left for them. Turns that run are no business of it. */
export class MemoryGate {
  readonly #options: MemoryGateOptions;
  #short = false;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(options: MemoryGateOptions) {
    this.#options = options;
  }

  /** Is there too little memory for a new turn, now? While there is, it looks again by itself and tells of the end. */
  isShort(): boolean {
    const reserve = this.#options.reserve();
    const available = reserve === null ? null : this.#options.available();
    const short = reserve !== null && available !== null && available < reserve * (this.#short ? relief : 1);
    if (short && !this.#stopped) {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        this.isShort();
      }, this.#options.recheckMs ?? 2000).unref();
    }
    if (short !== this.#short) {
      this.#short = short;
      this.#options.onChange(short ? shortage(available, reserve) : null);
    }
    return short;
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

const shortage = (available: number, wanted: number): Problem =>
  problem('memory.short', { available: megabytes(available), wanted: megabytes(wanted) });

/** Bytes in the unit of sentences, whole megabytes. */
export const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000);
