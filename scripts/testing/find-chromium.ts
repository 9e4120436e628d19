import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** Where systems put a Chromium or a Chrome. */
const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Finds a Chromium for the tests: CHROMIUM_PATH, then the one that Playwright installed, then one of the system.
 * @returns its executable, or null
 */
export function findChromium(
  environment: NodeJS.ProcessEnv = process.env,
  exists: (path: string) => boolean = existsSync,
  playwrights: () => string = () => chromium.executablePath(),
): string | null {
  const asked = environment['CHROMIUM_PATH'];
  // Named and missing is a mistake to be told of, not to be passed over: Playwright's message names the path.
  if (asked !== undefined && asked !== '') return asked;
  return [ownOf(playwrights), ...usualPlaces].find((path) => path !== '' && exists(path)) ?? null;
}

/** Playwright throws on systems for which it has no browser. */
function ownOf(playwrights: () => string): string {
  try {
    return playwrights();
  } catch {
    return '';
  }
}

/**
 * As root Chromium has no sandbox; in containers /dev/shm is small. The others keep it from looking for the network on its
 * own, which only costs time where there is none.
 */
export const chromiumArguments: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
