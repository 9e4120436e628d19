import { describe, expect, it, onTestFinished } from 'vitest';
import type { Database } from '../../../apps/main/persistence/database.ts';
import { openDatabase } from '../../../apps/main/persistence/open-database.ts';
import { LinuxProcessTable } from '../../../apps/main/supervision/linux-process-table.ts';
import { ProcessLedger } from '../../../apps/main/supervision/process-ledger.ts';
import { busyScript, doomedTower, newPlace, staysAtEndOfInput, type Place } from './doomed.ts';
import { isRunning } from './proc.ts';

const table = new LinuxProcessTable();
const script = busyScript(staysAtEndOfInput);

function open({ file, backupDirectory }: Place): Database {
  const opened = openDatabase({ file, backupDirectory });
  if (!opened.ok) throw new Error(opened.problem.message);
  onTestFinished(() => {
    opened.value.close();
  });
  return opened.value;
}

describe('the sweep at the start of a tower', () => {
  it('ends what a killed tower left behind, and strikes it off', async () => {
    const place = newPlace();
    const { tower, marker, pids } = await doomedTower(place, script, { guarded: false });
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
    const { tower, marker, pids } = await doomedTower(place, script, { guarded: false });
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
