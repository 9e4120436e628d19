import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from '../apps/main/command-line/build-renderer.ts';
import { main } from '../apps/main/command-line/main.ts';
import { hasDisplay } from '../apps/main/command-line/open-browser.ts';
import { fetchElectron, findElectron } from './start/electron-binary.ts';
import { runElectron } from './start/run-electron.ts';

/*
 * "npm start": builds the app and opens it in Electron. Where Electron cannot run, it says so in one line and serves the
 * same app to a browser. Whatever follows "--" goes to Electron; ELECTRON_BIN names another executable.
 */

const root = join(import.meta.dirname, '..');
const tell = (text: string): void => {
  process.stderr.write(text);
};

process.exitCode = await start();
// Nothing that is left open, such as standard input, keeps the command from ending.
process.stdout.write('', () => process.exit());

async function start(): Promise<number> {
  if (!(await buildApp({ root, tell }))) return 1;
  const found = await electron();
  if (typeof found === 'string') return serveInstead(found);
  const ended = await runElectron(found.executable, [root, ...process.argv.slice(2)]);
  return typeof ended === 'number' ? ended : serveInstead(ended.reason);
}

/** @returns the executable, or why Electron cannot run here */
async function electron(): Promise<{ readonly executable: string } | string> {
  const asked = process.env['ELECTRON_BIN'];
  if (asked !== undefined && asked !== '') {
    return existsSync(asked) ? { executable: asked } : `ELECTRON_BIN names no file (${asked})`;
  }
  if (!hasDisplay(process.platform, process.env)) return 'there is no display for Electron';
  if (process.platform === 'linux' && process.getuid?.() === 0 && !process.argv.includes('--no-sandbox')) {
    return 'Electron does not run as root';
  }
  const executable = findElectron(root) ?? (await fetchElectron(root, tell));
  return executable === null ? "Electron's program could not be downloaded" : { executable };
}

function serveInstead(reason: string): Promise<number> {
  const where = hasDisplay(process.platform, process.env)
    ? 'opening the app in the browser'
    : 'serving the app to a browser';
  tell(`${reason}: ${where} instead.\n`.replace(/^./, (letter) => letter.toUpperCase()));
  return main(['serve']);
}
