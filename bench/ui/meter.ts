import type { Page } from '@playwright/test';
import { z } from 'zod';
import { figure, percentile, type Figures } from '../figures.ts';
import { TaskWatch } from './task-watch.ts';

const metSchema = z.object({ frames: z.array(z.number()), tasks: z.array(z.number()) });
/** What a page was like for a while: the times between its frames, and the tasks that held it; milliseconds. */
interface Met extends z.infer<typeof metSchema> {
  /** How long the longest task had a processor. */
  readonly longestOwn: number;
}

/** How long a task may hold a page: what is longer, a person feels. The browser tells only of those that are. */
const longestTask = 50;

/** Watches the page while something happens. @returns what was seen, and what that returned */
export async function meter<T>(
  page: Page,
  happens: () => Promise<T>,
): Promise<{ readonly met: Met; readonly result: T }> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('The page has no browser of its own.');
  const tasks = await TaskWatch.begin(browser);
  await page.evaluate('benchFrames.begin()');
  const result = await happens();
  const seen = metSchema.parse(await page.evaluate('benchFrames.end()'));
  return { met: { ...seen, longestOwn: await tasks.end() }, result };
}

/** @param name the beginning of the figures' names @param about what happened meanwhile */
export function judgeFrames(name: string, about: string, { frames, tasks, longestOwn }: Met): Figures {
  return {
    [`${name}.frame.p50`]: figure(percentile(frames, 50), 'ms', `from frame to frame, ${about}: half of them`),
    [`${name}.frame.p95`]: figure(percentile(frames, 95), 'ms', '95 of 100'),
    [`${name}.frame.p99`]: figure(percentile(frames, 99), 'ms', '99 of 100'),
    [`${name}.frame.max`]: figure(Math.max(...frames), 'ms', `the longest of ${String(frames.length)}`),
    [`${name}.longTasks`]: figure(tasks.length, 'tasks', `that held the page for more than ${String(longestTask)} ms`, {
      atMost: 0,
    }),
    [`${name}.longestTask`]: figure(Math.max(0, ...tasks), 'ms', 'the longest of them; 0 if there was none'),
    [`${name}.longestOwnTask`]: figure(
      longestOwn,
      'ms',
      'of a processor that the longest task took: without the time in which other programs ran in its place',
      { atMost: longestTask },
    ),
  };
}
