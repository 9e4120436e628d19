import { chromium, type Browser, type BrowserContext } from '@playwright/test';
import { join } from 'node:path';
import { chromiumArguments, findChromium } from '../../scripts/testing/find-chromium.ts';

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

/** The Chromium of the tests. @throws when there is none */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) {
    throw new Error('There is no Chromium. Run "npx playwright install chromium", or set CHROMIUM_PATH to one.');
  }
  return chromium.launch({ executablePath, args: [...chromiumArguments] });
}

/** A new profile, without a cache, whose pages have the bench's instruments. @param storageState of one that is signed in */
export async function newContext(browser: Browser, storageState?: StorageState): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    ...(storageState === undefined ? {} : { storageState }),
  });
  for (const script of ['in-page.js', 'frame-meter.js']) {
    await context.addInitScript({ path: join(import.meta.dirname, script) });
  }
  return context;
}

/** Signs a window of the bench's browser in beside one without a screen, which has used the tower's link up. */
export async function signedInContext(browser: Browser, link: string, cookie: string): Promise<BrowserContext> {
  const context = await newContext(browser);
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: new URL(link).origin, httpOnly: true, sameSite: 'Strict' }]);
  return context;
}
