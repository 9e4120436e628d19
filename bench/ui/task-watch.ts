import type { Browser, CDPSession } from '@playwright/test';
import { z } from 'zod';

/** One event of Chromium's trace, as far as it is read; `tdur` is the time of a processor in it, in microseconds. */
const eventSchema = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  tdur: z.number().optional(),
  args: z.object({ name: z.string().optional() }).loose().optional(),
});
const traceSchema = z.object({ traceEvents: z.array(z.unknown()) });
const readSchema = z.object({ data: z.string(), eof: z.boolean() });

const pieceBytes = 4 * 1024 * 1024;
/** A trace that grows longer than this ends there. */
const traceKilobytes = 100 * 1024;

/**
 * Watches what the main threads of pages do, by Chromium's own trace: how long each task had a processor. The time in which the
 * computer let other programs run in its place is not in it.
 */
export class TaskWatch {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async begin(browser: Browser): Promise<TaskWatch> {
    const session = await browser.newBrowserCDPSession();
    await session.send('Tracing.start', {
      traceConfig: {
        recordMode: 'recordUntilFull',
        traceBufferSizeInKb: traceKilobytes,
        includedCategories: ['disabled-by-default-devtools.timeline'],
      },
      transferMode: 'ReturnAsStream',
    });
    return new TaskWatch(session);
  }

  /** @returns how long the longest task of a page had a processor, in milliseconds */
  async end(): Promise<number> {
    const kept = new Promise<string>((resolve, reject) => {
      this.#session.once('Tracing.tracingComplete', ({ stream }) => {
        if (stream === undefined) reject(new Error('Chromium has kept no trace.'));
        else resolve(stream);
      });
    });
    await this.#session.send('Tracing.end');
    const handle = await kept;
    const pieces: string[] = [];
    for (let over = false; !over;) {
      const { data, eof } = readSchema.parse(await this.#session.send('IO.read', { handle, size: pieceBytes }));
      pieces.push(data);
      over = eof;
    }
    await this.#session.send('IO.close', { handle });
    await this.#session.detach();
    return longestTask(pieces.join(''));
  }
}

function longestTask(trace: string): number {
  const events = traceSchema
    .parse(JSON.parse(trace))
    .traceEvents.flatMap((event) => eventSchema.safeParse(event).data ?? []);
  const threadOf = ({ pid, tid }: { readonly pid: number; readonly tid: number }): string =>
    `${String(pid)}/${String(tid)}`;
  const pages = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(threadOf),
  );
  return events
    .filter((event) => event.name === 'RunTask' && event.ph === 'X' && pages.has(threadOf(event)))
    .reduce((longest, { tdur = 0 }) => Math.max(longest, tdur / 1000), 0);
}
