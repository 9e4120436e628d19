import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import type { Database } from '../../../apps/main/persistence/database.ts';
import { openDatabase } from '../../../apps/main/persistence/open-database.ts';
import { LinuxProcessTable } from '../../../apps/main/supervision/linux-process-table.ts';
import { ProcessLedger } from '../../../apps/main/supervision/process-ledger.ts';
import { endTree } from '../../../apps/main/supervision/process-tree.ts';
import { fakeClaude, type Script } from '../claude/lives.ts';
import { start, type Program } from '../persistence/child-processes.ts';
import { isRunning } from './proc.ts';

const table = new LinuxProcessTable();
const saidSchema = z.object({ marker: z.string(), pid: z.number() });
const staying = (name: string): string => `echo $$ > ${name}.part; mv ${name}.part ${name}; sleep 300; true`;
const script: Script = {
  reply: [{ tools: [{ name: 'Bash', input: { command: staying('tool') } }] }, { text: 'Done.' }],
  at: {
    spawn: [{ act: 'spawn', command: staying('orphan'), as: 'orphan' }],
    // The tower's death must not end the agent by itself: then there would be nothing to sweep.
    endOfInput: [{ act: 'wait', ms: 300_000 }],
  },
};

interface Place {
  readonly file: string;
  readonly backupDirectory: string;
  readonly directory: string;
}

const newPlace = (): Place => {
  const directory = mkdtempSync(join(homedir(), 'sweep-'));
  return { file: join(directory, 'tower.db'), backupDirectory: join(directory, 'backups'), directory };
};

function open({ file, backupDirectory }: Place): Database {
  const opened = openDatabase({ file, backupDirectory });
  if (!opened.ok) throw new Error(opened.problem.message);
  onTestFinished(() => {
    opened.value.close();
  });
  return opened.value;
}

/** A tower with a CLI, a tool and an orphan, all of them running. Whatever carries its marker is ended after the test. */
async function doomedTower(place: Place): Promise<{ tower: Program; marker: string; pids: readonly number[] }> {
  const { file, backupDirectory, directory } = place;
  const program = new URL('doomed-tower.ts', import.meta.url);
  const tower = start(program, file, backupDirectory, directory, fakeClaude, JSON.stringify(script));
  const { marker, pid } = saidSchema.parse(JSON.parse(await tower.line()));
  onTestFinished(async () => {
    await endTree({ marker, pid: 0, startTime: '' }, table);
  });
  const pids = [pid];
  for (const name of ['tool', 'orphan']) {
    await vi.waitUntil(() => existsSync(join(directory, name)), { timeout: 20_000, interval: 20 });
    pids.push(Number(readFileSync(join(directory, name), 'utf8')));
  }
  return { tower, marker, pids };
}

describe('the sweep at the start of a tower', () => {
  it('ends what a killed tower left behind, and strikes it off', async () => {
    const place = newPlace();
    const { tower, marker, pids } = await doomedTower(place);
    await tower.kill();
    expect(pids.map(isRunning)).toEqual([true, true, true]);

    const database = open(place);
    expect(database.processes.all()).toMatchObject([{ marker, pid: pids[0] }]);
    const report = await new ProcessLedger(database.processes, table).sweep();
    expect(report).toMatchObject({ clean: 0, ended: [{ marker }], remaining: [] });
    expect(pids.filter(isRunning)).toEqual([]);
    expect(database.processes.all()).toEqual([]);
  });

  it('finds by the marker what was started by a tower that died before it knew the pid', async () => {
    const place = newPlace();
    const { tower, marker, pids } = await doomedTower(place);
    await tower.kill();
    const database = open(place);
    const [row] = database.processes.all();
    if (row === undefined) throw new Error('The ledger is empty.');
    expect(database.processes.add({ ...row, pid: 0, startTime: '' })).toBeNull();
    const report = await new ProcessLedger(database.processes, table).sweep();
    expect(report.ended).toMatchObject([{ marker, pid: 0 }]);
    expect(pids.filter(isRunning)).toEqual([]);
  });

  it('forgets what is gone, and leaves a stranger alone who got its number', async () => {
    const database = open(newPlace());
    const old = { instanceId: 'i', command: 'claude', startedAt: 1, startTime: '1' };
    database.processes.add({ ...old, marker: 'gone', pid: 4_000_000 });
    database.processes.add({ ...old, marker: 'reused', pid: process.pid });
    const report = await new ProcessLedger(database.processes, table).sweep();
    expect(report).toEqual({ clean: 2, ended: [], remaining: [] });
    expect(database.processes.all()).toEqual([]);
  });
});
