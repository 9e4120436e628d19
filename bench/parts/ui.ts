import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';
import { figure, median, type Figures } from '../figures.ts';
import { newContext, openBrowser, signedInContext } from '../screen/browser.ts';
import { buildWindow } from '../screen/build-window.ts';
import { clickUntilSeen, rowOf } from '../screen/click.ts';
import { fillDatabase } from '../screen/long-transcript.ts';
import { MeasuredTower } from '../tower/measured-tower.ts';
import { judgeFrames, meter } from '../ui/meter.ts';
import { startSingingTower } from '../ui/singing-tower.ts';
import type { Workspace } from '../workspace.ts';

const streaming = 16;
const tiles = 200;
const watchMs = 10_000;
const manyInstances = 1000;
const longLength = 100_000;
const events = 1_000_000;
const openings = 5;

/**
 * How the window feels under load, in a real Chromium on the web host: the times between frames and the tasks that hold the
 * page, while agents stream, while a long transcript is scrolled from end to end, and while the wall is full; and how long a
 * window takes over a large database. UI_CASES names the cases to run, with commas; without it all.
 */
export async function measureUi(workspace: Workspace): Promise<Figures> {
  await buildWindow();
  const asked = process.env['UI_CASES']?.split(',');
  const cases = { stream: measureStreaming, tiles: measureTiles, large: measureLarge };
  const figures: Record<string, Figures[string]> = {};
  const browser = await openBrowser();
  try {
    for (const [name, measure] of Object.entries(cases)) {
      if (asked !== undefined && !asked.includes(name)) continue;
      process.stderr.write(`  ${name} ...\n`);
      Object.assign(figures, await measure(workspace, browser));
    }
  } finally {
    await browser.close();
  }
  return figures;
}

async function measureStreaming(workspace: Workspace, browser: Browser): Promise<Figures> {
  const { tower, window, close } = await startSingingTower(workspace, streaming, 50);
  try {
    const blank = await meterBlank(browser);
    const page = await openWindow(browser, tower.link, window.cookie);
    await rowOf(page, 'agent 1').click();
    await page.getByTestId('transcript').getByText('What I found').first().waitFor();
    await pause(1000);
    const { met } = await meter(page, () => pause(watchMs));
    await page.context().close();
    const about = `a transcript on screen while ${String(streaming)} agents stream 50 pieces of text a second each`;
    return { ...blank, ...judgeFrames('ui.stream', about, met) };
  } finally {
    await close();
  }
}

/** What the browser and the computer do by themselves, in the same minute. */
async function meterBlank(browser: Browser): Promise<Figures> {
  const context = await newContext(browser);
  const page = await context.newPage();
  // As the others have, once they are open.
  await pause(1000);
  const { met } = await meter(page, () => pause(watchMs / 2));
  await context.close();
  return judgeFrames('ui.blank', 'an empty page while the same agents stream', met);
}

async function measureTiles(workspace: Workspace, browser: Browser): Promise<Figures> {
  const { tower, window, close } = await startSingingTower(workspace, tiles, 4);
  try {
    const page = await openWindow(browser, tower.link, window.cookie);
    await page.getByTestId('wall').getByText('What I found').first().waitFor();
    await pause(1000);
    const still = await meter(page, () => pause(watchMs));
    await page.getByTestId('wall').hover();
    const scrolled = await meter(page, async () => {
      for (let turn = 0; turn < 100; turn += 1) {
        await page.mouse.wheel(0, turn < 50 ? 240 : -240);
        await pause(60);
      }
    });
    await page.context().close();
    const about = `the wall of ${String(tiles)} agents that stream 4 pieces of text a second each`;
    return {
      ...judgeFrames('ui.tiles', about, still.met),
      ...judgeFrames('ui.tilesScrolled', `${about}, while it is scrolled`, scrolled.met),
    };
  } finally {
    await close();
  }
}

async function measureLarge(workspace: Workspace, browser: Browser): Promise<Figures> {
  const dataDirectory = workspace.dataDirectory('ui-large');
  const each = Math.floor((events - longLength) / (manyInstances - 1));
  const others = Array.from({ length: manyInstances - 1 }, (_, index) => [`agent ${String(index + 1)}`, each] as const);
  fillDatabase(dataDirectory, workspace.project, Object.fromEntries([['Long', longLength], ...others]));
  const begun = performance.now();
  const tower = await MeasuredTower.start(workspace, dataDirectory);
  const started = performance.now() - begun;
  const window = await tower.openWindow();
  try {
    const opened: number[] = [];
    const clicked: number[] = [];
    for (let count = 0; count < openings; count += 1) {
      const page = await openWindow(browser, tower.link, window.cookie);
      opened.push(z.number().parse(await page.evaluate('benchUsable()')));
      await page.getByLabel('Filter').first().fill('Long');
      clicked.push(await clickUntilSeen(page, 'Long'));
      await page.context().close();
    }
    const size = `${manyInstances.toLocaleString('en-US')} instances and ${events.toLocaleString('en-US')} events`;
    return {
      'ui.large.usable': figure(
        median(opened),
        'ms',
        `a new window over ${size}: from its address to a list that answers`,
        {
          atMost: 1000,
        },
      ),
      'ui.large.usableMax': figure(Math.max(...opened), 'ms', `the slowest of ${String(opened.length)} of these`),
      'ui.large.click': figure(
        median(clicked),
        'ms',
        'then from the click on an instance to the end of its transcript',
      ),
      'ui.large.start': figure(started, 'ms', 'the start of the tower before it, to its link'),
      ...(await measureScroll(browser, tower, window.cookie)),
    };
  } finally {
    await tower.close(window);
  }
}

async function measureScroll(browser: Browser, tower: MeasuredTower, cookie: string): Promise<Figures> {
  const page = await openWindow(browser, tower.link, cookie);
  await page.getByLabel('Filter').first().fill('Long');
  await clickUntilSeen(page, 'Long');
  const scroll = async (pixels: number, seconds: number) => {
    const { met, result } = await meter(page, () =>
      page.evaluate(`benchScroll(${String(pixels)}, ${String(seconds)})`),
    );
    return { met, reached: z.boolean().parse(result) };
  };
  const wheel = await scroll(-120, 15);
  const fling = await scroll(-3000, 240);
  const back = await scroll(30_000, 120);
  await page.context().close();
  const entries = `a transcript of ${longLength.toLocaleString('en-US')} entries`;
  return {
    ...judgeFrames('ui.scroll', `${entries} scrolled by 120 pixels a frame`, wheel.met),
    ...judgeFrames('ui.fling', `${entries} scrolled to its beginning by 3,000 pixels a frame`, fling.met),
    'ui.fling.reached': figure(Number(fling.reached), 'of 1', 'whether the beginning was reached', { atLeast: 1 }),
    ...judgeFrames(
      'ui.back',
      `all of its entries held, and scrolled back to its end by 30,000 pixels a frame`,
      back.met,
    ),
    'ui.back.reached': figure(Number(back.reached), 'of 1', 'whether the end was reached', { atLeast: 1 }),
  };
}

/** A window in a browser that has not seen the app before. */
async function openWindow(browser: Browser, link: string, cookie: string): Promise<Page> {
  const context = await signedInContext(browser, link, cookie);
  const page = await context.newPage();
  await page.goto(new URL(link).origin);
  await page.getByTestId('instance-row').first().waitFor();
  return page;
}
