import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { SingleInstanceLock } from '../../support/electron-stand-in/app/single-instance-lock.ts';
import { readyStandIn, type RunningStandIn } from './running-stand-in.ts';

const lockModule = pathToFileURL(
  join(import.meta.dirname, '../../support/electron-stand-in/app/single-instance-lock.ts'),
).href;

/** Starts the app a second time, as a process of its own: it says whether it has the lock, and ends. */
async function startAgain(folder: string): Promise<string> {
  const source = `
    import { SingleInstanceLock } from ${JSON.stringify(lockModule)};
    const ours = { argv: ['electron', 'app', '--flag', 'file with blanks.md'], cwd: '/second', data: { n: 1 } };
    process.stdout.write(String(new SingleInstanceLock(() => {}).take(process.argv[1], ours)));
    process.exit(0);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'close');
  return said;
}

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stand-in-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function firstStart(folder: string): RunningStandIn {
  const standIn = readyStandIn();
  standIn.app.setPath('userData', folder);
  onTestFinished(() => standIn.app.releaseSingleInstanceLock());
  return standIn;
}

it('hands what a second start was given to the first, and gives it no lock', async () => {
  const folder = aFolder();
  const { app } = firstStart(folder);
  expect(app.hasSingleInstanceLock()).toBe(false);
  expect([app.requestSingleInstanceLock(), app.requestSingleInstanceLock()]).toEqual([true, true]);
  const handed = once(app, 'second-instance');
  expect(await startAgain(folder)).toBe('false');
  const [, argv, cwd, data] = (await handed) as [unknown, unknown, unknown, unknown];
  expect(argv).toEqual(['electron', 'app', '--flag', 'file with blanks.md']);
  expect([cwd, data]).toEqual(['/second', { n: 1 }]);
  expect(app.hasSingleInstanceLock()).toBe(true);
});

it('is given to the next start once the app has given it up, or has ended', async () => {
  const folder = aFolder();
  const standIn = firstStart(folder);
  standIn.app.requestSingleInstanceLock();
  standIn.app.releaseSingleInstanceLock();
  expect(standIn.app.hasSingleInstanceLock()).toBe(false);
  expect(await startAgain(folder)).toBe('true');
  // That one has ended without giving it up.
  expect(standIn.app.requestSingleInstanceLock()).toBe(true);
  standIn.app.exit(0);
  expect(standIn.app.hasSingleInstanceLock()).toBe(false);
});

it('is for one folder of user data, and does not wait for an owner that is gone', () => {
  const folder = aFolder();
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(join(folder, 'stand-in-lock'), String(pid));
  const first = new SingleInstanceLock(() => undefined);
  const other = new SingleInstanceLock(() => undefined);
  onTestFinished(() => {
    first.release();
    other.release();
  });
  const ours = { argv: [], cwd: '/', data: null };
  expect([first.take(folder, ours), other.take(aFolder(), ours)]).toEqual([true, true]);
});
