import { describe, expect, it } from 'vitest';
import {
  applyPage,
  applyToTranscript,
  applyWhole,
  discardOpen,
  emptyTranscript,
  setUnfolded,
  shownBlocks,
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

  const ofSubagents = [
    appended(1, toolUse('task', 1)),
    appended(2, toolUse('inner', 2, 'task')),
    appended(3, textEntry('m', 0, 'meanwhile')),
    appended(4, toolUse('innermost', 4, 'inner')),
    appended(5, toolResult('inner', 5, 'task')),
  ];

  it('of subagents lie folded below what started them, as deep as that and one more', () => {
    const folded = after(ready, durable(...ofSubagents));
    expect(folded.rows.map(({ key }) => key)).toEqual(['m-task/0', 'm/0']);
    const one = setUnfolded(folded, 'm-task/0', true);
    expect(one.rows.map(({ key, depth }) => [key, depth])).toEqual([
      ['m-task/0', 0],
      ['m-inner/0', 1],
      ['m/0', 0],
    ]);
    expect(one.rows[1]?.result?.seq).toBe(5);
    const both = setUnfolded(one, 'm-inner/0', true);
    expect(both.rows.map(({ depth }) => depth)).toEqual([0, 1, 2, 0]);
    expect(setUnfolded(setUnfolded(both, 'm-task/0', false), 'm-inner/0', false).rows).toEqual(folded.rows);
    expect(setUnfolded(folded, 'm-task/0', false)).toBe(folded);
  });

  it('of a subagent whose beginning is further up stand by themselves until that is fetched', () => {
    const held = [numbered(2, toolUse('inner', 2, 'task')), numbered(3, textEntry('m', 0, 'said'))];
    const state = applyPage(emptyTranscript, { entries: held, atStart: false });
    expect(state.rows.map(({ depth }) => depth)).toEqual([1, 0]);
    const next = applyPage(state, { entries: [numbered(1, toolUse('task', 1))], atStart: true });
    expect(next.rows.map(({ key }) => key)).toEqual(['m-task/0', 'm/0']);
    // The first row that both have is where it was in the list.
    expect(next.firstIndex + 1).toBe(state.firstIndex + 1);
  });

  it('of subagents are the same rows whether they came one by one or as a page', () => {
    const byPage = applyPage(emptyTranscript, {
      entries: ofSubagents.flatMap((event) =>
        event.type === 'transcript.appended' ? [numbered(event.seq, event.data.entry)] : [],
      ),
      atStart: true,
    });
    expect(byPage.tree).toEqual(after(ready, ...ofSubagents.map((event) => durable(event))).tree);
  });

  it('being written by a subagent are shown where that is unfolded', () => {
    const writing = after(
      ready,
      durable(...ofSubagents),
      delta('s', 0, 'sub', { parentToolUseId: 'task' }),
      delta('t', 0, 'top'),
    );
    expect(shownBlocks(writing).map(({ text }) => text)).toEqual(['top']);
    expect(shownBlocks(setUnfolded(writing, 'm-task/0', true)).map(({ text }) => text)).toEqual(['sub', 'top']);
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
