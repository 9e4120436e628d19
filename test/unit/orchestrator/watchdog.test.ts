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
  const policy = { recovers };
  const bus = new EventBus({ writer: new FickleWriter() });
  const records = new InstanceRecords(bus, Date.now, [anInstance({ id, status: 'working' })]);
  const seen: string[] = [];
  bus.onAny(({ type }) => seen.push(type));
  const recover = vi.fn();
  let turn: WatchedTurn | null = null;
  const open = (
    heardAt = Date.now(),
    more: Partial<WatchedTurn['signs']> = {},
    of: string | null = taskId,
    turnId = uuid(3),
  ): void => {
    const signs = { heardAt, tools: [], retryAt: null, retries: null, answerEndedAt: null, asksPerson: false, ...more };
    turn = { instanceId: id, turnId, taskId: of, signs };
  };
  const watchdog = new Watchdog({
    records,
    turns: () => (turn === null ? [] : [turn]),
    cpuPercentOf: () => 1,
    limits: () => ({ silenceMs: 5 * minute, toolMs: 30 * minute, retryMs: 15 * minute, resultMs: 2 * minute }),
    recovers: () => policy.recovers,
    recover,
    isOpen: (one) => turn?.taskId === one,
    now: Date.now,
  });
  const steps = (): readonly unknown[] => recover.mock.calls.map(([, how]) => how as unknown);
  return { watchdog, records, seen, recover, steps, policy, open, close: () => (turn = null) };
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
  open(Date.now(), { asksPerson: true });
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

it('takes one step after the other while the same turn stays stalled, each after the time of the last', () => {
  const { watchdog, recover, steps, open } = bench(true);
  open(Date.now() - 6 * minute);
  vi.advanceTimersByTime(2000);
  expect(recover.mock.calls).toEqual([[id, 'nudge']]);
  vi.advanceTimersByTime(18_000);
  expect(steps()).toEqual(['nudge']);
  vi.advanceTimersByTime(2000);
  expect(steps()).toEqual(['nudge', 'interrupt']);
  vi.advanceTimersByTime(58_000);
  expect(steps()).toEqual(['nudge', 'interrupt']);
  vi.advanceTimersByTime(2000);
  expect(steps()).toEqual(['nudge', 'interrupt', 'restart']);
  vi.advanceTimersByTime(600 * minute);
  expect(steps()).toEqual(['nudge', 'interrupt', 'restart', 'restart']);
  watchdog.stop();
});

it('says that it is left to a person once the last step has had its time, or nothing is to be tried any more', () => {
  const { watchdog, records, seen, policy, open } = bench(true);
  const told = (): number => seen.filter((type) => type === 'instance.stalled').length;
  open(Date.now() - 6 * minute);
  vi.advanceTimersByTime(2000);
  expect(records.get(id).stall?.mending).toBe(true);
  expect(watchdog.evidence(id)?.mending).toBe(true);
  vi.advanceTimersByTime(3 * minute);
  expect([told(), records.get(id).stall?.mending]).toEqual([1, true]);
  vi.advanceTimersByTime(minute);
  expect([told(), records.get(id).stall?.mending]).toEqual([2, false]);
  vi.advanceTimersByTime(600 * minute);
  expect(told()).toBe(2);
  // The same task stalls again: nothing is left to be tried for it.
  open();
  vi.advanceTimersByTime(6 * minute);
  expect([told(), records.get(id).stall?.mending]).toEqual([3, false]);
  // For another task all is tried anew, until a person says that nothing is to be.
  open(Date.now() - 6 * minute, {}, uuid(5));
  vi.advanceTimersByTime(2000);
  expect(records.get(id).stall?.mending).toBe(true);
  policy.recovers = false;
  vi.advanceTimersByTime(2000);
  expect([told(), records.get(id).stall?.mending]).toEqual([4, false]);
  watchdog.stop();
});

it('tries more for the same task where it stalls again, and begins anew with another', () => {
  const { watchdog, steps, open, close } = bench(true);
  const stallOnce = (): void => {
    open(Date.now() - 6 * minute);
    vi.advanceTimersByTime(2000);
    open();
    vi.advanceTimersByTime(2 * minute);
  };
  for (let times = 0; times < 6; times += 1) stallOnce();
  expect(steps()).toEqual(['nudge', 'interrupt', 'restart', 'restart']);
  close();
  vi.advanceTimersByTime(2000);
  stallOnce();
  expect(steps().slice(4)).toEqual(['nudge']);
  watchdog.stop();
});

it('recovers a turn that the CLI began by itself, and forgets it when it is over', () => {
  const { watchdog, steps, open, close } = bench(true);
  open(Date.now() - 6 * minute, {}, null);
  vi.advanceTimersByTime(minute);
  expect(steps()).toEqual(['nudge', 'interrupt']);
  open(Date.now() - 6 * minute, {}, null, uuid(4));
  vi.advanceTimersByTime(2000);
  expect(steps()).toEqual(['nudge', 'interrupt', 'nudge']);
  close();
  vi.advanceTimersByTime(2000);
  open(Date.now() - 6 * minute, {}, null, uuid(4));
  vi.advanceTimersByTime(2000);
  expect(steps()).toEqual(['nudge', 'interrupt', 'nudge', 'nudge']);
  watchdog.stop();
});

it('recovers one that has stalled already when that is chosen, and leaves it alone when it is no more', () => {
  const { watchdog, steps, policy, open } = bench(false);
  open(Date.now() - 6 * minute);
  vi.advanceTimersByTime(minute);
  expect(steps()).toEqual([]);
  policy.recovers = true;
  vi.advanceTimersByTime(2000);
  expect(steps()).toEqual(['nudge']);
  policy.recovers = false;
  vi.advanceTimersByTime(60 * minute);
  expect(steps()).toEqual(['nudge']);
  watchdog.stop();
});

it('takes the next step in time where the clock was set back', () => {
  const { watchdog, steps, open } = bench(true);
  open(Date.now() - 6 * minute);
  vi.advanceTimersByTime(2000);
  vi.setSystemTime(Date.now() - 600 * minute);
  open(Date.now() - 6 * minute);
  // What was before the clock was set says nothing.
  vi.advanceTimersByTime(5 * minute + 4000);
  expect(steps()).toEqual(['nudge', 'interrupt']);
  watchdog.stop();
});

it('keeps the reason of a stall up to date without telling of another one', () => {
  const { watchdog, records, seen, open } = bench(false);
  open(Date.now() - 6 * minute);
  vi.advanceTimersByTime(2000);
  open(Date.now(), { retries: { since: Date.now() - 16 * minute, last: Date.now() } });
  vi.advanceTimersByTime(4000);
  expect(records.get(id).stall).toMatchObject({ stall: 'retries', retryingSince: Date.now() - 16 * minute - 4000 });
  expect(seen).toEqual(['instance.stalled', 'instance.updated']);
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
