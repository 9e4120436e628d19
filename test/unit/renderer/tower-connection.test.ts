import { describe, expect, it } from 'vitest';
import { type ConnectionSink, TowerConnection } from '../../../apps/renderer/connection/tower-connection.ts';
import type { Bridge } from '../../../apps/shared/contract/bridge.ts';
import type { DurableEvent, EventBatch } from '../../../apps/shared/contract/events.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../../apps/shared/models/problem.ts';
import { anInstance, aSnapshot, delta, durable, updated } from '../../support/renderer/builders.ts';

const event = (seq: number): DurableEvent => updated(seq, anInstance({ name: `at ${seq}` }));

/** A tower by hand: calls wait until the test answers them. */
function scriptedTower() {
  let onEvents: (batch: EventBatch) => void = () => undefined;
  let onState: (state: 'open' | 'lost' | 'refused') => void = () => undefined;
  const calls: { name: string; input: unknown; answer: (result: Result<never>) => void }[] = [];
  const bridge: Bridge = {
    kind: 'web',
    call: (name, input) => new Promise((resolve) => calls.push({ name, input, answer: resolve })),
    onEvents: (listener) => {
      onEvents = listener;
      return () => undefined;
    },
    onConnection: (listener) => {
      onState = listener;
      return () => undefined;
    },
    pathForFile: () => '',
  };
  const seen: string[] = [];
  const sink: ConnectionSink = {
    snapshot: ({ seq }) => seen.push(`snapshot ${seq}`),
    batch: (batch) =>
      seen.push(`events ${batch.durable.map(({ seq }) => seq).join(',')} passing ${batch.passing.length}`),
    deltasLost: () => seen.push('deltas lost'),
    link: (state) => seen.push(state),
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    connection: new TowerConnection(bridge, sink),
    seen,
    names: () => calls.map(({ name }) => name),
    events: (batch: EventBatch) => onEvents(batch),
    state: (state: 'open' | 'lost' | 'refused') => onState(state),
    answer: async (name: string, result: Result<unknown>) => {
      await settle();
      const at = calls.findIndex((call) => call.name === name);
      const call = calls[at];
      if (call === undefined) throw new Error(`${name} was not called`);
      calls.splice(at, 1);
      call.answer(result as Result<never>);
      await settle();
    },
    take: () => seen.splice(0),
  };
}

async function live(seq: number) {
  const tower = scriptedTower();
  tower.connection.start();
  tower.state('open');
  await tower.answer('tower.snapshot', ok(aSnapshot(seq)));
  await tower.answer('transcript.watch', ok({}));
  tower.take();
  return tower;
}

describe('the connection', () => {
  it('takes a snapshot, then applies what came meanwhile and is newer', async () => {
    const tower = scriptedTower();
    tower.connection.start();
    tower.state('open');
    tower.events(durable(event(4), event(5)));
    tower.events(durable(event(6)));
    await tower.answer('tower.snapshot', ok(aSnapshot(5)));
    expect(tower.seen).toEqual(['syncing', 'snapshot 5', 'events 6 passing 0', 'live']);
  });

  it('hands on what is next, and drops what it has had', async () => {
    const tower = await live(5);
    tower.events({ ...durable(event(6)), passing: delta('m', 0, 'x').passing });
    tower.events(durable(event(6), event(7)));
    expect(tower.seen).toEqual(['events 6 passing 1', 'events 7 passing 0']);
  });

  it('mends a gap with the events that were missed', async () => {
    const tower = await live(5);
    tower.events(durable(event(8)));
    tower.events(durable(event(9)));
    expect(tower.take()).toEqual(['deltas lost', 'syncing']);
    await tower.answer('tower.eventsSince', ok({ complete: true, events: [event(6), event(7), event(8)] }));
    expect(tower.seen).toEqual(['events 6,7,8 passing 0', 'events 9 passing 0', 'live']);
  });

  it('asks for what was missed when told that it may have been asleep, though all seems well', async () => {
    const tower = await live(5);
    tower.connection.refresh();
    await tower.answer('tower.eventsSince', ok({ complete: true, events: [event(6)] }));
    expect(tower.take()).toEqual(['deltas lost', 'syncing', 'events 6 passing 0', 'live']);
    tower.events(durable(event(7)));
    expect(tower.seen).toEqual(['events 7 passing 0']);
  });

  it('takes a new snapshot when too much was missed', async () => {
    const tower = await live(5);
    tower.events(durable(event(800)));
    await tower.answer('tower.eventsSince', ok({ complete: false, events: [] }));
    await tower.answer('tower.snapshot', ok(aSnapshot(800)));
    expect(tower.seen).toEqual(['deltas lost', 'syncing', 'snapshot 800', 'live']);
  });

  it('asks anew for what is being written when it was spared pieces of it', async () => {
    const tower = await live(5);
    tower.connection.watch(['a']);
    await tower.answer('transcript.watch', ok({}));
    tower.events({ passing: [{ type: 'window.lagged', data: { pieces: 7, facts: 0 } }], durable: [] });
    expect(tower.names()).toEqual(['transcript.watch']);
    expect(tower.seen).toEqual(['events  passing 1']);
  });

  it('catches up by number after a reconnect, and says again what it watches', async () => {
    const tower = await live(5);
    tower.connection.watch(['a']);
    await tower.answer('transcript.watch', ok({}));
    tower.state('lost');
    tower.state('open');
    await tower.answer('tower.eventsSince', ok({ complete: true, events: [event(6)] }));
    expect(tower.seen).toEqual(['deltas lost', 'lost', 'syncing', 'events 6 passing 0', 'live']);
    expect(tower.names()).toEqual(['transcript.watch']);
  });

  it('says that the connection is lost when no snapshot can be had, and tries again when told', async () => {
    const tower = scriptedTower();
    tower.connection.start();
    tower.state('open');
    await tower.answer('tower.snapshot', fail(problem('connection.lost')));
    expect(tower.take()).toEqual(['syncing', 'lost']);
    tower.connection.retry();
    await tower.answer('tower.snapshot', ok(aSnapshot(1)));
    expect(tower.seen).toEqual(['syncing', 'snapshot 1', 'live']);
  });

  it('stays refused when the refusal also ends the calls that were under way', async () => {
    const tower = scriptedTower();
    tower.connection.start();
    tower.state('open');
    tower.state('refused');
    await tower.answer('tower.snapshot', fail(problem('connection.lost')));
    expect(tower.seen.at(-1)).toBe('refused');
  });

  it('tells when the session is refused', async () => {
    const tower = await live(5);
    tower.state('refused');
    expect(tower.seen).toEqual(['deltas lost', 'refused']);
  });
});
