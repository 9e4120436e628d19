import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { InstanceRecords } from '../../../apps/main/orchestrator/instance-records.ts';
import { Watchdog, type WatchedTurn } from '../../../apps/main/orchestrator/watchdog.ts';
import { anInstance, uuid } from '../../support/renderer/builders.ts';
import { FickleWriter } from '../events/event-writers.ts';

const minute = 60_000;
const id = uuid(1);
const taskId = uuid(2);

function bench(recovers: boolean) {
  const bus = new EventBus({ writer: new FickleWriter() });
  const records = new InstanceRecords(bus, Date.now, [anInstance({ id, status: 'working' })]);
  const seen: string[] = [];
  bus.onAny(({ type }) => seen.push(type));
  const recover = vi.fn();
  let turn: WatchedTurn | null = null;
  const open = (heardAt = Date.now(), asksPerson = false): void => {
    const signs = { heardAt, tools: [], retryAt: null, answerEndedAt: null, asksPerson };
    turn = { instanceId: id, turnId: uuid(3), taskId, signs };
  };
  const watchdog = new Watchdog({
    records,
    turns: () => (turn === null ? [] : [turn]),
    cpuPercentOf: () => 1,
    limits: () => ({ silenceMs: 5 * minute, toolMs: 30 * minute }),
    recovers: () => recovers,
    recover,
    isOpen: () => turn !== null,
    now: Date.now,
  });
  return { watchdog, records, seen, recover, open, close: () => (turn = null) };
}

beforeEach(() => vi.useFakeTimers({ now: 1_785_000_000_000 }));
afterEach(() => vi.useRealTimers());

it('says once that a turn has stalled, with the evidence, and that it goes on again', () => {
  const { watchdog, records, seen, open } = bench(false);
  open();
  vi.advanceTimersByTime(5 * minute);
  expect(seen).toEqual([]);
  expect(watchdog.evidence(id)).toMatchObject({ state: 'thinking' });
  vi.advanceTimersByTime(minute);
  expect(seen).toEqual(['instance.stalled']);
  expect(records.get(id).stall).toMatchObject({ stall: 'silent', cpuPercent: 1 });
  open();
  vi.advanceTimersByTime(minute);
  expect(seen).toEqual(['instance.stalled', 'instance.recovered']);
  expect(records.get(id).stall).toBeNull();
  watchdog.stop();
});

it('does not take waiting for a person for a stall, and forgets a stall whose turn has ended', () => {
  const { watchdog, records, seen, open, close } = bench(false);
  open(Date.now(), true);
  vi.advanceTimersByTime(600 * minute);
  expect(seen).toEqual([]);
  open(0);
  vi.advanceTimersByTime(minute);
  close();
  vi.advanceTimersByTime(minute);
  expect(seen).toEqual(['instance.stalled', 'instance.recovered']);
  expect(records.get(id).stall).toBeNull();
  expect(watchdog.evidence(id)).toBeNull();
  watchdog.stop();
});

it('tries more each time for the same task, three times at most', () => {
  const { watchdog, recover, open } = bench(true);
  for (let times = 0; times < 5; times += 1) {
    open(0);
    vi.advanceTimersByTime(minute);
    open();
    vi.advanceTimersByTime(minute);
  }
  expect(recover.mock.calls).toEqual([
    [id, 'interrupt'],
    [id, 'restart'],
    [id, 'restart'],
  ]);
  watchdog.stop();
});

it('does not take the sleep of the computer, or a clock that was set, for silence', () => {
  const { watchdog, seen, open } = bench(false);
  open();
  vi.setSystemTime(Date.now() + 600 * minute);
  vi.advanceTimersByTime(2000);
  expect(seen).toEqual([]);
  vi.setSystemTime(Date.now() - 60 * minute);
  vi.advanceTimersByTime(4 * minute);
  expect(seen).toEqual([]);
  open(Date.now());
  vi.advanceTimersByTime(6 * minute);
  expect(seen).toEqual(['instance.stalled']);
  watchdog.stop();
});
