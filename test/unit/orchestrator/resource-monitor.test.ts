import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { ResourceHistory } from '../../../apps/main/orchestrator/resource-history.ts';
import { ResourceMonitor } from '../../../apps/main/orchestrator/resource-monitor.ts';
import type { LedgerRow } from '../../../apps/main/supervision/process-ledger.ts';
import type { ResourceSample, TreeUsage } from '../../../apps/shared/models/resources.ts';
import { MemoryEvents } from '../../support/memory-events.ts';
import { instanceWith, turnWith, uuid } from '../persistence/records.ts';

const id = uuid(1);
const rowOf = (marker: string): LedgerRow => ({
  marker,
  instanceId: id,
  pid: 10,
  startTime: 't',
  command: 'claude',
  startedAt: 1,
});
const usage = (memoryBytes: number, cpuPercent: number | null = 10): TreeUsage => ({
  cpuPercent,
  memoryBytes,
  processes: 1,
});

let bus: EventBus;
let monitor: ResourceMonitor;
let history: ResourceHistory;
let rows: LedgerRow[];
let usages: Map<string, TreeUsage>;
let samples: ResourceSample[];
let looks: number;
let forgets: number;
let broken: boolean;
let warnings: string[];
let anyOver: boolean;
let hold: Promise<void> | null;

beforeEach(() => {
  vi.useFakeTimers();
  bus = new EventBus({ writer: new MemoryEvents() });
  history = new ResourceHistory();
  rows = [];
  usages = new Map([['a', usage(100, null)]]);
  samples = [];
  warnings = [];
  looks = 0;
  forgets = 0;
  broken = false;
  anyOver = false;
  hold = null;
  bus.onPassing((event) => {
    if (event.type === 'tower.sampled') samples.push(event.data);
  });
  monitor = new ResourceMonitor({
    bus,
    sampler: {
      sample: async (trees) => {
        looks += 1;
        if (broken) throw new Error('no table');
        trees();
        await hold;
        return usages;
      },
      forget: () => (forgets += 1),
    },
    running: () => rows,
    history,
    limits: {
      judge: () => undefined,
      get anyOver() {
        return anyOver;
      },
    },
    computer: { cores: 2, memoryBytes: 1000 },
    available: () => 400,
    now: () => Date.now(),
    log: { warn: (text) => void warnings.push(text) },
    everyMs: 3000,
    unwatchedMs: 15_000,
  });
});
afterEach(async () => {
  await monitor.stop();
  vi.useRealTimers();
});

const spawned = (): void => {
  rows = [rowOf('a')];
  bus.publish('instance.updated', { instance: instanceWith({ id, pid: 10 }) });
};
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

it('looks at nothing while nothing runs', async () => {
  bus.publish('instance.updated', { instance: instanceWith({ id, pid: null }) });
  await pass(60_000);
  expect(looks).toBe(0);
  expect(monitor.latest).toBeNull();
});

it('begins with a process, looks again soon, then at its pace, and ends with an empty sample', async () => {
  monitor.setWindows(1);
  spawned();
  await pass(0);
  expect(samples).toMatchObject([
    { instances: { [id]: usage(100, null) }, computer: { cores: 2, availableBytes: 400 } },
  ]);
  await pass(1000);
  expect(looks).toBe(2);
  await pass(9000);
  expect(looks).toBe(5);
  rows = [];
  await pass(3000);
  expect(monitor.latest?.instances).toEqual({});
  expect(forgets).toBe(1);
  await pass(60_000);
  expect(looks).toBe(5);
  spawned();
  await pass(0);
  expect(looks).toBe(6);
});

it('looks seldom while no window is open, at once when one opens, and often while somebody is over a limit', async () => {
  spawned();
  await pass(1000);
  await pass(14_999);
  expect(looks).toBe(2);
  await pass(1);
  expect(looks).toBe(3);
  monitor.setWindows(1);
  await pass(0);
  expect(looks).toBe(4);
  monitor.setWindows(0);
  anyOver = true;
  await pass(3000);
  await pass(3000);
  expect(looks).toBe(6);
});

it('never begins a look while one is under way', async () => {
  let release = (): void => undefined;
  hold = new Promise((resolve) => (release = resolve));
  spawned();
  await pass(0);
  spawned();
  monitor.setWindows(1);
  await pass(60_000);
  expect(looks).toBe(1);
  hold = null;
  release();
  await pass(1000);
  expect(looks).toBe(2);
});

it('adds up the trees of one instance', async () => {
  usages = new Map([
    ['a', usage(100, 5)],
    ['b', usage(30, 7)],
  ]);
  spawned();
  rows.push(rowOf('b'));
  await pass(0);
  expect(monitor.latest?.instances[id]).toEqual({ cpuPercent: 12, memoryBytes: 130, processes: 2 });
});

it('says once that nothing can be measured, goes on trying, and works again', async () => {
  broken = true;
  spawned();
  await pass(40_000);
  expect(looks).toBe(3);
  expect(warnings).toEqual(['what instances use cannot be measured']);
  broken = false;
  await pass(15_000);
  expect(monitor.latest?.instances[id]).toBeDefined();
});

it('keeps a history, the peak of a turn while it is open, and nothing of a deleted instance', async () => {
  monitor.setWindows(1);
  spawned();
  await pass(0);
  const turn = turnWith({ id: uuid(5), instanceId: id });
  bus.publish('turn.started', { turn });
  for (const memory of [300, 900, 200]) {
    usages = new Map([['a', usage(memory, memory / 10)]]);
    await pass(3000);
  }
  expect(history.peakOf(turn.id)).toEqual({ cpuPercent: 90, memoryBytes: 900, processes: 1 });
  bus.publish('turn.completed', { turn });
  expect(history.peakOf(turn.id)).toBeNull();
  expect(history.of(id).map(({ memoryBytes }) => memoryBytes)).toEqual([100, 300, 900, 200]);
  bus.publish('instance.deleted', { instance: instanceWith({ id }) });
  expect(history.of(id)).toEqual([]);
});

it('keeps so many points and no more', () => {
  for (let at = 1; at <= 500; at += 1) history.add(at, { [id]: usage(at) });
  expect(history.of(id)).toHaveLength(240);
  expect(history.of(id).at(-1)).toEqual({ at: 500, ...usage(500) });
});

it('tells nothing any more once it is stopped, and waits for the look that is under way', async () => {
  let release = (): void => undefined;
  hold = new Promise((resolve) => (release = resolve));
  spawned();
  await pass(0);
  const stopped = monitor.stop();
  release();
  await stopped;
  expect(samples).toEqual([]);
  spawned();
  await pass(60_000);
  expect(looks).toBe(1);
});
