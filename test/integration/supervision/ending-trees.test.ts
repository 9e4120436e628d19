import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ProcessLedger } from '../../../apps/main/supervision/process-ledger.ts';
import { markerName } from '../../../apps/main/supervision/process-tree.ts';
import { Life, shellProgram, shortLadder, type LifeOptions, type Script } from '../claude/lives.ts';
import { isRunning, sessionOf } from './proc.ts';

/** A command that says its pid in a file and stays, whatever it is sent. */
const staying = (name: string): string =>
  `trap "" INT TERM HUP; echo $$ > ${name}.part; mv ${name}.part ${name}; sleep 300; true`;

/** Starts a life whose agent runs these commands, and waits for the pid that each writes under its name. */
async function withTools(reply: Script['reply'], names: readonly string[], options: LifeOptions = {}) {
  const life = new Life({ environment: { IS_SANDBOX: '1' }, ...options, script: { reply, ...options.script } });
  const claude = await life.start();
  claude.prompt(randomUUID(), 'Go.');
  const answered = life.message('ask').then(({ requestId }) => {
    claude.answer(requestId, { behavior: 'allow', updatedInput: {} });
  });
  const pids: number[] = [];
  for (const name of names) {
    const file = join(life.directory, name);
    await vi.waitUntil(() => existsSync(file), { timeout: 20_000, interval: 20 });
    pids.push(Number(readFileSync(file, 'utf8')));
  }
  await answered;
  return { life, claude, pids };
}

const bash = (command: string) => ({ tools: [{ name: 'Bash', input: { command } }] });

describe('ending a process with all that it started', () => {
  it('ends a tool in a session of its own', async () => {
    const { claude, life, pids } = await withTools([bash(staying('tool')), { text: 'Done.' }], ['tool']);
    const [tool = 0] = pids;
    expect(isRunning(tool)).toBe(true);
    expect(sessionOf(tool)).not.toBe(sessionOf(claude.pid));
    expect(await claude.end()).toMatchObject({ leftPids: [] });
    expect(pids.filter(isRunning)).toEqual([]);
    expect(isRunning(claude.pid)).toBe(false);
    expect(await life.alive()).toEqual([]);
  });

  it('ends what a tool left behind: grandchildren of init in sessions of their own', async () => {
    const quiet = '> /dev/null 2>&1 < /dev/null &';
    const command = [
      `setsid sh -c '${shellProgram(staying('daemon'))} &' ${quiet}`,
      `nohup ${shellProgram(staying('nohup'))} ${quiet} disown`,
      'sleep 300; true',
    ].join('\n');
    const { claude, life, pids } = await withTools([bash(command), { text: 'Done.' }], ['daemon', 'nohup']);
    expect(pids.map(isRunning)).toEqual([true, true]);
    expect(new Set([claude.pid, ...pids].map(sessionOf)).size).toBe(3);
    expect(await claude.end()).toMatchObject({ leftPids: [] });
    expect(pids.filter(isRunning)).toEqual([]);
    expect(await life.alive()).toEqual([]);
    expect(life.store.all()).toEqual([]);
  });

  it('ends what is left when the process itself was killed with its tools running', async () => {
    const { claude, life, pids } = await withTools([bash(staying('tool')), { text: 'Done.' }], ['tool']);
    process.kill(claude.pid, 'SIGKILL');
    expect(await claude.exited).toMatchObject({ signal: 'SIGKILL' });
    expect(pids.map(isRunning)).toEqual([true]);
    expect(await claude.end()).toEqual({ rung: 'interrupt', leftPids: [] });
    expect(pids.filter(isRunning)).toEqual([]);
    expect(life.store.all()).toEqual([]);
  });

  it.each(['2.1.197', '2.1.330'] as const)(
    'ends an agent like %s that minds nothing, and its tools',
    async (imitate) => {
      const { claude, life, pids } = await withTools([bash(staying('tool')), { text: 'Done.' }], ['tool'], {
        ladder: shortLadder,
        script: {
          imitate,
          at: {
            spawn: [
              { act: 'ignoreSignals', signals: ['SIGINT', 'SIGTERM', 'SIGHUP'] },
              { act: 'spawn', command: staying('orphan'), as: 'orphan' },
            ],
            interrupt: [{ act: 'hang' }],
            endOfInput: [{ act: 'hang' }],
          },
        },
      });
      expect(await claude.end()).toEqual({ rung: 'kill', leftPids: [] });
      expect([claude.pid, ...pids].filter(isRunning)).toEqual([]);
      expect(await life.alive()).toEqual([]);
    },
  );

  it('touches nobody else: another instance, a program of ours without the marker, one that merely has the number', async () => {
    const other = new Life();
    const neighbour = await other.start();
    const stranger = spawn('sleep', ['300'], {
      stdio: 'ignore',
      env: { PATH: process.env['PATH'], [markerName]: 'x' },
    });
    onTestFinished(() => {
      stranger.kill('SIGKILL');
    });
    await once(stranger, 'spawn');

    const life = new Life();
    const claude = await life.start();
    // As if an earlier process of this instance had had the stranger's number.
    const ledger = new ProcessLedger(life.store, life.table);
    const old = { instanceId: 'instance', command: 'claude', startedAt: 1, marker: randomUUID() };
    life.store.add({ ...old, pid: stranger.pid ?? 0, startTime: '1' });
    await claude.end();
    expect(await ledger.sweep()).toEqual({ clean: 1, ended: [], remaining: [] });

    expect(isRunning(stranger.pid ?? 0)).toBe(true);
    expect(isRunning(neighbour.pid)).toBe(true);
    expect(other.store.all()).toHaveLength(1);
    await neighbour.end();
  });
});
