import type { Browser, Page } from '@playwright/test';
import { figure, median, type Figures } from '../figures.ts';
import { newContext, openBrowser } from '../screen/browser.ts';
import { buildWindow } from '../screen/build-window.ts';
import { clickUntilSeen, rowOf } from '../screen/click.ts';
import { fillDatabase } from '../screen/long-transcript.ts';
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
  await buildWindow();
  const dataDirectory = workspace.dataDirectory('screen-tower');
  fillDatabase(dataDirectory, workspace.project, { Desk: 20, Long: longLength, Short: 20 });
  const tower = await MeasuredTower.start(workspace, dataDirectory);
  let browser: Browser | null = null;
  try {
    browser = await openBrowser();
    const { cold, coldShort, warm } = await clickThrough(browser, tower.link);
    await tower.process.beginWatch();
    const { residentBytes } = await tower.process.report();
    const about = `click on an instance to the end of its ${longLength.toLocaleString('en-US')} entries on screen`;
    return {
      'screen.cold': figure(median(cold), 'ms', `${about}: first click in a new browser, median`, { atMost: 300 }),
      'screen.coldMax': figure(Math.max(...cold), 'ms', `the slowest of ${String(cold.length)} of these`),
      'screen.coldShort': figure(
        median(coldShort),
        'ms',
        'the same on an instance with 20 entries: what length costs not',
      ),
      'screen.warm': figure(median(warm), 'ms', `${about}: back from another, median`, { atMost: 300 }),
      'screen.warmMax': figure(Math.max(...warm), 'ms', `the slowest of ${String(warm.length)} of these`),
      'screen.memory.resident': figure(residentBytes / 1024 ** 2, 'MB', "the tower's process then"),
    };
  } finally {
    await browser?.close();
    await tower.close(null);
  }
}

interface Clicks {
  readonly cold: number[];
  readonly coldShort: number[];
  readonly warm: number[];
}

async function clickThrough(browser: Browser, link: string): Promise<Clicks> {
  const clicks: Clicks = { cold: [], coldShort: [], warm: [] };
  // A window opens with the wall, on which all of them are; two of them are clicked.
  // The link works once: the later browsers have the first one's session.
  const first = await newContext(browser);
  const signedIn = await first.newPage();
  await signedIn.goto(link);
  await rowOf(signedIn, 'Long').waitFor();
  const storageState = await first.storageState();
  await first.close();
  const inNewBrowser = async (work: (page: Page) => Promise<void>): Promise<void> => {
    const context = await newContext(browser, storageState);
    const page = await context.newPage();
    // A person clicks after the page has come to rest, not while it loads.
    await page.goto(new URL(link).origin, { waitUntil: 'networkidle' });
    await work(page);
    await context.close();
  };
  for (let count = 0; count < coldPages; count += 1) {
    await inNewBrowser(async (page) => {
      clicks.cold.push(await clickUntilSeen(page, 'Long'));
    });
    await inNewBrowser(async (page) => {
      clicks.coldShort.push(await clickUntilSeen(page, 'Short'));
    });
  }
  await inNewBrowser(async (page) => {
    await clickUntilSeen(page, 'Long');
    for (let click = 0; click < warmClicks; click += 1) {
      await clickUntilSeen(page, 'Short');
      clicks.warm.push(await clickUntilSeen(page, 'Long'));
    }
  });
  return clicks;
}
