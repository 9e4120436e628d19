import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { RequestReminder } from '../../../apps/main/orchestrator/request-reminder.ts';
import type { Request } from '../../../apps/shared/models/request.ts';
import { defaultSettings } from '../../../apps/shared/models/settings.ts';
import { aRequest, uuid } from '../../support/renderer/builders.ts';
import { FickleWriter } from '../events/event-writers.ts';

const minute = 60_000;
const noon = Date.parse('2026-05-04T12:00:00');

function bench(stored: readonly Request[] = []) {
  const bus = new EventBus({ writer: new FickleWriter() });
  const open = new Map(stored.map((request) => [request.id, request]));
  const told: string[] = [];
  let remindMs: number | null = 30 * minute;
  bus.onPassing((event) => {
    if (event.type === 'request.reminded') {
      told.push(`${Number(event.data.requestId.slice(-3))} at ${(Date.now() - noon) / minute}`);
    }
  });
  const reminder = new RequestReminder({
    bus,
    open: () => [...open.values()],
    remindMs: () => remindMs,
    now: Date.now,
  });
  return {
    bus,
    told,
    reminder,
    asks: (number: number): void => {
      const request = aRequest({ id: uuid(number), openedAt: Date.now() });
      open.set(request.id, request);
      bus.publish('request.opened', { request });
    },
    closes: (number: number, how: 'answered' | 'withdrawn' = 'answered'): void => {
      open.delete(uuid(number));
      bus.publish(`request.${how}`, { request: aRequest({ id: uuid(number), status: how }) });
    },
    settle: (next: number | null): void => {
      remindMs = next;
      bus.publish('settings.updated', { settings: { ...defaultSettings, remindMs: next } });
    },
    close: (): void => {
      reminder.close();
      bus.close();
    },
  };
}

let tower: ReturnType<typeof bench>;
beforeEach(() => {
  vi.useFakeTimers({ now: noon });
  tower = bench();
});
afterEach(() => {
  tower.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

it('says of each request that it still waits, after the time of the settings and each time after', () => {
  tower.asks(1);
  vi.advanceTimersByTime(10 * minute);
  tower.asks(2);
  vi.advanceTimersByTime(20 * minute - 1);
  expect(tower.told).toEqual([]);
  vi.advanceTimersByTime(45 * minute);
  expect(tower.told).toEqual(['1 at 30', '2 at 40', '1 at 60', '2 at 70']);
});

it('says nothing more of what was answered or taken back, and has no timer then', () => {
  tower.asks(1);
  tower.asks(2);
  vi.advanceTimersByTime(29 * minute);
  tower.closes(1);
  tower.closes(2, 'withdrawn');
  vi.advanceTimersByTime(1000);
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(120 * minute);
  expect(tower.told).toEqual([]);
});

it('follows the settings at once: never, and again', () => {
  tower.asks(1);
  tower.settle(null);
  vi.advanceTimersByTime(1000);
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(50 * minute - 1000);
  expect(tower.told).toEqual([]);
  tower.settle(20 * minute);
  expect(tower.told).toEqual(['1 at 50']);
  vi.advanceTimersByTime(20 * minute);
  expect(tower.told).toEqual(['1 at 50', '1 at 70']);
});

it('says once what was missed while the computer slept, and counts anew from there', () => {
  tower.asks(1);
  vi.advanceTimersByTime(minute);
  // A timer does not count the sleep; the clock does.
  vi.setSystemTime(noon + 601 * minute);
  vi.advanceTimersByTime(minute);
  expect(tower.told).toEqual(['1 at 602']);
  vi.advanceTimersByTime(29 * minute);
  expect(tower.told).toHaveLength(1);
  vi.advanceTimersByTime(minute);
  expect(tower.told).toEqual(['1 at 602', '1 at 632']);
});

it('does not wait for a clock that was set back to catch up', () => {
  tower.asks(1);
  vi.advanceTimersByTime(minute);
  vi.setSystemTime(noon - 600 * minute);
  vi.advanceTimersByTime(31 * minute);
  expect(tower.told).toEqual(['1 at -569']);
});

it('counts from when a request was opened, also one that was there before', () => {
  tower.close();
  tower = bench([aRequest({ id: uuid(7), openedAt: noon - 29 * minute })]);
  vi.advanceTimersByTime(minute);
  expect(tower.told).toEqual(['7 at 1']);
});

it('has come to its end when it is closed', () => {
  tower.asks(1);
  tower.reminder.close();
  tower.asks(2);
  vi.advanceTimersByTime(120 * minute);
  expect(tower.told).toEqual([]);
});
