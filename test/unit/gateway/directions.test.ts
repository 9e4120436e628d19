import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Outbox } from '../../../apps/main/gateway/outbox.ts';
import { noDirection } from '../../../apps/shared/contract/events.ts';
import { activity, FakeWindow, instanceId, paused } from './builders.ts';

const toInstance = { ...noDirection, instanceId };

describe('directions to a window', () => {
  let window: FakeWindow;
  let outbox: Outbox;
  const directions = () =>
    window.batches.flatMap((batch) => batch.passing.filter((event) => event.type === 'window.directed'));

  beforeEach(() => {
    vi.useFakeTimers();
    window = new FakeWindow();
    outbox = new Outbox(window);
  });
  afterEach(() => {
    outbox.close();
    vi.useRealTimers();
  });

  it('wait until the page listens, and are sent once', () => {
    outbox.direct(toInstance);
    outbox.addDurable([paused(1)]);
    vi.advanceTimersByTime(1000);
    expect(directions()).toEqual([]);
    outbox.watch([]);
    vi.advanceTimersByTime(20);
    outbox.addDurable([paused(2)]);
    expect(directions()).toEqual([{ type: 'window.directed', data: toInstance }]);
  });

  it('go at once to a page that listens, in order', () => {
    outbox.watch([]);
    outbox.direct(toInstance);
    outbox.direct({ ...noDirection, show: 'settings' });
    vi.advanceTimersByTime(20);
    expect(directions().map(({ data }) => data)).toEqual([toInstance, { ...noDirection, show: 'settings' }]);
  });

  it('wait again after the page was loaded anew', () => {
    outbox.watch([]);
    outbox.reset();
    outbox.direct(toInstance);
    vi.advanceTimersByTime(1000);
    expect(directions()).toEqual([]);
    outbox.watch([]);
    vi.advanceTimersByTime(20);
    expect(directions()).toHaveLength(1);
  });

  it('are not taken from the bus, where every window would hear them', () => {
    outbox.watch([]);
    outbox.addPassing({ type: 'window.directed', data: toInstance });
    outbox.addPassing(activity('Bash'));
    vi.advanceTimersByTime(20);
    expect(directions()).toEqual([]);
    expect(window.batches).toHaveLength(1);
  });

  it('do not keep the newest state of the closing tower from being told', () => {
    outbox.addPassing({ type: 'tower.closing', data: { remaining: 2, total: 2 } });
    outbox.addPassing({ type: 'tower.closing', data: { remaining: 1, total: 2 } });
    vi.advanceTimersByTime(20);
    expect(window.batches).toEqual([
      { passing: [{ type: 'tower.closing', data: { remaining: 1, total: 2 } }], durable: [] },
    ]);
  });
});
