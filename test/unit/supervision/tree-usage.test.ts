import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { TreeIdentity } from '../../../apps/main/supervision/process-tree.ts';
import { TreeUsageSampler } from '../../../apps/main/supervision/tree-usage.ts';
import type { TreeUsage } from '../../../apps/shared/models/resources.ts';
import { FakeUsageTable } from './fake-usage.ts';

const mine: TreeIdentity = { marker: 'mine', pid: 100, startTime: 't100' };
const other: TreeIdentity = { marker: 'other', pid: 300, startTime: 't300' };
const ownPid = 50;

let table: FakeUsageTable;
let clock: number;
let sampler: TreeUsageSampler;

beforeEach(() => {
  table = new FakeUsageTable();
  clock = 0;
  sampler = new TreeUsageSampler({ table, clock: () => clock, ownPid });
  table.run(1, { parentPid: 0 });
  table.run(ownPid);
  table.run(100, { parentPid: ownPid, marker: 'mine', memoryBytes: 5000 });
  table.run(7);
});

/** A second later. */
const later = async (...trees: readonly TreeIdentity[]): Promise<ReadonlyMap<string, TreeUsage>> => {
  clock += 1000;
  return sampler.sample(() => (trees.length === 0 ? [mine] : trees));
};
const cpuOf = async (): Promise<number | null | undefined> => (await later()).get('mine')?.cpuPercent;

describe('what belongs to a tree', () => {
  it('is the root, its descendants and what carries the marker, with theirs', async () => {
    table.run(101, { parentPid: 100 });
    table.run(200, { marker: 'mine' });
    table.run(201, { parentPid: 200 });
    expect((await later()).get('mine')).toEqual({ cpuPercent: null, memoryBytes: 8000, processes: 4 });
  });

  it('is kept apart from other trees, and is not there when nothing of it is alive', async () => {
    table.run(300, { marker: 'other', memoryBytes: 70 });
    const both = await later(mine, other);
    expect([...both].map(([marker, { memoryBytes }]) => [marker, memoryBytes])).toEqual([
      ['mine', 5000],
      ['other', 70],
    ]);
    table.end(300);
    expect([...(await later(mine, other)).keys()]).toEqual(['mine']);
  });

  it('is no stranger who has the number of the root, and never the tower itself', async () => {
    table.run(100, { startTime: 'later', marker: null });
    table.run(ownPid, { marker: 'mine' });
    expect((await later()).size).toBe(0);
  });

  it('stays in it when its parent ends, although it has wiped its environment', async () => {
    table.run(101, { parentPid: 100 });
    table.run(102, { parentPid: 101 });
    await later();
    table.end(101);
    expect((await later()).get('mine')?.processes).toBe(2);
  });

  it('does not count what has ended and waits to be noticed', async () => {
    table.run(101, { parentPid: 100, ended: true });
    expect((await later()).get('mine')).toMatchObject({ processes: 1, memoryBytes: 5000 });
  });

  it('is found where processes name each other as parent', async () => {
    table.run(400, { parentPid: 401 });
    table.run(401, { parentPid: 400 });
    expect((await later()).get('mine')?.processes).toBe(1);
  });
});

describe('environments', () => {
  it('are read once in a life, and not of those that parentage explains', async () => {
    table.run(101, { parentPid: 100 });
    await later();
    expect(table.read).toEqual([1, 7]);
    table.run(8);
    await later();
    await later();
    expect(table.read).toEqual([1, 7, 8]);
  });

  it('are read again of another process with the same number', async () => {
    await later();
    table.run(7, { startTime: 'later', marker: 'mine' });
    expect((await later()).get('mine')?.processes).toBe(2);
  });
});

describe('processor time', () => {
  it('is not known by the first look, and then is that of the interval in percent of one core', async () => {
    table.work(100, 9000);
    expect(await cpuOf()).toBeNull();
    table.work(100, 250);
    table.run(101, { parentPid: 100, cpuMs: 2000 });
    expect(await cpuOf()).toBe(225);
    expect(await cpuOf()).toBe(0);
  });

  it('of a child that came and went is that which its parent got', async () => {
    await later();
    table.run(101, { parentPid: 100, cpuMs: 400 });
    table.end(101);
    expect(await cpuOf()).toBe(40);
  });

  it('of a child that ended counts once: what was seen of it before is not counted again', async () => {
    table.run(101, { parentPid: 100 });
    table.run(102, { parentPid: 101 });
    await later();
    table.work(101, 100);
    table.work(102, 300);
    expect(await cpuOf()).toBe(40);
    table.work(102, 50);
    table.end(102);
    table.end(101);
    expect(await cpuOf()).toBe(5);
  });

  it('is not lost on the others when a child goes that nobody takes note of', async () => {
    table.run(101, { parentPid: 100, cpuMs: 100_000 });
    await later();
    table.end(101, false);
    table.work(100, 30);
    expect(await cpuOf()).toBe(3);
  });

  it('begins anew after a pause', async () => {
    await later();
    sampler.forget();
    table.work(100, 500);
    expect(await cpuOf()).toBeNull();
  });

  it('adds up to what was spent and is never negative, whoever comes and goes', async () => {
    const step = fc.record({
      act: fc.constantFrom('fork', 'work', 'end', 'lose', 'look'),
      pid: fc.nat({ max: 12 }),
      parent: fc.nat({ max: 12 }),
      cpuMs: fc.nat({ max: 5000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        table = new FakeUsageTable();
        sampler = new TreeUsageSampler({ table, clock: () => clock, ownPid });
        table.run(1, { parentPid: 0 });
        table.run(100, { marker: 'mine' });
        await later();
        let spent = 0;
        let lost = false;
        let seen = 0;
        let births = 0;
        const look = async (): Promise<void> => {
          const usage = (await later()).get('mine');
          expect(usage?.cpuPercent).toBeGreaterThanOrEqual(0);
          expect(usage?.memoryBytes).toBe((usage?.processes ?? 0) * 1000);
          seen += (usage?.cpuPercent ?? 0) * 10;
        };
        for (const { act, pid, parent, cpuMs } of steps) {
          const child = 101 + pid;
          if (act === 'fork' && !table.has(child) && table.has(100 + parent)) {
            table.run(child, {
              parentPid: 100 + parent,
              marker: 'mine',
              startTime: `t${String(births)}`,
              cpuMs,
            });
            births += 1;
            spent += cpuMs;
          } else if (act === 'work' && table.has(child)) {
            table.work(child, cpuMs);
            spent += cpuMs;
          } else if (act === 'end' && table.has(child)) {
            // An orphan's time goes to init, which is none of ours.
            lost ||= table.parentOf(child) === 1;
            table.end(child);
          } else if (act === 'lose') {
            lost ||= table.has(child);
            table.end(child, false);
          } else if (act === 'look') await look();
        }
        await look();
        expect(seen).toBeLessThanOrEqual(spent + 0.001);
        if (!lost) expect(seen).toBeCloseTo(spent, 3);
      }),
    );
  });
});

it('does not look twice at once: who asks meanwhile gets the same look', async () => {
  const [one, two] = await Promise.all([sampler.sample(() => [mine]), sampler.sample(() => [mine])]);
  expect(two).toBe(one);
  expect(table.lists).toBe(1);
  await sampler.sample(() => [mine]);
  expect(table.lists).toBe(2);
});

it('looks again after a look that failed', async () => {
  const list = table.list.bind(table);
  table.list = () => Promise.reject(new Error('no table'));
  await expect(later()).rejects.toThrow('no table');
  table.list = list;
  expect((await later()).get('mine')?.processes).toBe(1);
});
