import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { FickleWriter, paused } from './event-writers.ts';

describe('EventBus', () => {
  let writer: FickleWriter;
  let bus: EventBus;
  let thrown: unknown[];
  const heard = (): number[] => {
    const seqs: number[] = [];
    bus.onCommitted((events) => seqs.push(...events.map(({ seq }) => seq)));
    return seqs;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    writer = new FickleWriter();
    thrown = [];
    bus = new EventBus({
      writer,
      now: () => 77,
      batchMs: 4,
      retryMs: 1000,
      onListenerError: (error) => thrown.push(error),
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells services at once, windows after the writing, and writes a few milliseconds in one go', () => {
    const services: number[] = [];
    bus.onAny(({ seq }) => services.push(seq));
    const windows = heard();
    bus.publish('tower.paused', paused(true));
    bus.publish('tower.resumed', paused(false));
    expect({ services, windows, writes: writer.writes }).toEqual({ services: [1, 2], windows: [], writes: 0 });
    vi.advanceTimersByTime(4);
    expect({ windows, writes: writer.writes }).toEqual({ windows: [1, 2], writes: 1 });
    expect(writer.events.map(({ type, at }) => [type, at])).toEqual([
      ['tower.paused', 77],
      ['tower.resumed', 77],
    ]);
    vi.advanceTimersByTime(10_000);
    expect(writer.writes).toBe(1);
  });

  it('goes on with the numbers of what is stored', () => {
    bus.publishNow('tower.paused', paused(true));
    const next = new EventBus({ writer });
    expect(next.lastSeq).toBe(1);
    expect(next.publishNow('tower.resumed', paused(false))).toMatchObject({ ok: true, value: { seq: 2 } });
  });

  it('writes a promised fact, what waited before it and what belongs to it in one transaction', () => {
    const windows = heard();
    bus.publish('tower.paused', paused(true));
    const also = vi.fn();
    expect(bus.publishNow('tower.resumed', paused(false), also)).toMatchObject({ ok: true, value: { seq: 2 } });
    expect(also).toHaveBeenCalledOnce();
    expect({ windows, writes: writer.writes }).toEqual({ windows: [1, 2], writes: 1 });
    vi.advanceTimersByTime(100);
    expect({ windows, writes: writer.writes }).toEqual({ windows: [1, 2], writes: 1 });
  });

  it('tells nobody of a promised fact that could not be written, and gives its number to the next', () => {
    const services: number[] = [];
    bus.onAny(({ seq }) => services.push(seq));
    const windows = heard();
    writer.refuses = () => 'storage.full';
    expect(bus.publishNow('tower.paused', paused(true))).toMatchObject({
      ok: false,
      problem: { code: 'storage.full' },
    });
    expect({ services, windows, last: bus.lastSeq }).toEqual({ services: [], windows: [], last: 0 });
    writer.refuses = () => null;
    expect(bus.publishNow('tower.paused', paused(true))).toMatchObject({ ok: true, value: { seq: 1 } });
    expect({ services, windows }).toEqual({ services: [1], windows: [1] });
  });

  it('notices that storage works again also when nothing waits to be written', () => {
    const problems: (string | null)[] = [];
    bus.onStorageProblem((problem) => problems.push(problem?.code ?? null));
    const batches = vi.fn();
    bus.onCommitted(batches);
    writer.refuses = () => 'storage.full';
    bus.publishNow('tower.paused', paused(true));
    vi.advanceTimersByTime(2000);
    writer.refuses = () => null;
    vi.advanceTimersByTime(1000);
    expect(problems).toEqual(['storage.full', null]);
    expect(batches).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('keeps what cannot be written, tries again, and says when storage failed and when it works again', () => {
    const problems: (string | null)[] = [];
    bus.onStorageProblem((problem) => problems.push(problem?.code ?? null));
    const windows = heard();
    writer.refuses = () => 'storage.full';
    bus.publish('tower.paused', paused(true));
    vi.advanceTimersByTime(4);
    bus.publish('tower.resumed', paused(false));
    vi.advanceTimersByTime(3000);
    expect({ problems, windows, problem: bus.storageProblem?.code }).toEqual({
      problems: ['storage.full'],
      windows: [],
      problem: 'storage.full',
    });
    writer.refuses = () => null;
    vi.advanceTimersByTime(1000);
    expect({ problems, windows, problem: bus.storageProblem }).toEqual({
      problems: ['storage.full', null],
      windows: [1, 2],
      problem: null,
    });
  });

  it('loses nothing of what is published at the very news that storage failed or works again', () => {
    bus.onStorageProblem(() => bus.publish('tower.paused', paused(true)));
    const windows = heard();
    writer.refuses = () => 'storage.full';
    expect(bus.publishNow('tower.resumed', paused(false)).ok).toBe(false);
    bus.publish('tower.resumed', paused(false));
    writer.refuses = () => null;
    vi.advanceTimersByTime(5000);
    expect(windows).toEqual([1, 2, 3]);
    expect(writer.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('lets every listener hear the same order, whatever listeners publish', () => {
    const orders: Record<string, number[]> = { first: [], second: [], typed: [], windows: [], later: [] };
    bus.onAny(({ seq }) => {
      orders['first']?.push(seq);
      if (seq === 1) bus.publish('tower.resumed', paused(false));
      if (seq === 2) bus.publishNow('tower.paused', paused(true));
    });
    bus.onAny(({ seq }) => orders['second']?.push(seq));
    bus.on('tower.paused', ({ seq }) => orders['typed']?.push(seq));
    bus.onCommitted((events) => {
      orders['windows']?.push(...events.map(({ seq }) => seq));
      if (orders['windows']?.length === 3) bus.publishNow('tower.resumed', paused(false));
    });
    bus.onCommitted((events) => orders['later']?.push(...events.map(({ seq }) => seq)));
    bus.publishNow('tower.paused', paused(true));
    vi.advanceTimersByTime(100);
    const all = [1, 2, 3, 4];
    expect(orders).toEqual({ first: all, second: all, typed: [1, 3], windows: all, later: all });
  });

  it('goes on when a listener throws, and tells of it', () => {
    const services: number[] = [];
    bus.onAny(() => {
      throw new Error('a bug');
    });
    bus.onAny(({ seq }) => services.push(seq));
    bus.publish('tower.paused', paused(true));
    bus.publish('tower.resumed', paused(false));
    expect(services).toEqual([1, 2]);
    expect(thrown).toHaveLength(2);
  });

  it('stays in order when even the one who is told of bugs throws', () => {
    const strict = new EventBus({
      writer,
      onListenerError: (error) => {
        throw error;
      },
    });
    const services: number[] = [];
    const silence = strict.onAny(() => {
      throw new Error('a bug');
    });
    strict.onAny(({ seq }) => services.push(seq));
    expect(() => strict.publish('tower.paused', paused(true))).toThrow('a bug');
    silence();
    strict.publish('tower.resumed', paused(false));
    expect(services).toEqual([2]);
    strict.close();
    expect(writer.events.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('hands passing events through unnumbered, and stops telling who no longer listens', () => {
    const passed: unknown[] = [];
    const silence = bus.onPassing(({ data }) => passed.push(data));
    bus.pass('tower.storage', { problem: null });
    silence();
    bus.pass('tower.storage', { problem: null });
    expect(passed).toEqual([{ problem: null }]);
    expect(bus.lastSeq).toBe(0);
  });

  it('writes what waits when it is closed, and leaves no timer behind, then or later', () => {
    const windows = heard();
    bus.publish('tower.paused', paused(true));
    expect(bus.close()).toBeNull();
    expect(windows).toEqual([1]);
    bus.publish('tower.resumed', paused(false));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says with what problem it lost events when it is closed', () => {
    writer.refuses = () => 'storage.full';
    bus.publish('tower.paused', paused(true));
    expect(bus.close()?.code).toBe('storage.full');
    expect(vi.getTimerCount()).toBe(0);
    const empty = new EventBus({ writer });
    expect(empty.publishNow('tower.paused', paused(true)).ok).toBe(false);
    expect(empty.close()).toBeNull();
  });

  describe('while nothing can be written', () => {
    /** About 2 KB each, by the measure of the bus. */
    const small = (): EventBus => new EventBus({ writer, batchMs: 4, retryMs: 1000, maxUnwritten: 10_000 });

    it('says when too much waits, keeps all of it, and says when it is written', () => {
      const full = small();
      const told: boolean[] = [];
      full.onBacklog((high) => told.push(high));
      writer.refuses = () => 'storage.full';
      for (let count = 0; count < 4; count += 1) full.publish('tower.paused', paused(true));
      vi.advanceTimersByTime(4);
      expect(told).toEqual([]);
      for (let count = 0; count < 20; count += 1) full.publish('tower.paused', paused(true));
      expect(told).toEqual([true]);
      vi.advanceTimersByTime(5000);
      expect(told).toEqual([true]);
      writer.refuses = () => null;
      vi.advanceTimersByTime(1000);
      expect(told).toEqual([true, false]);
      expect(writer.events.map(({ seq }) => seq)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
    });

    it('says nothing of facts that wait for their batch alone', () => {
      const busy = small();
      const told: boolean[] = [];
      busy.onBacklog((high) => told.push(high));
      for (let count = 0; count < 500; count += 1) busy.publish('tower.paused', paused(true));
      vi.advanceTimersByTime(4);
      expect(told).toEqual([]);
    });
  });

  it('does not wait for the clock with a flood', () => {
    for (let count = 0; count < 5000; count += 1) bus.publish('tower.paused', paused(true));
    expect(writer.events.length).toBeGreaterThanOrEqual(4000);
    vi.advanceTimersByTime(4);
    expect(writer.events).toHaveLength(5000);
  });
});
