import { describe, expect, it } from 'vitest';
import {
  applyPage,
  applyToTranscript,
  applyWhole,
  discardOpen,
  emptyTranscript,
  type TranscriptState,
  trimToEnd,
} from '../../../apps/renderer/stores/transcript-state.ts';
import {
  anInstance,
  appended,
  aTurn,
  delta,
  durable,
  instanceId,
  numbered,
  textEntry,
  toolResult,
  toolUse,
  uuid,
} from '../../support/renderer/builders.ts';

const ready = applyPage(emptyTranscript, { entries: [], atStart: true });
const after = (state: TranscriptState, ...batches: readonly Parameters<typeof applyToTranscript>[2][]) =>
  batches.reduce((next, batch) => applyToTranscript(next, instanceId, batch), state);

describe('deltas', () => {
  it('join into an open block, which the whole entry replaces under the same key', () => {
    const streaming = after(ready, delta('m1', 0, 'Hel'), delta('m1', 0, 'lo'));
    expect(streaming.open).toMatchObject([{ key: 'm1/0', text: 'Hello' }]);
    const whole = after(streaming, durable(appended(1, textEntry('m1', 0, 'Hello.'))));
    expect(whole.open).toEqual([]);
    expect(whole.rows.map(({ key }) => key)).toEqual(['m1/0']);
  });

  it('that begin a block anew take the place of what was there of it', () => {
    const stale = after(ready, delta('m1', 0, 'Hel'));
    const again = after(stale, delta('m1', 0, 'Hello, wor', { restart: true }), delta('m1', 0, 'ld'));
    expect(again.open).toMatchObject([{ key: 'm1/0', text: 'Hello, world' }]);
  });

  it('are ignored when they come after their entry', () => {
    const whole = after(ready, durable(appended(1, textEntry('m1', 0, 'Hello.'))), delta('m1', 0, 'lo'));
    expect(whole.open).toEqual([]);
  });

  it('that come in the same batch as their entry leave nothing open', () => {
    const state = after(ready, {
      ...durable(appended(1, textEntry('m1', 0, 'Hi'))),
      passing: delta('m1', 0, 'Hi').passing,
    });
    expect(state.open).toEqual([]);
    expect(state.rows).toHaveLength(1);
  });

  it('of another instance change nothing', () => {
    expect(after(ready, delta('m1', 0, 'x', { instanceId: uuid(2) }))).toBe(ready);
  });

  it.each([
    ['turn.interrupted', { turn: aTurn({ status: 'interrupted' }) }],
    ['turn.completed', { turn: aTurn() }],
    ['turn.failed', { turn: aTurn({ status: 'failed' }) }],
    ['instance.stopped', { instance: anInstance({ status: 'stopped' }) }],
    ['instance.failed', { instance: anInstance({ status: 'failed' }) }],
  ] as const)('are discarded at %s', (type, data) => {
    const streaming = after(ready, delta('m1', 0, 'half'));
    // The pairs above fit each other; a union of pairs is more than the compiler follows here.
    const event = { seq: 1, at: 1, type, data } as Parameters<typeof durable>[0];
    expect(after(streaming, durable(event)).open).toEqual([]);
  });

  it('survive the end of a turn of another instance', () => {
    const streaming = after(ready, delta('m1', 0, 'half'));
    const event = { seq: 1, at: 1, type: 'turn.completed', data: { turn: aTurn({ instanceId: uuid(2) }) } } as const;
    expect(after(streaming, durable(event)).open).toHaveLength(1);
  });

  it('are discarded when some were lost', () => {
    expect(discardOpen(after(ready, delta('m1', 0, 'half'))).open).toEqual([]);
  });
});

describe('entries', () => {
  it('are not kept for a transcript that nobody opened', () => {
    expect(after(emptyTranscript, durable(appended(1, textEntry('m', 0, 'x'))))).toBe(emptyTranscript);
  });

  it('that came while the first page was fetched are merged with it, each once', () => {
    const loading: TranscriptState = { ...emptyTranscript, status: 'loading' };
    const early = after(
      loading,
      durable(appended(5, textEntry('m', 5, 'five')), appended(6, textEntry('m', 6, 'six'))),
    );
    const page = {
      entries: [numbered(4, textEntry('m', 4, 'four')), numbered(5, textEntry('m', 5, 'five'))],
      atStart: true,
    };
    expect(applyPage(early, page).entries.map(({ seq }) => seq)).toEqual([4, 5, 6]);
  });

  it('put before others lower the number of the first row by as many rows', () => {
    const state = applyPage(emptyTranscript, { entries: [numbered(9, textEntry('m', 9, 'nine'))], atStart: false });
    const older = [numbered(7, textEntry('m', 7, 'seven')), numbered(8, textEntry('m', 8, 'eight'))];
    const next = applyPage(state, { entries: older, atStart: true });
    expect(state.firstIndex - next.firstIndex).toBe(2);
    expect(next.atStart).toBe(true);
  });

  it('join a tool use with its result, also when they are pages apart', () => {
    const state = applyPage(emptyTranscript, { entries: [numbered(2, toolResult('t1', 2))], atStart: false });
    expect(state.rows).toMatchObject([{ entry: { kind: 'toolResult' } }]);
    const next = applyPage(state, { entries: [numbered(1, toolUse('t1', 1))], atStart: true });
    expect(next.rows).toMatchObject([{ entry: { kind: 'toolUse' }, result: { seq: 2 } }]);
  });

  it('of subagents are as deep as their parents and one more', () => {
    const events = [
      appended(1, toolUse('task', 1)),
      appended(2, toolUse('inner', 2, 'task')),
      appended(3, toolUse('innermost', 3, 'inner')),
      appended(4, toolResult('inner', 4, 'task')),
    ];
    const { rows } = after(ready, durable(...events));
    expect(rows.map(({ depth }) => depth)).toEqual([0, 1, 2]);
    expect(rows[1]?.result?.seq).toBe(4);
  });

  it('are replaced by the whole entry in their place', () => {
    const state = after(ready, durable(appended(1, textEntry('m', 0, 'cut')), appended(2, textEntry('m', 1, 'next'))));
    const whole = applyWhole(state, 1, textEntry('m', 0, 'cut no more'));
    expect(whole.rows.map(({ entry }) => 'text' in entry && entry.text)).toEqual(['cut no more', 'next']);
  });

  it('beyond the newest are forgotten without moving those that stay', () => {
    const events = Array.from({ length: 10 }, (_, index) => appended(index + 1, textEntry('m', index, `${index}`)));
    const state = after(ready, durable(...events));
    const trimmed = trimToEnd(state, 4);
    expect(trimmed.entries.map(({ seq }) => seq)).toEqual([7, 8, 9, 10]);
    expect(trimmed.firstIndex).toBe(state.firstIndex + 6);
    expect(trimmed.atStart).toBe(false);
  });
});
