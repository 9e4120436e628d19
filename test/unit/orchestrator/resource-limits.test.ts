import { beforeEach, describe, expect, it } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { InstanceRecords } from '../../../apps/main/orchestrator/instance-records.ts';
import { MemoryLimits } from '../../../apps/main/orchestrator/resource-limits.ts';
import type { Instance } from '../../../apps/shared/models/instance.ts';
import { ok, type Problem } from '../../../apps/shared/models/problem.ts';
import type { TreeUsage } from '../../../apps/shared/models/resources.ts';
import { defaultSettings, type Settings } from '../../../apps/shared/models/settings.ts';
import { MemoryEvents } from '../../support/memory-events.ts';
import { instanceWith, uuid } from '../persistence/records.ts';

const id = uuid(1);
const megabyte = 1_000_000;
const usage = (memory: number): Record<string, TreeUsage> => ({
  [id]: { cpuPercent: 5, memoryBytes: memory * megabyte, processes: 3 },
});

let settings: Settings;
let events: MemoryEvents;
let records: InstanceRecords;
let limits: MemoryLimits;
let aborted: Problem[];
let stopped: string[];

function begin(instance: Partial<Instance>, change: Partial<Settings> = {}): void {
  settings = { ...defaultSettings, ...change };
  events = new MemoryEvents();
  const bus = new EventBus({ writer: events });
  aborted = [];
  stopped = [];
  records = new InstanceRecords(bus, () => 1, [instanceWith({ id, name: 'shop', status: 'working', ...instance })]);
  const manager = {
    abortTurn: (_: string, why: Problem) => void aborted.push(why),
    stopInstance: (which: string) => {
      stopped.push(which);
      return Promise.resolve(ok(records.change(which, 'instance.stopped', { status: 'stopped', problem: null })));
    },
  };
  limits = new MemoryLimits({ bus, records, manager, settings: () => settings, now: () => 1 });
  flush = () => bus.flush();
}
let flush: () => unknown;
const types = (): readonly string[] => {
  flush();
  return events.events.map(({ type }) => type);
};

describe('an instance that is only to be told of', () => {
  beforeEach(() => begin({}, { memoryLimit: 500 * megabyte }));

  it('is left alone within the limit, and over it for one sample', () => {
    limits.judge(usage(500));
    limits.judge(usage(501));
    expect(limits.anyOver).toBe(true);
    limits.judge(usage(499));
    limits.judge(usage(501));
    expect(types()).toEqual([]);
  });

  it('is told of once, with what it uses, and again when it is back', () => {
    for (const memory of [501, 620, 800]) limits.judge(usage(memory));
    expect(types()).toEqual(['instance.overLimit', 'transcript.appended']);
    expect(records.get(id).problem).toMatchObject({
      code: 'memory.overLimit',
      params: { name: 'shop', used: 620, limit: 500 },
    });
    expect(events.events[1]?.data).toMatchObject({
      entry: { kind: 'notice', level: 'warning', code: 'memory.overLimit' },
    });
    limits.judge(usage(100));
    expect(types().slice(2)).toEqual(['instance.withinLimit']);
    expect(records.get(id).problem).toBeNull();
    expect(limits.anyOver).toBe(false);
    expect([aborted, stopped]).toEqual([[], []]);
  });

  it('is told of again when a new turn has cleared what was said', () => {
    for (const memory of [501, 620]) limits.judge(usage(memory));
    records.change(id, 'instance.working', { problem: null });
    limits.judge(usage(700));
    expect(records.get(id).problem?.params).toMatchObject({ used: 700 });
    expect(types().filter((type) => type === 'transcript.appended')).toHaveLength(1);
  });

  it('is forgotten when it is no longer there', () => {
    for (const memory of [501, 620]) limits.judge(usage(memory));
    limits.judge({});
    expect(types().at(-1)).toBe('instance.withinLimit');
    expect(limits.anyOver).toBe(false);
  });

  it('follows the limit as it is now', () => {
    for (const memory of [501, 620]) limits.judge(usage(memory));
    settings = { ...settings, memoryLimit: null };
    limits.judge(usage(620));
    expect(types().at(-1)).toBe('instance.withinLimit');
  });
});

it('goes by the limit of the instance before that of the tower', () => {
  begin({ memoryLimit: 900 * megabyte }, { memoryLimit: 100 * megabyte });
  for (const memory of [800, 800]) limits.judge(usage(memory));
  expect(types()).toEqual([]);
  for (const memory of [901, 901]) limits.judge(usage(memory));
  expect(types()).toContain('instance.overLimit');
});

it('has the turn of one over its limit fail, and every one that it begins while it stays over', () => {
  begin({ memoryLimit: 500 * megabyte }, { overLimit: 'interrupt' });
  limits.judge(usage(501));
  expect(aborted).toEqual([]);
  limits.judge(usage(620));
  limits.judge(usage(620));
  expect(aborted.map(({ code }) => code)).toEqual(['memory.interrupted', 'memory.interrupted']);
  expect(stopped).toEqual([]);
});

it('stops one over its limit once, and says afterwards why', async () => {
  begin({ memoryLimit: 500 * megabyte }, { overLimit: 'stop' });
  for (const memory of [501, 620]) limits.judge(usage(memory));
  records.change(id, 'instance.stopping', { status: 'stopping' });
  limits.judge(usage(620));
  await Promise.resolve();
  await Promise.resolve();
  expect(stopped).toEqual([id]);
  expect(aborted).toMatchObject([{ code: 'memory.stopped', params: { used: 620 } }]);
  expect(records.get(id).problem?.code).toBe('memory.stopped');
  limits.judge({});
  expect(records.get(id).problem?.code).toBe('memory.stopped');
});
