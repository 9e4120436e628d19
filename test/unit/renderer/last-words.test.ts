import { describe, expect, it } from 'vitest';
import { LastWords } from '../../../apps/renderer/stores/last-words.ts';
import { plainTail } from '../../../apps/renderer/stores/plain-tail.ts';
import type { NumberedEntry } from '../../../apps/shared/models/entry.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { fail, ok } from '../../../apps/shared/models/problem.ts';
import {
  appended,
  delta,
  durable,
  instanceId,
  numbered,
  textEntry,
  toolResult,
  toolUse,
  uuid,
} from '../../support/renderer/builders.ts';

/** With a clock by hand and transcripts that the test answers. */
function madeWords() {
  const timers: (() => void)[] = [];
  const asked: { readonly id: string; readonly answer: (entries: readonly NumberedEntry[] | null) => Promise<void> }[] =
    [];
  const words = new LastWords(
    ({ instanceId: id }) =>
      new Promise((resolve) =>
        asked.push({
          id,
          answer: async (entries) => {
            resolve(entries === null ? fail(problem('connection.lost')) : ok({ entries, atStart: true }));
            await new Promise((done) => setImmediate(done));
          },
        }),
      ),
    (run) => timers.push(run),
  );
  const shown = (id = instanceId): string | undefined => words.store.getState()[id];
  return { words, asked, shown, tick: () => timers.splice(0).forEach((run) => run()) };
}

describe('what an instance said last', () => {
  it('follows what is written, a few times a second at most', () => {
    const { words, shown, tick } = madeWords();
    let changes = 0;
    words.store.subscribe(() => (changes += 1));
    for (const text of ['I ', 'go ', 'on']) words.apply(delta('m', 0, text));
    expect(shown()).toBe('I');
    tick();
    expect(shown()).toBe('I go on');
    tick();
    expect(changes).toBe(2);
    words.apply(delta('m', 1, 'Another.'));
    expect(shown()).toBe('Another.');
  });

  it('takes a whole text in place of its pieces, and leaves tools, thoughts and subagents out', () => {
    const { words, shown, tick } = madeWords();
    words.apply(delta('m', 0, 'Half'));
    words.apply(
      durable(
        appended(1, textEntry('m', 0, 'The whole.')),
        appended(2, toolUse('t', 1)),
        appended(3, toolResult('t', 2)),
      ),
    );
    words.apply(delta('n', 0, 'a thought', { kind: 'thinking' }));
    words.apply(delta('o', 0, 'a subagent', { parentToolUseId: 't' }));
    tick();
    expect(shown()).toBe('The whole.');
    words.apply(delta('p', 0, 'all of it so far', { restart: true }));
    words.apply(delta('p', 0, 'and again', { restart: true }));
    tick();
    expect(shown()).toBe('and again');
  });

  it('is looked up where it is not known, for what is in sight, a few at a time', async () => {
    const { words, asked, shown, tick } = madeWords();
    words.apply(durable(appended(1, textEntry('m', 0, 'Known.'))));
    words.want([instanceId, ...[2, 3, 4, 5, 6, 7].map(uuid)]);
    expect(asked.map(({ id }) => id)).toEqual([2, 3, 4, 5].map(uuid));
    await asked[0]?.answer([numbered(1, textEntry('a', 0, 'Long ago.')), numbered(2, toolUse('t', 1))]);
    tick();
    expect(shown(uuid(2))).toBe('Long ago.');
    expect(asked).toHaveLength(5);
    // What was scrolled past is not asked for any more; what could not be had is asked for again.
    words.want([5, 7].map(uuid));
    await asked[3]?.answer(null);
    await asked[1]?.answer([]);
    tick();
    expect(shown(uuid(3))).toBe('');
    expect(asked.slice(5).map(({ id }) => id)).toEqual([uuid(7)]);
    words.want([5, 7].map(uuid));
    expect(asked.slice(6).map(({ id }) => id)).toEqual([uuid(5)]);
  });

  it('does not put what was said before in place of what came meanwhile', async () => {
    const { words, asked, shown, tick } = madeWords();
    words.want([instanceId]);
    words.apply(durable(appended(9, textEntry('n', 0, 'New.'))));
    await asked[0]?.answer([numbered(1, textEntry('m', 0, 'Old.'))]);
    tick();
    expect(shown()).toBe('New.');
  });
});

describe('the end of a text', () => {
  it.each([
    ['## Done\n\n- **All** of `it`, see [here](https://example.com/a).', 'Done\n- All of it, see here.'],
    ['```ts\nconst a = 1;\n```\nThat is it.', 'const a = 1;\nThat is it.'],
    ['| a | b |\n| --- | --- |\n| 1 | 2 |', '| a | b |\n| 1 | 2 |'],
    ['2 * 3 * 4 and snake_case_name', '2 * 3 * 4 and snake_case_name'],
  ])('of %j has no marks', (text, expected) => {
    expect(plainTail(text)).toBe(expected);
  });

  it('is cut at a word, and never through a character', () => {
    const long = plainTail(`${'word '.repeat(200)}end.`);
    expect(long).toMatch(/^… word .* end\.$/);
    expect(long.length).toBeLessThan(270);
    const emoji = plainTail('😀'.repeat(300));
    expect(emoji.slice(2)).toBe('😀'.repeat((emoji.length - 2) / 2));
  });
});
