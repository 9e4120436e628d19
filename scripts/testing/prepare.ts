import { join } from 'node:path';
import { toolPath } from '../gate/step.ts';
import { findChromium } from './find-chromium.ts';
import { runLive } from './run-live.ts';

const root = join(import.meta.dirname, '../..');
const minutes = 60_000;

/** Finds a Chromium, or lets Playwright download its own. @returns null when there is one in the end, else what to do */
export async function prepareChromium(): Promise<string | null> {
  if (findChromium() !== null) return null;
  process.stderr.write('No Chromium was found; Playwright downloads its own ...\n');
  await runLive({ arguments: [toolPath('@playwright/test', 'cli.js'), 'install', 'chromium'], timeoutMs: 4 * minutes });
  if (findChromium() !== null) return null;
  return 'No Chromium: the end-to-end tests cannot run. Install one ("apt-get install chromium"), or name one in CHROMIUM_PATH.';
}

/** Installs the real CLIs that the contract tests need. @returns null, or what went wrong */
export async function prepareRealClis(): Promise<string | null> {
  const code = await runLive({ arguments: [join(root, 'scripts/install-real-cli.ts')], timeoutMs: 6 * minutes });
  return code === 0 ? null : 'The real CLIs could not be installed: the contract tests that need them will fail.';
}

/** Builds the app, which the end-to-end tests open. @returns null, or what went wrong */
export async function prepareBuild(): Promise<string | null> {
  const code = await runLive({
    arguments: [toolPath('electron-vite', 'bin/electron-vite.js'), 'build', '--logLevel=warn'],
    timeoutMs: 4 * minutes,
  });
  return code === 0 ? null : 'The app could not be built.';
}
