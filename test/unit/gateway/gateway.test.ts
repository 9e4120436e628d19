import { beforeEach, describe, expect, it } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { Gateway } from '../../../apps/main/gateway/gateway.ts';
import type { Handlers } from '../../../apps/main/gateway/handlers.ts';
import { ok } from '../../../apps/shared/models/problem.ts';
import { bareHandlers } from '../../support/bare-handlers.ts';
import { KeptLog } from '../../support/kept-log.ts';
import { MemoryEvents } from '../../support/memory-events.ts';
import { delta, FakeWindow, instanceId, textEntry } from './builders.ts';

const pausedState = { paused: true, holds: [], storageProblem: null };

function setUp(own: Partial<Handlers> = {}) {
  const log = new KeptLog();
  const bus = new EventBus({ writer: new MemoryEvents() });
  const gateway = new Gateway({ bus, handlers: bareHandlers(own), log });
  const far = new FakeWindow();
  return { log, bus, gateway, far, window: gateway.open(far) };
}

describe('Gateway.dispatch', () => {
  it.each(['no.such', '', '__proto__', 'constructor', 'toString', 'x'.repeat(10_000)])(
    'refuses the unknown call %.20s',
    async (name) => {
      const result = await setUp().window.call(name, {});
      expect(result).toMatchObject({ ok: false, problem: { code: 'input.unknownCall' } });
      expect(JSON.stringify(result).length).toBeLessThan(1000);
    },
  );

  it('hands a checked input to the handler, defaults filled in', async () => {
    const seen: unknown[] = [];
    const { window } = setUp({
      'transcript.page': (input) => {
        seen.push(input);
        return ok({ entries: [], atStart: true });
      },
    });
    expect(await window.call('transcript.page', { instanceId })).toEqual(ok({ entries: [], atStart: true }));
    expect(seen).toEqual([{ instanceId, limit: 200 }]);
  });

  it.each([
    ['no input at all', undefined, /transcript\.page: /],
    ['a missing part', {}, /instanceId: /],
    ['a wrong type', { instanceId: 7 }, /instanceId: .*string/],
    ['too much', { instanceId, limit: 100_000 }, /limit: .*1000/],
    ['a part that is not known', { instanceId, surprise: 1 }, /surprise/],
  ])('says what is wrong with %s', async (_, input, words) => {
    const { window } = setUp({ 'transcript.page': () => ok({ entries: [], atStart: true }) });
    const result = await window.call('transcript.page', input);
    if (result.ok) throw new Error('it was taken');
    expect(result.problem.code).toBe('input.invalid');
    expect(result.problem.message).toMatch(words);
  });

  it('answers a handler that threw with a problem, and keeps the reason in the log', async () => {
    const { window, log } = setUp({
      'tower.pause': () => {
        throw new Error('secret place /home/x');
      },
      'tower.resume': () => Promise.reject(new Error('later')),
    });
    for (const name of ['tower.pause', 'tower.resume']) {
      const result = await window.call(name, {});
      expect(result).toMatchObject({ ok: false, problem: { code: 'internal.failure', params: { name } } });
      expect(JSON.stringify(result)).not.toMatch(/secret|later|at /);
    }
    expect(log.lines.map((line) => line.level)).toEqual(['error', 'error']);
    expect(log.lines[0]?.data.error).toMatch(/secret place/);
  });

  it('clips long entries on their way out, and never the whole entry that was asked for', async () => {
    const entry = textEntry('x'.repeat(100_000));
    const { window } = setUp({
      'transcript.page': () => ok({ entries: [{ seq: 1, entry }], atStart: true }),
      'transcript.entry': () => ok({ entry }),
      'tower.eventsSince': () =>
        ok({ complete: true, events: [{ seq: 1, at: 1, type: 'transcript.appended', data: { entry } }] }),
    });
    expect(await window.call('transcript.page', { instanceId })).toMatchObject({
      value: { entries: [{ seq: 1, entry: { clipped: true } }] },
    });
    expect(await window.call('tower.eventsSince', { seq: 0 })).toMatchObject({
      value: { events: [{ seq: 1, data: { entry: { clipped: true } } }] },
    });
    expect(await window.call('transcript.entry', { seq: 1 })).toEqual(ok({ entry }));
  });
});

describe('Gateway, sending events', () => {
  let set: ReturnType<typeof setUp>;

  beforeEach(() => {
    set = setUp({
      'transcript.watch': (input, caller) => {
        caller.watch(input.instanceIds);
        return ok({});
      },
    });
  });

  it('sends committed facts to every window, and deltas to those that watch', async () => {
    const other = new FakeWindow();
    set.gateway.open(other);
    await set.window.call('transcript.watch', { instanceIds: [instanceId] });
    const passing = delta('hello');
    if (passing.type === 'transcript.delta') set.bus.pass('transcript.delta', passing.data);
    set.bus.publishNow('tower.paused', { tower: pausedState });
    expect(set.far.texts).toEqual(['hello']);
    expect(other.texts).toEqual([]);
    expect([set.far.seqs, other.seqs]).toEqual([[1], [1]]);
  });

  it('forgets what a page watched when the window shows a new one', async () => {
    await set.window.call('transcript.watch', { instanceIds: [instanceId] });
    set.window.reset();
    const passing = delta('hello');
    if (passing.type === 'transcript.delta') set.bus.pass('transcript.delta', passing.data);
    set.bus.publishNow('tower.paused', { tower: pausedState });
    expect(set.far.texts).toEqual([]);
  });

  it('sends nothing to a window that is closed, nor after it was closed itself', () => {
    set.window.close();
    set.bus.publishNow('tower.paused', { tower: pausedState });
    const second = new FakeWindow();
    set.gateway.open(second);
    set.gateway.close();
    set.bus.publishNow('tower.resumed', { tower: pausedState });
    expect([set.far.seqs, second.seqs]).toEqual([[], []]);
  });
});
