import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumArguments, findChromium } from './scripts/testing/find-chromium.ts';

const executablePath = findChromium();
// Workers load this file too, in the home below, in which a Chromium of Playwright's would not be found again.
if (executablePath !== null) process.env['CHROMIUM_PATH'] = executablePath;
useHomeOfOurOwn();

/** The whole app in a real browser: the web host serves it. Each test has towers and folders of its own. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  // For a test that hangs, on a computer that is busy with other things; none of them measures speed.
  timeout: 120_000,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  // One picture for all systems: it is taken in letters that come with the project, and held against by what a person would see.
  snapshotPathTemplate: 'test/fixtures/pictures/{arg}{ext}',
  expect: { toHaveScreenshot: { animations: 'disabled', caret: 'hide', threshold: 0.3 } },
  use: {
    browserName: 'chromium',
    launchOptions: { args: [...chromiumArguments], ...(executablePath === null ? {} : { executablePath }) },
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});

/**
 * Gives the run a home of its own, empty and deleted afterwards: what the tests start must neither read nor change the files
 * of whoever runs them. Workers inherit it.
 */
function useHomeOfOurOwn(): void {
  if (process.env['CONTROL_TOWER_E2E_HOME'] !== undefined) return;
  const home = mkdtempSync(join(tmpdir(), 'control-tower-e2e-'));
  mkdirSync(join(home, '.claude'));
  Object.assign(process.env, {
    CONTROL_TOWER_E2E_HOME: home,
    HOME: home,
    USERPROFILE: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    CLAUDE_CONFIG_DIR: join(home, '.claude'),
  });
  process.on('exit', () => rmSync(home, { recursive: true, force: true, maxRetries: 3 }));
}
