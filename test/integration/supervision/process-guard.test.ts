import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ProcessGuard, type ProcessGuardOptions } from '../../../apps/main/supervision/process-guard.ts';
import { LinuxProcessTable } from '../../../apps/main/supervision/linux-process-table.ts';
import { PosixProcessTable } from '../../../apps/main/supervision/posix-process-table.ts';
import { markerName } from '../../../apps/main/supervision/process-tree.ts';
import { busyScript, doomedTower, newPlace, staysAtEndOfInput } from './doomed.ts';
import { isRunning } from './proc.ts';

const gone = { timeout: 8000, interval: 20 };

/** A process that stays, with this marker in its environment or without. It is ended after the test. */
function stay(marker: string | null, command = 'exec sleep 300'): number {
  const environment = marker === null ? {} : { [markerName]: marker };
  const child = spawn('/bin/sh', ['-c', command], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: 'ignore',
    detached: true,
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  if (child.pid === undefined) throw new Error('There is no shell.');
  return child.pid;
}

function newGuard(options: Partial<ProcessGuardOptions> = {}): ProcessGuard {
  const guard = new ProcessGuard({
    platform: 'linux',
    onFailure: (reason) => {
      throw new Error(reason);
    },
    ...options,
  });
  onTestFinished(() => guard.close());
  return guard;
}

function pidOf(guard: ProcessGuard): number {
  if (guard.pid === null) throw new Error('The guard does not run.');
  return guard.pid;
}

/** A folder to be put first into PATH, with a program in it. */
function folderWith(name: string, script: string): string {
  const directory = mkdtempSync(join(homedir(), 'path-'));
  writeFileSync(join(directory, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(directory, name), 0o755);
  return directory;
}

describe('the guard of a tower that is killed', () => {
  it('ends the CLI, its tool and an orphan in a session of its own, and then itself', async () => {
    const { tower, pids, guard } = await doomedTower(newPlace(), busyScript(staysAtEndOfInput), { guarded: true });
    expect(pids.map(isRunning)).toEqual([true, true, true]);
    const begun = performance.now();
    await tower.kill();
    await vi.waitUntil(() => !pids.some(isRunning), gone);
    expect(performance.now() - begun).toBeLessThan(5000);
    await vi.waitUntil(() => !isRunning(guard ?? 0), gone);
  });

  it('ends a CLI that hears no SIGINT', async () => {
    const deaf = busyScript(staysAtEndOfInput, [{ act: 'ignoreSignals', signals: ['SIGINT', 'SIGTERM', 'SIGHUP'] }]);
    const { tower, pids } = await doomedTower(newPlace(), deaf, { guarded: true });
    await tower.kill();
    await vi.waitUntil(() => !pids.some(isRunning), gone);
  });
});

describe('ProcessGuard', () => {
  const table = new LinuxProcessTable();
  const startOf = async (pid: number): Promise<string> => (await table.find(pid))?.startTime ?? '';

  it('leaves alone what has another marker, another start time, or was forgotten', async () => {
    const [ours, theirs, done] = [randomUUID(), randomUUID(), randomUUID()];
    const [marked, stranger, reused, forgotten] = [stay(ours), stay(theirs), stay(null), stay(done)];
    const guard = newGuard();
    guard.expect(ours);
    guard.watch({ marker: randomUUID(), pid: reused, startTime: '1' });
    guard.watch({ marker: done, pid: forgotten, startTime: await startOf(forgotten) });
    guard.forget(done);
    const pid = pidOf(guard);
    await guard.close();
    await vi.waitUntil(() => !isRunning(pid), gone);
    expect([marked, stranger, reused, forgotten].map(isRunning)).toEqual([false, true, true, true]);
  });

  it('finds by its parents what has wiped its environment', async () => {
    const marker = randomUUID();
    const directory = mkdtempSync(join(homedir(), 'wiped-'));
    const file = join(directory, 'pid');
    const root = stay(marker, `env -i sh -c 'echo $$ > ${file}.part; mv ${file}.part ${file}; exec sleep 300'; true`);
    const child = await vi.waitFor(() => Number(readFileSync(file, 'utf8')), gone);
    const guard = newGuard();
    guard.watch({ marker, pid: root, startTime: await startOf(root) });
    await guard.close();
    await vi.waitUntil(() => !isRunning(root) && !isRunning(child), gone);
  });

  it('is not ended by a signal that ends a session, is replaced when it is killed, and knows everything again', async () => {
    const marker = randomUUID();
    const marked = stay(marker);
    const guard = newGuard();
    guard.expect(marker);
    const first = pidOf(guard);
    // Its shell may not have come to its traps yet: until then it ignores nothing.
    const status = (): string => readFileSync(`/proc/${String(first)}/status`, 'latin1');
    await vi.waitUntil(() => !/^SigIgn:\t0+$/m.test(status()), gone);
    for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.kill(first, signal);
    process.kill(first, 'SIGKILL');
    await vi.waitUntil(() => guard.pid !== null && guard.pid !== first, gone);
    expect(isRunning(marked)).toBe(true);
    await guard.close();
    await vi.waitUntil(() => !isRunning(marked), gone);
  });

  it('ends at once with nothing to end', async () => {
    const marker = randomUUID();
    const guard = newGuard();
    guard.expect(marker);
    const pid = pidOf(guard);
    guard.forget(marker);
    await guard.close();
    expect(isRunning(pid)).toBe(false);
  });

  it('says once that it cannot be had, and work goes on', async () => {
    const onFailure = vi.fn();
    const guard = newGuard({ onFailure, shell: join(homedir(), 'no-shell') });
    guard.expect(randomUUID());
    await vi.waitUntil(() => onFailure.mock.calls.length > 0, gone);
    guard.expect(randomUUID());
    await guard.close();
    expect(onFailure).toHaveBeenCalledTimes(1);
  });

  it('manages without a grep that knows zero bytes', async () => {
    const grep = 'for word; do case $word in *z*) case $word in -*) exit 2 ;; esac ;; esac; done; exec /bin/grep "$@"';
    const marker = randomUUID();
    const [marked, stranger] = [stay(marker), stay(randomUUID())];
    const guard = newGuard({ path: folderWith('grep', grep) });
    guard.expect(marker);
    await guard.close();
    await vi.waitUntil(() => !isRunning(marked), gone);
    expect(isRunning(stranger)).toBe(true);
  });

  it('sees processes through ps where there is no /proc', async () => {
    // The ps of macOS shows environments with -E, that of Linux with e.
    const ps = 'if [ "$2" = -E ]; then exec /usr/bin/ps axeww -o pid=,command=; else exec /usr/bin/ps "$@"; fi';
    const [marker, other] = [randomUUID(), randomUUID()];
    const [marked, root, reused] = [stay(marker), stay(null), stay(null)];
    const guard = newGuard({ platform: 'darwin', path: folderWith('ps', ps) });
    guard.expect(marker);
    guard.watch({ marker: other, pid: root, startTime: (await new PosixProcessTable().find(root))?.startTime ?? '' });
    guard.watch({ marker: randomUUID(), pid: reused, startTime: 'Thu Jan 1 00:00:00 1970' });
    const pid = pidOf(guard);
    await guard.close();
    await vi.waitUntil(() => !isRunning(pid), { ...gone, timeout: 15_000 });
    expect([marked, root, reused].map(isRunning)).toEqual([false, false, true]);
  });
});
