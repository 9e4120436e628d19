import { beforeEach, describe, expect, it } from 'vitest';
import { descendantsOf } from '../../../apps/main/supervision/process-table.ts';
import { endTree, processesOfTree, type TreeIdentity } from '../../../apps/main/supervision/process-tree.ts';
import { FakeProcesses } from './fake-processes.ts';

const tree: TreeIdentity = { marker: 'mine', pid: 100, startTime: 't100' };
const members = async (table: FakeProcesses, of = tree): Promise<readonly number[]> =>
  (await processesOfTree(of, table)).map(({ pid }) => pid).toSorted((a, b) => a - b);

describe('processesOfTree', () => {
  let table: FakeProcesses;
  beforeEach(() => {
    table = new FakeProcesses();
    table.run(1, { parentPid: 0 });
    table.run(100, { marker: 'mine' });
    table.run(7);
  });

  it('finds the root, its descendants and what carries the marker, wherever it hangs', async () => {
    table.run(101, { parentPid: 100 });
    table.run(102, { parentPid: 101 });
    table.run(200, { marker: 'mine' });
    table.run(201, { parentPid: 200 });
    expect(await members(table)).toEqual([100, 101, 102, 200, 201]);
  });

  it('finds by the scope what has neither the marker nor a parent of ours, and its descendants', async () => {
    table.run(200, { scope: 'mine' });
    table.run(201, { parentPid: 200 });
    table.run(300, { scope: 'other' });
    expect(await members(table)).toEqual([100, 200, 201]);
  });

  it('leaves alone who merely reused the number of the root, and who belongs to another instance', async () => {
    table.run(100, { startTime: 'later' });
    table.run(101, { parentPid: 100 });
    table.run(300, { marker: 'other' });
    expect(await members(table)).toEqual([]);
  });

  it('finds no root by number alone, not even where the system tells no start time either', async () => {
    const unknown = { marker: 'mine', pid: 0, startTime: '' };
    table.run(0, { parentPid: 0, startTime: '' });
    expect(await members(table, unknown)).toEqual([100]);
    table.run(500, { startTime: '' });
    expect(await members(table, { marker: 'none', pid: 500, startTime: '' })).toEqual([]);
  });

  it('does not count who has ended already, nor ever ourselves', async () => {
    table.run(101, { parentPid: 100, ended: true });
    table.run(process.pid, { parentPid: 100, marker: 'mine' });
    expect(await members(table)).toEqual([100]);
  });

  it('comes to an end where processes name each other as parent', () => {
    const ring = [
      { pid: 1, parentPid: 2, startTime: '', ended: false },
      { pid: 2, parentPid: 1, startTime: '', ended: false },
      { pid: 0, parentPid: 0, startTime: '', ended: false },
    ];
    expect(descendantsOf(1, ring).map(({ pid }) => pid)).toEqual([2]);
    expect(descendantsOf(0, ring)).toEqual([]);
  });
});

describe('endTree', () => {
  let table: FakeProcesses;
  let clock: number;
  const options = {
    timeoutMs: 1000,
    now: () => clock,
    pause: (milliseconds: number) => {
      clock += milliseconds;
      return Promise.resolve();
    },
  };
  beforeEach(() => {
    clock = 0;
    table = new FakeProcesses();
    table.run(100, { marker: 'mine' });
    table.run(7);
  });

  it('ends all of it and nothing else', async () => {
    table.run(101, { parentPid: 100 });
    table.run(200, { marker: 'mine' });
    expect(await endTree(tree, table, options)).toEqual([]);
    expect(table.pids).toEqual([7]);
  });

  it('has the system end the scope, with what we may not end ourselves', async () => {
    table.canEndScopes = true;
    table.run(200, { scope: 'mine', immortal: true });
    table.run(201, { scope: 'other' });
    expect(await endTree(tree, table, options)).toEqual([]);
    expect(table.pids).toEqual([7, 201]);
  });

  it('ends one by one what is in a scope that the system cannot end', async () => {
    table.run(200, { scope: 'mine' });
    expect(await endTree(tree, table, options)).toEqual([]);
    expect(table.killed).toEqual([100, 200]);
  });

  it('looks again for what was started while it killed', async () => {
    table.onKill = (pid) => {
      if (pid < 105) table.run(pid + 1, { marker: 'mine' });
    };
    expect(await endTree(tree, table, options)).toEqual([]);
    expect(table.killed).toEqual([100, 101, 102, 103, 104, 105]);
    expect(table.pids).toEqual([7]);
  });

  it('does not kill who got the number between the look and the kill', async () => {
    const look = table.withEnvironment.bind(table);
    table.withEnvironment = async (...parameters) => {
      const found = await look(...parameters);
      table.run(100, { startTime: 'a stranger', marker: null });
      return found;
    };
    expect(await endTree(tree, table, options)).toEqual([]);
    expect(table.killed).toEqual([]);
    expect(table.pids).toEqual([100, 7]);
  });

  it('says what would not end, when the time is over, and has ended the rest', async () => {
    table.run(101, { marker: 'mine', immortal: true });
    expect(await endTree(tree, table, options)).toEqual([101]);
    expect(clock).toBeGreaterThanOrEqual(1000);
    expect(table.pids).toEqual([7, 101]);
  });

  it('does nothing for a tree that is gone', async () => {
    table.end(100);
    expect(await endTree(tree, table, options)).toEqual([]);
    expect(clock).toBe(0);
  });
});
