import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EntryOf } from '../../../apps/shared/models/entry.ts';
import type { Json, JsonObject } from '../../../apps/shared/models/json.ts';
import { countSteps, reportOf, stateOfAgent } from '../../../apps/renderer/features/transcript/tools/agent-work.ts';
import { prettyJson } from '../../../apps/renderer/features/transcript/tools/pretty-json.ts';
import { answersOf } from '../../../apps/renderer/features/transcript/tools/question-answers.ts';
import { factsOf } from '../../../apps/renderer/features/transcript/tools/tool-facts.ts';
import { kindOfTool } from '../../../apps/renderer/features/transcript/tools/tool-kind.ts';
import {
  commandOutputOf,
  filePieceOf,
  searchOutputOf,
} from '../../../apps/renderer/features/transcript/tools/tool-output.ts';
import { hostOf, pagesOf } from '../../../apps/renderer/features/transcript/tools/web-output.ts';
import { appendRows, type TranscriptRow } from '../../../apps/renderer/stores/transcript-rows.ts';
import { en } from '../../../apps/renderer/words/en/index.ts';
import { numbered, toolResult, toolUse } from '../../support/renderer/builders.ts';

const use = (name: string, input: JsonObject): EntryOf<'toolUse'> => {
  const entry = toolUse('t1', 1);
  if (entry.kind !== 'toolUse') throw new Error('The builder makes tool uses.');
  return { ...entry, name, input };
};
const result = (text: string, structured: Json = null, isError = false): EntryOf<'toolResult'> => {
  const entry = toolResult('t1', 2);
  if (entry.kind !== 'toolResult') throw new Error('The builder makes tool results.');
  return { ...entry, text, structured, isError };
};

beforeAll(async () => {
  await i18next.init({ lng: 'en', resources: { en: { translation: en } } });
});
const facts = (name: string, input: JsonObject, answer: EntryOf<'toolResult'> | null): readonly string[] =>
  factsOf({ kind: kindOfTool(name), use: use(name, input), result: answer }, i18next.t).map(({ text }) => text);

describe('what stands beside a tool', () => {
  const patch = { structuredPatch: [{ oldStart: 1, newStart: 1, lines: [' a', '-b', '+c', '+d'] }] };
  it.each<[string, JsonObject, EntryOf<'toolResult'> | null, readonly string[]]>([
    ['Bash', { command: 'x' }, null, []],
    ['Bash', { command: 'x' }, result('Exit code 3\nno', 'Error: Exit code 3\nno', true), ['exit 3']],
    ['Bash', { command: 'x' }, result('refused', 'Error: refused', true), ['failed']],
    ['Bash', { command: 'x' }, result('id: b1', { stdout: '', backgroundTaskId: 'b1' }), ['in the background']],
    ['Read', { file_path: 'a' }, result('1\ta\n2\tb\n'), ['2 lines']],
    [
      'Read',
      { file_path: 'a' },
      result('', { file: { content: 'x\ny\nz', startLine: 10, totalLines: 90 } }),
      ['lines 10–12 of 90'],
    ],
    ['Read', { file_path: 'a' }, result('File does not exist.', 'Error', true), ['failed']],
    ['Edit', { file_path: 'a', old_string: 'b', new_string: 'c\nd' }, result('ok', patch), ['+2', '−1']],
    ['Write', { file_path: 'a', content: 'x\n' }, result('ok', { type: 'create', structuredPatch: [] }), ['new', '+1']],
    ['Write', { file_path: 'a', content: 'x\n' }, result('no', 'Error: no', true), ['failed']],
    ['Grep', { pattern: 'x' }, result('', { mode: 'content', numFiles: 1, numLines: 4 }), ['4 hits']],
    ['Glob', { pattern: '*' }, result('', { numFiles: 1, filenames: ['a'], truncated: true }), ['1+ file']],
    [
      'WebFetch',
      { url: 'https://www.a.org/b' },
      result('t', { code: 404, codeText: 'Not Found' }),
      ['a.org', '404 Not Found'],
    ],
    ['WebFetch', { url: 'https://a.org/b' }, result('t', { code: 200, codeText: 'OK' }), ['a.org']],
    ['TodoWrite', { todos: [{ content: 'a', status: 'completed' }, { content: 'b' }] }, null, ['1 of 2 done']],
    ['TaskUpdate', { taskId: '1', status: 'in_progress' }, null, ['Under way']],
    ['ExitPlanMode', { plan: 'p' }, result('ok', { planWasEdited: true }), ['approved, with changes']],
    ['ExitPlanMode', { plan: 'p' }, result('no', null, true), ['not approved']],
    ['mcp__a__b', {}, result('no', null, true), ['failed']],
  ])('%s %j', (name, input, answer, texts) => {
    expect(facts(name, input, answer)).toEqual(texts);
  });
});

describe("a command's output", () => {
  it('has its streams apart where the CLI tells them apart', () => {
    const told = commandOutputOf(result('out\nerr', { stdout: 'out', stderr: 'err', interrupted: false }));
    expect(told).toMatchObject({ stdout: 'out', stderr: 'err', exitCode: null });
  });

  it('is what the model was given elsewhere, without the line about the exit code', () => {
    expect(commandOutputOf(result('Exit code 127\nnot found', 'Error: Exit code 127\nnot found', true))).toMatchObject({
      stdout: 'not found',
      exitCode: 127,
    });
    expect(commandOutputOf(result('from-sub'))).toMatchObject({ stdout: 'from-sub', stderr: '' });
    expect(commandOutputOf(result('Exit code 1 is what I print')).exitCode).toBeNull();
  });
});

