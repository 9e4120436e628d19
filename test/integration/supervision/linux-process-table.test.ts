import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LinuxProcessTable } from '../../../apps/main/supervision/linux-process-table.ts';
import { PosixProcessTable } from '../../../apps/main/supervision/posix-process-table.ts';
import { descendantsOf } from '../../../apps/main/supervision/process-table.ts';

const table = new LinuxProcessTable();

/** A process that is there when this returns, and is ended after the test. */
async function run(command: string, parameters: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<ChildProcess> {
  const child = spawn(command, parameters, {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child, 'spawn');
  return child;
}

const pidOf = (child: ChildProcess): number => child.pid ?? 0;

describe('LinuxProcessTable', () => {
  it('shows ourselves, and a child with us as its parent', async () => {
    const child = await run('sleep', ['300']);
    const listed = await table.list();
    expect(listed).toContainEqual(expect.objectContaining({ pid: process.pid, parentPid: process.ppid, ended: false }));
    expect(await table.find(pidOf(child))).toMatchObject({ pid: child.pid, parentPid: process.pid, ended: false });
    expect(descendantsOf(process.pid, listed).map(({ pid }) => pid)).toContain(child.pid);
  });

  it('tells the start time by which a process is known, the same every time, and as the system has it', async () => {
    const child = await run('sleep', ['300']);
    const first = await table.find(pidOf(child));
    expect(first?.startTime).toMatch(/^\d+$/);
    expect((await table.find(pidOf(child)))?.startTime).toBe(first?.startTime);
    const older = await table.find(process.pid);
    expect(Number(first?.startTime)).toBeGreaterThan(Number(older?.startTime));
  });

  it('reads a process whose name holds blanks and parentheses', async () => {
    const program = join(mkdtempSync(join(homedir(), 'names-')), 'a) S 1 (b');
    const sleep = spawnSync('/bin/sh', ['-c', 'readlink -f "$(command -v sleep)"'], { encoding: 'utf8' }).stdout.trim();
    symlinkSync(sleep, program);
    const child = await run(program, ['300']);
    expect(await table.find(pidOf(child))).toMatchObject({ parentPid: process.pid, ended: false });
  });

  it('calls a process ended that waits for its parent to notice', async () => {
    // The shell starts a child and becomes a program that never looks after children; only then the child ends.
    const child = 'while [ "$(cat /proc/$PPID/comm)" != sleep ]; do :; done';
    const parent = await run('/bin/sh', ['-c', `sh -c '${child}' & echo $!; exec sleep 300`]);
    const [line] = (await once(parent.stdout ?? process.stdin, 'data')) as [Buffer];
    const pid = Number(line.toString());
    await expect.poll(() => table.find(pid), { timeout: 10_000 }).toMatchObject({ pid, ended: true });
  });

  it('knows nothing of a process that is gone', async () => {
    const child = await run('true', []);
    if (child.exitCode === null) await once(child, 'exit');
    expect(await table.find(pidOf(child))).toBeNull();
    expect(table.kill(pidOf(child), 'SIGKILL')).toBe(false);
  });

  it('finds by its environment who carries the marker, and nobody who nearly does', async () => {
    const marked = await run('sleep', ['300'], { A: '1', XMARK: 'm', MARK: 'm', Z: 'MARK=m' });
    const children = [
      await run('sleep', ['300'], { MARK: 'mm' }),
      await run('sleep', ['300'], { MARK: '' }),
      await run('sleep', ['300'], { XMARK: 'm' }),
      await run('sleep', ['300'], { NOTE: 'MARK=m' }),
      await run('sh', ['-c', 'exec sleep 300', 'MARK=m']),
    ];
    const among = (await table.list()).filter(({ pid }) => [marked, ...children].some((child) => child.pid === pid));
    expect(among).toHaveLength(6);
    expect(await table.withEnvironment('MARK', 'm', among)).toEqual([marked.pid]);
    expect(await table.withEnvironment('MARK', 'm', [])).toEqual([]);
  });
});

describe('PosixProcessTable, over the ps of this system', () => {
  it('agrees with /proc on who is whose parent, and knows a process by its start time', async () => {
    const posix = new PosixProcessTable();
    const child = await run('sleep', ['300']);
    const found = await posix.find(pidOf(child));
    expect(found).toMatchObject({ pid: child.pid, parentPid: process.pid, ended: false });
    expect(await posix.list()).toContainEqual(found);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await posix.find(pidOf(child))).toBeNull();
  });
});
