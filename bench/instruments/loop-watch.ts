import { monitorEventLoopDelay } from 'node:perf_hooks';
import { z } from 'zod';
import { ProcessorWait } from './processor-wait.ts';

/** How a process's main thread did, all in milliseconds but the memory. */
export const loopReportSchema = z.object({
  /** The longest time in which the loop did not come round. It includes what the system gave to other processes. */
  longestHold: z.number(),
  /** The same without the time in which the thread could run and the system let others run; as above where it tells not. */
  longestOwnHold: z.number(),
  /** How often the loop did not come round for 10 and for 20 ms. */
  holdsOver10: z.number(),
  holdsOver20: z.number(),
  /** Node's own histogram: the longest delay and the 99th percentile. */
  histogramMax: z.number(),
  histogramP99: z.number(),
  /** Processor time of the whole process, and how long was watched. */
  cpu: z.number(),
  watched: z.number(),
  /** Bytes: the process now, its heap now, and the most that the process ever had. */
  residentBytes: z.number(),
  heapBytes: z.number(),
  peakResidentBytes: z.number(),
});
export type LoopReport = z.infer<typeof loopReportSchema>;

/** How often the loop is looked at, in milliseconds. */
const everyMs = 1;

/** Watches this process's event loop: a timer that should come every millisecond, and Node's own histogram beside it. */
export class LoopWatch {
  readonly #histogram = monitorEventLoopDelay({ resolution: everyMs });
  readonly #begun = performance.now();
  readonly #cpu = process.cpuUsage();
  readonly #timer: NodeJS.Timeout;
  #last = performance.now();
  readonly #wait = new ProcessorWait();
  #lastWait = this.#wait.read();
  readonly #holds: { readonly wall: number; readonly own: number }[] = [];

  constructor() {
    this.#histogram.enable();
    this.#timer = setInterval(() => this.#look(), everyMs);
    this.#timer.unref();
  }

  /** Ends the watch. */
  finish(): LoopReport {
    this.#look();
    clearInterval(this.#timer);
    this.#histogram.disable();
    this.#wait.close();
    const longest = (key: 'wall' | 'own'): number => this.#holds.reduce((most, hold) => Math.max(most, hold[key]), 0);
    const cpu = process.cpuUsage(this.#cpu);
    const memory = process.memoryUsage();
    return {
      longestHold: longest('wall'),
      longestOwnHold: longest('own'),
      holdsOver10: this.#holds.filter(({ wall }) => wall > 10).length,
      holdsOver20: this.#holds.filter(({ wall }) => wall > 20).length,
      histogramMax: Math.max(0, this.#histogram.max / 1e6 - everyMs),
      histogramP99: Math.max(0, this.#histogram.percentile(99) / 1e6 - everyMs),
      cpu: (cpu.user + cpu.system) / 1000,
      watched: performance.now() - this.#begun,
      residentBytes: memory.rss,
      heapBytes: memory.heapUsed,
      // Node tells it in kilobytes on every system.
      peakResidentBytes: process.resourceUsage().maxRSS * 1024,
    };
  }

  #look(): void {
    const now = performance.now();
    const wait = this.#wait.read();
    const wall = now - this.#last - everyMs;
    if (wall > 2) this.#holds.push({ wall, own: Math.max(0, wall - (wait - this.#lastWait)) });
    this.#last = now;
    this.#lastWait = wait;
  }
}