describe('a piece of a file', () => {
  it('is read from its numbered lines, up to what the CLI adds', () => {
    expect(filePieceOf(result('    7→one\n    8→\n    9→three\n\n<system-reminder>x</system-reminder>'))).toEqual({
      code: 'one\n\nthree',
      firstLine: 7,
      lines: 3,
      total: null,
    });
    expect(filePieceOf(result('no numbers'))).toBeNull();
  });
});

describe('a search', () => {
  it('is not judged where its answer has another shape', () => {
    expect(searchOutputOf(result('Found 3 files'))).toBeNull();
    expect(searchOutputOf(result('x', { numFiles: 'many' }))).toBeNull();
  });
});

describe('pages of the web', () => {
  it.each([
    ['https://www.example.org/a', 'example.org'],
    ['http://127.0.0.1:8080', '127.0.0.1:8080'],
    ['javascript:alert(1)', ''],
    ['file:///etc/passwd', ''],
    ['https://', ''],
  ])('%s is on %s', (url, host) => expect(hostOf(url)).toBe(host));

  it('are taken from the structured answer, or from the list in its text, and only where they are addresses', () => {
    const page = { title: 'A', url: 'https://a.org' };
    const structured = { results: ['words', { content: [page, { title: 'B', url: 'javascript:1' }] }] };
    expect(pagesOf(result('', structured))).toEqual([page]);
    expect(pagesOf(result(`Web search results\n\nLinks: ${JSON.stringify([page])}\n\nMore`))).toEqual([page]);
    expect(pagesOf(result('Links: [broken]'))).toEqual([]);
  });
});

describe('a question', () => {
  const input = {
    questions: [
      {
        question: 'Which?',
        options: [
          { label: 'Red', description: 'r' },
          { label: 'Blue', description: 'b' },
        ],
      },
    ],
  };
  it.each([
    [{ answers: { 'Which?': 'Blue' } }, ['Blue'], false],
    [{ answers: { 'Which?': 'Red, Blue' } }, ['Red', 'Blue'], false],
    [{ answers: { 'Which?': 'None of them' } }, [], true],
    [null, [], false],
  ])('with %j has chosen %j', (structured, chosen, isOwn) => {
    const [told] = answersOf(input, structured);
    expect(told?.options.filter((option) => option.chosen).map(({ label }) => label)).toEqual(chosen);
    expect(told?.isOwn).toBe(isOwn);
  });
});

describe('a subagent', () => {
  const rowOf = (...entries: Parameters<typeof numbered>[1][]): TranscriptRow => {
    const rows: TranscriptRow[] = [];
    appendRows(
      rows,
      entries.map((entry, index) => numbered(index, entry)),
    );
    const [row] = rows;
    if (row === undefined) throw new Error('There is no row.');
    return row;
  };
  it('is at work until its result, and where that says so in the background', () => {
    expect(stateOfAgent(rowOf(use('Task', {})), false)).toBe('running');
    const sent = result('launched', { status: 'async_launched' });
    expect(stateOfAgent(rowOf(use('Task', {}), sent), true)).toBe('background');
    expect(stateOfAgent(rowOf(use('Task', {}), sent), false)).toBe('done');
    expect(stateOfAgent(rowOf(use('Task', {}), result('no', null, true)), true)).toBe('failed');
    expect(reportOf(sent)).toBe('');
    expect(reportOf(result('a\nagentId: x', { content: [{ type: 'text', text: 'a' }] }))).toBe('a');
  });

  it('counts what it and its own subagents did', () => {
    const inner = toolUse('i', 5, 't1');
    const row = rowOf(use('Task', {}), inner, toolUse('j', 6, 'i'), toolUse('k', 7, 't1'));
    expect(countSteps(row.children)).toEqual({ count: 3, latest: 'Bash ls' });
  });
});

describe('JSON', () => {
  it.each([
    ['{"a":1}', '{\n  "a": 1\n}'],
    [' [1]', '[\n  1\n]'],
    ['[not json', null],
    ['12', null],
    ['text', null],
  ])('%j becomes %j', (text, pretty) => expect(prettyJson(text)).toBe(pretty));
});

describe('every recorded run of the CLI', () => {
  const folder = join(import.meta.dirname, '../../fixtures/cli-runs');
  const runs = readdirSync(folder).flatMap((version) =>
    readdirSync(join(folder, version)).map((run) => join(folder, version, run)),
  );

  it('has results that can be told of, or are left as they are', () => {
    const told = runs.flatMap((run) =>
      readFileSync(run, 'utf8')
        .split('\n')
        .filter((line) => line.includes('tool_use_result'))
        .flatMap((line) => {
          const { msg } = JSON.parse(line) as { msg?: { tool_use_result?: Json } };
          return msg?.tool_use_result === undefined ? [] : [msg.tool_use_result];
        }),
    );
    expect(told.length).toBeGreaterThan(20);
    for (const structured of told) {
      for (const name of ['Bash', 'Read', 'Write', 'Grep', 'WebFetch', 'AskUserQuestion', 'ExitPlanMode', 'TaskList']) {
        expect(() => facts(name, {}, result('text', structured))).not.toThrow();
      }
    }
  });
});
