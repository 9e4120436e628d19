import { z } from 'zod';

/** What a process has used at most since it began to be watched. Bytes. */
export const memoryReportSchema = z.object({
  /** The most that was in memory for it, as the system counts: nothing between two looks is missed. */
  peakResidentBytes: z.number(),
  /** JavaScript in use, with what waits to be collected. */
  peakHeapBytes: z.number(),
  /** Buffers and texts outside of the heap. */
  peakExternalBytes: z.number(),
});
export type MemoryReport = z.infer<typeof memoryReportSchema>;

const everyMs = 50;

/** Looks at this process's memory all the time. */
export class MemoryWatch {
  #heap = 0;
  #external = 0;
  readonly #timer = setInterval(() => this.#look(), everyMs).unref();

  /** Ends the watch. */
  finish(): MemoryReport {
    clearInterval(this.#timer);
    this.#look();
    // Node tells it in kilobytes on every system.
    const peakResidentBytes = process.resourceUsage().maxRSS * 1024;
    return { peakResidentBytes, peakHeapBytes: this.#heap, peakExternalBytes: this.#external };
  }

  #look(): void {
    const { heapUsed, external } = process.memoryUsage();
    this.#heap = Math.max(this.#heap, heapUsed);
    this.#external = Math.max(this.#external, external);
  }
}
