import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { FickleWriter, paused } from './event-writers.ts';

/** What may happen to a bus, in any order. */
type Happening = 'publish' | 'promise' | 'wait' | 'wait long' | 'flush' | 'fail' | 'fail otherwise' | 'recover';
const happenings = fc.array(
  fc.constantFrom<Happening>('publish', 'promise', 'wait', 'wait long', 'flush', 'fail', 'fail otherwise', 'recover'),
  { maxLength: 60 },
);
/** What listeners do when they hear of the event with this number: each at most once. */
const reactions = fc.dictionary(fc.nat(40).map(String), fc.constantFrom('publish', 'promise'), { maxKeys: 12 });

describe('EventBus over a storage that fails now and then', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('commits a stream without a gap and without a duplicate, and keeps every promise', () => {
    fc.assert(
      fc.property(happenings, reactions, fc.boolean(), (steps, reacts, atStorageNews) => {
        const writer = new FickleWriter();
        const bus = new EventBus({ writer, batchMs: 4, retryMs: 50 });
        const windows: number[] = [];
        const services: number[] = [];
        const promised: number[] = [];
        const left = new Map(Object.entries(reacts));
        let failing: 'storage.full' | 'storage.readOnly' | null = null;
        writer.refuses = () => failing;

        const act = (what: string | undefined): void => {
          if (what === 'publish') bus.publish('tower.paused', paused(true));
          if (what !== 'promise') return;
          const result = bus.publishNow('tower.resumed', paused(false));
          expect(result.ok).toBe(failing === null);
          if (result.ok) promised.push(result.value.seq);
        };
        bus.onAny(({ seq }) => {
          services.push(seq);
          const what = left.get(String(seq));
          left.delete(String(seq));
          act(what);
        });
        bus.onCommitted((events) => windows.push(...events.map(({ seq }) => seq)));
        if (atStorageNews) bus.onStorageProblem(() => act('publish'));

        for (const step of steps) {
          if (step === 'wait') vi.advanceTimersByTime(5);
          else if (step === 'wait long') vi.advanceTimersByTime(60);
          else if (step === 'flush') bus.flush();
          else if (step === 'fail') failing = 'storage.full';
          else if (step === 'fail otherwise') failing = 'storage.readOnly';
          else if (step === 'recover') failing = null;
          else act(step);
          for (const seq of promised) expect(writer.lastSeq).toBeGreaterThanOrEqual(seq);
        }
        failing = null;
        vi.advanceTimersByTime(200);
        expect(bus.close()).toBeNull();

        const whole = Array.from({ length: bus.lastSeq }, (_, index) => index + 1);
        expect(writer.events.map(({ seq }) => seq)).toEqual(whole);
        expect(windows).toEqual(whole);
        expect(services).toEqual(whole);
        expect(bus.storageProblem).toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});
