import { availableParallelism, freemem, totalmem } from 'node:os';
import { execa } from 'execa';

/** What the computer has. */
export interface ComputerResources {
  readonly cores: number;
  /** Bytes. */
  readonly memoryBytes: number;
}

/** The bytes that programs can still be given without swapping; null while or where it is not known. */
export type ReadAvailable = () => number | null;

/** The cores and the memory that we may use: where a container is given less than the computer has, what it is given. */
export function computerResources(): ComputerResources {
  const limit = process.constrainedMemory();
  const total = totalmem();
  return { cores: availableParallelism(), memoryBytes: limit > 0 && limit < total ? limit : total };
}

/**
 * How much memory is left, read when it is asked for. Linux counts what caches can give back, and the limit of a container;
 * Windows tells it directly. macOS calls free only what nobody has touched, so there `vm_stat` is asked.
 */
export function availableMemoryOf(platform: NodeJS.Platform): ReadAvailable {
  if (platform === 'darwin') return new MacMemory().read;
  if (platform === 'win32') return () => freemem();
  return () => process.availableMemory();
}

const staleMs = 2000;

/** Asks `vm_stat` beside the question: what it gives is as old as the question before, and null the first time. */
class MacMemory {
  #bytes: number | null = null;
  #askedAt = -Infinity;

  readonly read: ReadAvailable = () => {
    if (performance.now() - this.#askedAt > staleMs) {
      this.#askedAt = performance.now();
      void execa('vm_stat', { reject: false }).then(({ stdout }) => (this.#bytes = parseVmStat(stdout)));
    }
    return this.#bytes;
  };
}

/** Reads what `vm_stat` says: pages that are free, and those that can be had at once. @returns bytes, or null */
export function parseVmStat(text: string): number | null {
  const pageBytes = Number(/page size of (\d+) bytes/.exec(text)?.[1] ?? Number.NaN);
  const pages = (name: string): number => Number(new RegExp(`^Pages ${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  const bytes = (pages('free') + pages('inactive') + pages('speculative') + pages('purgeable')) * pageBytes;
  return Number.isNaN(bytes) ? null : bytes;
}
