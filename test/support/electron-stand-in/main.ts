import { mkdirSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readAppManifest } from './app/app-manifest.ts';
import { parseCommandLine } from './app/command-line.ts';
import { StandInApp } from './app/stand-in-app.ts';
import { giveBuffersTheirOwnMemory } from './app/unshared-buffers.ts';
import { ChromiumProcess } from './chromium/chromium-process.ts';
import { makeElectron } from './electron.ts';
import { Runtime } from './runtime.ts';

/** How long to wait for a test that never takes hold, in milliseconds. */
const takeHoldLimitMs = 10_000;

giveBuffersTheirOwnMemory();
const given = process.argv.slice(2);
const { switches, required, app: appArgument } = parseCommandLine(given);
if (appArgument === null) {
  process.stderr.write('The stand-in for Electron needs an app to run: its folder, or its file.\n');
  process.exit(2);
}
const manifest = readAppManifest(appArgument);
const app = new StandInApp(manifest, switches);
const runtime = new Runtime(app);
app.join(runtime);
dressProcess();
Object.assign(globalThis, { [Symbol.for('electron-stand-in')]: makeElectron(app, runtime) });

const moduleUrl = pathToFileURL(join(import.meta.dirname, 'electron-module.cjs')).href;
registerHooks({
  resolve: (specifier, context, next) =>
    /^electron(\/(main|common))?$/.test(specifier)
      ? { url: moduleUrl, format: 'commonjs', shortCircuit: true }
      : next(specifier, context),
});
process.on('uncaughtException', (error) => {
  process.stderr.write(`Uncaught Exception:\n${error.stack ?? error.message}\n`);
  process.exit(1);
});

const port = switches.get('remote-debugging-port') ?? null;
const held = takenHold(port !== null && given.includes('--inspect=0'));
const load = createRequire(join(manifest.path, 'package.json'));
for (const file of required) load(resolve(file));
if (manifest.entry.endsWith('.mjs')) await import(pathToFileURL(manifest.entry).href);
else load(manifest.entry);

const profileDirectory = join(app.getPath('userData'), 'chromium');
mkdirSync(profileDirectory, { recursive: true });
const chromium = await ChromiumProcess.start({
  executable: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  profileDirectory,
  port,
  switches: [],
});
process.on('exit', () => chromium.kill());
app.onExit = (code) => void chromium.end().then(() => process.exit(code));
const { connection, pid } = chromium;
app.chromiumPid = pid;
runtime.connect(connection);
void connection.closed.then(() => {
  if (runtime.isExiting) return;
  process.stderr.write('Chromium is gone.\n');
  process.exit(1);
});
await connection.browser.send('Target.setDiscoverTargets', { discover: true });
await connection.browser.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true });
await held;
runtime.isReady = true;
app.becomeReady();

/** What tells a program that it runs in Electron. */
function dressProcess(): void {
  const executable = join(import.meta.dirname, 'electron');
  process.argv = [executable, ...given];
  const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string };
  const versions = { ...process.versions, electron: version, chrome: '0' };
  const dress = {
    execPath: executable,
    versions,
    type: 'browser',
    defaultApp: true,
    resourcesPath: import.meta.dirname,
  };
  for (const [name, value] of Object.entries(dress)) {
    Object.defineProperty(process, name, { value, writable: true, configurable: true, enumerable: true });
  }
}

/**
 * Playwright, given an executable, puts nothing into it, yet calls this function when it has taken hold of it. Until then
 * the app is not ready, so that no window is missed.
 */
function takenHold(isTested: boolean): Promise<null> {
  if (!isTested) return Promise.resolve(null);
  const { promise, resolve: take } = Promise.withResolvers<null>();
  Object.assign(globalThis, { __playwright_run: () => take(null) });
  setTimeout(take, takeHoldLimitMs, null).unref();
  return promise;
}
