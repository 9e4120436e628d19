import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { z } from 'zod';
import { findProgramFiles } from '../../apps/main/host/program-files.ts';
import { buildApp } from '../../apps/main/command-line/build-renderer.ts';
import { chromiumArguments, findChromium } from '../../scripts/testing/find-chromium.ts';
import { figure, median, type Figures } from '../figures.ts';
import { fillDatabase, lastWords } from '../screen/long-transcript.ts';
import { MeasuredTower } from '../tower/measured-tower.ts';
import type { Workspace } from '../workspace.ts';

const longLength = 50_000;
const coldPages = 5;
const warmClicks = 7;

/**
 * From the click on an instance with a transcript of 50,000 entries until its last entry is on screen, in a real Chromium on
 * the web host. Cold is the first click in a browser without a cache; warm, the way back from another instance.
 */
export async function measureScreen(workspace: Workspace): Promise<Figures> {
  const files = findProgramFiles();
  process.stderr.write('Building the window ...\n');
  if (!(await buildApp({ root: files.root, tell: (text) => process.stderr.write(text) }))) {
    throw new Error('The window could not be built; the messages above say why.');
  }
  const dataDirectory = workspace.dataDirectory('screen-tower');
  fillDatabase(dataDirectory, workspace.project, { Long: longLength, Short: 20 });
  const tower = await MeasuredTower.start(workspace, dataDirectory);
  let browser: Browser | null = null;
  try {
    browser = await openBrowser();
    const { cold, warm } = await clickThrough(browser, tower.link);
    await tower.process.beginWatch();
    const { residentBytes } = await tower.process.report();
    const about = `click on an instance to the end of its ${longLength.toLocaleString('en-US')} entries on screen`;
    return {
      'screen.cold': figure(median(cold), 'ms', `${about}: first click in a new browser, median`, { atMost: 300 }),
      'screen.coldMax': figure(Math.max(...cold), 'ms', `the slowest of ${String(cold.length)} of these`),
      'screen.warm': figure(median(warm), 'ms', `${about}: back from another, median`, { atMost: 300 }),
      'screen.warmMax': figure(Math.max(...warm), 'ms', `the slowest of ${String(warm.length)} of these`),
      'screen.memory.resident': figure(residentBytes / 1024 ** 2, 'MB', "the tower's process then"),
    };
  } finally {
    await browser?.close();
    await tower.close(null);
  }
}

async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) {
    throw new Error('There is no Chromium. Run "npx playwright install chromium", or set CHROMIUM_PATH to one.');
  }
  return chromium.launch({ executablePath, args: [...chromiumArguments] });
}

async function clickThrough(browser: Browser, link: string): Promise<{ cold: number[]; warm: number[] }> {
  const cold: number[] = [];
  const warm: number[] = [];
  // The link works once: the later browsers have the first one's session.
  const first = await newContext(browser);
  const signedIn = await first.newPage();
  await signedIn.goto(link);
  await rowOf(signedIn, 'Long').waitFor();
  const storageState = await first.storageState();
  await first.close();
  for (let count = 0; count < coldPages; count += 1) {
    const context = await newContext(browser, storageState);
    const page = await context.newPage();
    await page.goto(new URL(link).origin);
    cold.push(await clickUntilSeen(page, 'Long'));
    if (count === coldPages - 1) {
      for (let click = 0; click < warmClicks; click += 1) {
        await clickUntilSeen(page, 'Short');
        warm.push(await clickUntilSeen(page, 'Long'));
      }
    }
    await context.close();
  }
  return { cold, warm };
}

async function newContext(
  browser: Browser,
  storageState?: Awaited<ReturnType<BrowserContext['storageState']>>,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    ...(storageState === undefined ? {} : { storageState }),
  });
  await context.addInitScript({ path: join(import.meta.dirname, '..', 'screen', 'in-page.js') });
  return context;
}

async function clickUntilSeen(page: Page, name: string): Promise<number> {
  const row = rowOf(page, name);
  await row.waitFor();
  const seen = page.evaluate(`benchUntilSeen(${JSON.stringify(lastWords)})`);
  await row.click();
  return z.number().parse(await seen);
}

function rowOf(page: Page, name: string) {
  return page.getByTestId('instance-row').filter({ hasText: name }).getByRole('button').first();
}
