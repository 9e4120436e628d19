import { describe, expect, it } from 'vitest';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { fail, ok } from '../../../apps/shared/models/problem.ts';
import { entryContains } from '../../../apps/shared/models/entry-text.ts';
import { foldsOf } from '../../../apps/renderer/features/transcript/find/folds-of-row.ts';
import { TranscriptFinder } from '../../../apps/renderer/stores/transcript-finder.ts';
import { pathTo } from '../../../apps/renderer/stores/transcript-rows.ts';
import { applyPage, emptyTranscript } from '../../../apps/renderer/stores/transcript-state.ts';
import { Transcripts } from '../../../apps/renderer/stores/transcripts.ts';
import { instanceId, numbered, textEntry, toolResult, toolUse, uuid } from '../../support/renderer/builders.ts';

const plain = (...seqs: readonly number[]) => seqs.map((seq) => ({ seq, toolUseId: null }));

/** A tower that answers with one piece after the other, and notes what it was asked. */
function towerWith(
  pieces: readonly { found: readonly { seq: number; toolUseId: string | null }[]; before: number | null }[],
) {
  const asked: (number | undefined)[] = [];
  const finder = new TranscriptFinder(instanceId, ({ before }) => {
    const piece = pieces[asked.length];
    asked.push(before);
    return Promise.resolve(piece === undefined ? fail(problem('connection.lost')) : ok(piece));
  });
  return { finder, asked };
}

describe('a search', () => {
  it('goes from the end to the beginning, piece by piece', async () => {
    const { finder, asked } = towerWith([
      { found: plain(80, 95), before: 60 },
      { found: [], before: 30 },
      { found: plain(7), before: null },
    ]);
    await finder.seek('word', 100);
    expect(asked).toEqual([101, 60, 30]);
    expect(finder.store.getState()).toMatchObject({ found: [7, 80, 95], searching: false, more: false });
  });

  it('counts a tool once, whether its use or its result says it or both', async () => {
    const { finder } = towerWith([
      { found: [{ seq: 9, toolUseId: 't' }], before: 9 },
      { found: [{ seq: 3, toolUseId: 't' }], before: null },
    ]);
    await finder.seek('word', 10);
    expect(finder.store.getState().found).toEqual([9]);
  });

  it('steps up from the newest, and round at the ends', async () => {
    const { finder } = towerWith([{ found: plain(1, 2, 3), before: null }]);
    expect(finder.step(-1)).toBeNull();
    await finder.seek('word', 10);
    expect([finder.step(-1), finder.step(-1), finder.step(-1), finder.step(-1), finder.step(1)]).toEqual([
      3, 2, 1, 3, 1,
    ]);
  });

  it('takes in what comes afterwards, and no entry twice', async () => {
    const { finder } = towerWith([{ found: plain(1), before: null }]);
    await finder.seek('Word', 1);
    const entries = [
      numbered(1, textEntry('m', 1, 'a word')),
      numbered(2, textEntry('m', 2, 'another WORD')),
      numbered(3, textEntry('m', 3, 'nothing')),
    ];
    finder.noteEntries(entries);
    finder.noteEntries([...entries, numbered(4, toolUse('t', 4)), numbered(5, textEntry('m', 5, 'word'))]);
    expect(finder.store.getState().found).toEqual([1, 2, 5]);
  });

  it('is given up for the next one, and for none', async () => {
    const answers: (() => void)[] = [];
    const finder = new TranscriptFinder(
      instanceId,
      ({ text }) =>
        new Promise((resolve) => answers.push(() => resolve(ok({ found: plain(text.length), before: null })))),
    );
    const first = finder.seek('one', 10);
    const second = finder.seek('three', 10);
    answers.forEach((answer) => answer());
    await Promise.all([first, second]);
    expect(finder.store.getState()).toMatchObject({ text: 'three', found: [5] });
    await finder.seek('  ', 10);
    expect(answers).toHaveLength(2);
    expect(finder.store.getState()).toMatchObject({ found: [], searching: false });
  });

  it('says that it failed', async () => {
    const { finder } = towerWith([{ found: plain(1), before: 1 }]);
    await finder.seek('word', 10);
    expect(finder.store.getState()).toMatchObject({
      found: [1],
      searching: false,
      problem: { code: 'connection.lost' },
    });
  });

  it('stops where nobody would go through them all', async () => {
    const { finder, asked } = towerWith([{ found: plain(...Array.from({ length: 5001 }, (_, at) => at)), before: 1 }]);
    await finder.seek('e', 9000);
    expect(asked).toHaveLength(1);
    expect(finder.store.getState()).toMatchObject({ more: true, searching: false });
  });
});

describe('the way to what was found', () => {
  const entries = [
    numbered(1, toolUse('task', 1)),
    numbered(2, toolUse('inner', 2, 'task')),
    numbered(3, toolResult('inner', 3, 'task')),
    numbered(4, textEntry('m', 0, 'said')),
  ];
  const { tree } = applyPage(emptyTranscript, { entries, atStart: true });

  it('leads through the subagents that it lies in', () => {
    expect(pathTo(tree, 3).map(({ key }) => key)).toEqual(['m-task/0', 'm-inner/0']);
    expect(pathTo(tree, 4).map(({ key }) => key)).toEqual(['m/0']);
    expect(pathTo(tree, 99)).toEqual([]);
  });

  it('opens all that may hide it', () => {
    const [, row] = pathTo(tree, 3);
    expect(row === undefined ? [] : foldsOf(row)).toEqual(
      expect.arrayContaining([uuid(2), 'm-inner/0', 'm-inner/0.long', `${uuid(3)}.long`, `${uuid(3)}.errors.long`]),
    );
  });

  it('fetches what lies further up, as far as it takes', async () => {
    const all = Array.from({ length: 5000 }, (_, at) => numbered(at + 1, textEntry('m', at, 'x', at + 1)));
    const sizes: number[] = [];
    const transcripts = new Transcripts(({ before = Infinity, limit = 200 }) => {
      const older = all.filter(({ seq }) => seq < before);
      sizes.push(limit);
      return Promise.resolve(ok({ entries: older.slice(-limit), atStart: older.length <= limit }));
    });
    await transcripts.open(instanceId);
    await transcripts.openBack(instanceId, 2500, new AbortController().signal);
    expect(transcripts.of(instanceId).getState().entries[0]?.seq).toBeLessThanOrEqual(2500);
    expect(sizes).toEqual([80, 1000, 1000, 1000]);
    await transcripts.openBack(instanceId, 4990, new AbortController().signal);
    await transcripts.openBack(instanceId, 1, AbortSignal.abort());
    expect(sizes).toHaveLength(4);
  });
});

describe('what can be found in an entry', () => {
  it.each([
    [textEntry('m', 0, 'A Word here'), 'word', true],
    [toolUse('t', 1), 'bash', true],
    [toolUse('t', 1), 'ls', true],
    [toolUse('t', 1), 'toolu', false],
    [toolResult('t', 1), 'done', true],
  ])('%j holds %j: %j', (entry, wanted, found) => expect(entryContains(entry, wanted)).toBe(found));

  it('is also what lies deep in the input of a tool', () => {
    const entry = toolUse('t', 1);
    const deep = { ...entry, input: { edits: [{ new_string: 'Deep down' }], count: 3, none: null } };
    expect(entryContains(deep, 'deep down')).toBe(true);
    expect(entryContains(deep, 'edits')).toBe(false);
  });
});
