import { beforeEach, describe, expect, it } from 'vitest';
import { ProcessLedger } from '../../../apps/main/supervision/process-ledger.ts';
import { FakeProcesses, MemoryLedger } from './fake-processes.ts';

const quick = { timeoutMs: 0, pause: () => Promise.resolve() };
const started = (marker: string) => ({ marker, instanceId: 'i', command: 'claude', startedAt: 5 });

describe('ProcessLedger', () => {
  let table: FakeProcesses;
  let store: MemoryLedger;
  let ledger: ProcessLedger;
  beforeEach(() => {
    table = new FakeProcesses();
    store = new MemoryLedger();
    ledger = new ProcessLedger(store, table);
  });

  it('has the marker before the process, and the pid with its start time after', async () => {
    expect(ledger.announce(started('a'))).toBeNull();
    expect(store.all()).toEqual([{ ...started('a'), pid: 0, startTime: '' }]);
    table.run(100);
    const tree = await ledger.enter({ ...started('a'), pid: 100 });
    expect(tree).toMatchObject({ marker: 'a', pid: 100, startTime: 't100' });
    expect(store.all()).toEqual([{ ...started('a'), pid: 100, startTime: 't100' }]);
  });

  it('says why nothing can be noted', () => {
    store.full = true;
    expect(ledger.announce(started('a'))?.code).toBe('storage.full');
  });

  it('strikes a tree off when it is gone, and not before', async () => {
    table.run(100, { marker: 'a', immortal: true });
    const tree = await ledger.enter({ ...started('a'), pid: 100 });
    expect(await ledger.settle(tree, quick)).toEqual([100]);
    expect(store.all()).toHaveLength(1);
    table.end(100);
    expect(await ledger.settle(tree, quick)).toEqual([]);
    expect(store.all()).toEqual([]);
  });

  it('sweeps: ends what is left, keeps what will not end, forgets what is gone, spares strangers', async () => {
    table.run(100, { marker: 'left' });
    await ledger.enter({ ...started('left'), pid: 100 });
    table.run(300, { marker: 'stuck', immortal: true });
    await ledger.enter({ ...started('stuck'), pid: 300 });
    await ledger.enter({ ...started('gone'), pid: 200 });
    ledger.announce(started('never entered'));
    table.run(400, { marker: 'never entered' });
    store.add({ ...started('reused'), pid: 500, startTime: 'long ago' });
    table.run(500);

    const report = await ledger.sweep({ ...quick, timeoutMs: 1000, now: ticking() });
    expect(report.clean).toBe(2);
    expect(report.ended.map(({ marker }) => marker)).toEqual(['left', 'never entered']);
    expect(report.remaining).toMatchObject([{ row: { marker: 'stuck' }, pids: [300] }]);
    expect(store.all().map(({ marker }) => marker)).toEqual(['stuck']);
    expect(table.pids).toEqual([300, 500]);
  });
});

/** A clock on which every look takes a tenth of a second. */
function ticking(): () => number {
  let now = 0;
  return () => (now += 100);
}
