/**
 * Takes pictures of every view into test-results/shots, to be looked at: `npm run shots`. With --docs those that the README
 * shows are renewed too; with --only=board,contrast those alone are taken whose names have one of these words in them.
 * Everything in them is played by the demo agent and by the stand-in CLI of the tests.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { TestFolder } from '../support/test-folder.ts';
import { TowerProcess } from '../support/tower-process.ts';
import { TowerWindow } from '../support/tower-window.ts';
import { chromiumArguments, findChromium } from '../../../scripts/testing/find-chromium.ts';
import { assembleCrew, crewEnvironment } from './crew.ts';
import { type Show, views, welcome } from './views.ts';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'test-results/shots');
/** The pictures of the README, by their names there. */
const shown = {
  streaming: 'streaming-light-1280-en',
  permission: 'permission-dark-1280-en',
  transcript: 'transcript-light-1280-en',
  inbox: 'inbox-light-1280-en',
  'new-instance': 'create-light-1280-en',
  korean: 'permission-light-1280-ko',
} as const;
const sizes = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
] as const;
const schemes = ['light', 'dark'] as const;
/** How the views are looked at. What is there to be checked by eye is not taken in every combination. */
const looks: readonly Look[] = [
  ...sizes.flatMap((viewport) => schemes.map((colorScheme): Look => ({ locale: 'en-US', viewport, colorScheme }))),
  ...sizes.map((viewport): Look => ({ locale: 'ko-KR', viewport, colorScheme: 'light' })),
  ...schemes.map((colorScheme): Look => ({ locale: 'en-US', viewport: sizes[0], colorScheme, contrast: 'more' })),
];
const wanted = process.argv
  .find((argument) => argument.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const isWanted = (name: string): boolean => wanted?.some((part) => name.includes(part)) ?? true;

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

interface Look {
  readonly locale: 'en-US' | 'ko-KR';
  readonly viewport: (typeof sizes)[number];
  readonly colorScheme: (typeof schemes)[number];
  readonly contrast?: 'more';
}

mkdirSync(folder, { recursive: true });
const executablePath = findChromium();
const browser = await chromium.launch({
  args: [...chromiumArguments],
  ...(executablePath === null ? {} : { executablePath }),
});
const own = new TestFolder();
try {
  await takeAll(browser, own);
} finally {
  await browser.close();
  own.remove();
}
if (process.argv.includes('--docs')) {
  for (const [name, taken] of Object.entries(shown)) {
    if (!isWanted(taken)) continue;
    copyFileSync(join(folder, `${taken}.png`), join(root, 'docs/screenshots', `${name}.png`));
  }
}

async function takeAll(chrome: Browser, home: TestFolder): Promise<void> {
  const tower = await TowerProcess.start({ environment: crewEnvironment(home), data: home.data });
  try {
    const context = await chrome.newContext({ viewport: sizes[0], locale: 'en-US' });
    const first = new TowerWindow(await context.newPage());
    await first.page.goto(tower.link);
    await first.page.getByText('Start your first agent').waitFor();
    await takeViews(chrome, tower, home, await context.storageState(), { welcome });
    await assembleCrew(first, home);
    // Only a window that was there from the beginning has the text that is being written.
    for (const colorScheme of schemes) {
      await first.page.emulateMedia({ colorScheme });
      await take(first.page, `streaming-${colorScheme}-1280-en`, home);
    }
    const storageState = await context.storageState();
    await context.close();
    await takeViews(chrome, tower, home, storageState, views);
  } finally {
    await tower.end();
  }
}

/** Takes pictures of views in every look, in pages that are signed in to the tower. */
async function takeViews(
  chrome: Browser,
  tower: TowerProcess,
  home: TestFolder,
  storageState: StorageState,
  shownViews: Readonly<Record<string, Show>>,
): Promise<void> {
  for (const look of looks) {
    const { locale, viewport, colorScheme, contrast } = look;
    const nameOf = (view: string): string =>
      [view, colorScheme, viewport.width, locale.slice(0, 2), ...(contrast === undefined ? [] : ['contrast'])].join(
        '-',
      );
    const taken = Object.entries(shownViews).filter(([view]) => isWanted(nameOf(view)));
    if (taken.length === 0) continue;
    const one = await chrome.newContext({ ...look, storageState, reducedMotion: 'reduce' });
    const page = await one.newPage();
    for (const [view, show] of taken) {
      await page.goto(tower.origin);
      await show(page);
      await take(page, nameOf(view), home);
    }
    await one.close();
  }
}

/**
 * Takes one picture, once letters are drawn and nothing moves, with the temporary folder under a person's name and without the
 * directives that tell the stand-in what to play.
 */
async function take(page: Page, name: string, home: TestFolder): Promise<void> {
  if (!isWanted(name)) return;
  await page.evaluate(async (path) => {
    await document.fonts.ready;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const text = node.nodeValue ?? '';
      const cleaned = text.replaceAll(path, '/home/ada').replace(/ \[\[\w+\]\]/g, '');
      if (cleaned !== text) node.nodeValue = cleaned;
    }
    for (const field of document.querySelectorAll('input')) {
      if (field.value.includes(path)) field.value = field.value.replaceAll(path, '/home/ada');
    }
  }, home.home);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
  process.stdout.write(`${join(folder, name)}.png\n`);
}
