import { describe, expect, it } from 'vitest';
import {
  hasResultText,
  inputPart,
  inputText,
  outputText,
  resultText,
} from '../../../apps/renderer/features/transcript/tools/tool-copy.ts';
import type { EntryOf } from '../../../apps/shared/models/entry.ts';
import type { Json, JsonObject } from '../../../apps/shared/models/json.ts';
import { toolResult } from '../../support/renderer/builders.ts';

const result = (text: string, structured: Json = null, isError = false): EntryOf<'toolResult'> => {
  const entry = toolResult('t1', 2);
  if (entry.kind !== 'toolResult') throw new Error('The builder makes tool results.');
  return { ...entry, text, structured, isError };
};

describe('what is copied of what a tool was given', () => {
  it.each<[string, JsonObject, string, string]>([
    ['Bash', { command: 'npm test\nnpm run lint', description: 'Test' }, 'command', 'npm test\nnpm run lint'],
    ['Read', { file_path: '/a/b.ts', limit: 3 }, 'path', '/a/b.ts'],
    ['NotebookEdit', { notebook_path: '/a/b.ipynb', new_source: 'x' }, 'path', '/a/b.ipynb'],
    ['WebFetch', { url: 'https://example.org', prompt: 'read' }, 'address', 'https://example.org'],
    ['Teleport', { to: 'the moon', at: 7 }, 'input', '{\n  "to": "the moon",\n  "at": 7\n}'],
    ['BashOutput', { bash_id: 'b1' }, 'input', '{\n  "bash_id": "b1"\n}'],
    ['Read', { file_path: 7 }, 'input', '{\n  "file_path": 7\n}'],
    ['Bash', {}, 'input', '{}'],
  ])('%s %j', (name, input, part, text) => {
    expect(inputPart({ name, input })).toBe(part);
    expect(inputText({ name, input })).toBe(text);
  });

  it('is as it was given, with what cannot be seen', () => {
    const command = 'echo \u202e safe';
    expect(inputText({ name: 'Bash', input: { command } })).toBe(command);
  });
});

describe('what is copied of what a tool gave back', () => {
  const patch = { structuredPatch: [{ oldStart: 1, newStart: 1, lines: [' a', '-b', '+c'] }] };
  it.each<[string, JsonObject, EntryOf<'toolResult'>, string]>([
    ['Bash', { command: 'x' }, result('out', { stdout: '\u001b[31mout\u001b[0m', stderr: 'bad' }), 'out\nbad'],
    ['Bash', { command: 'x' }, result('Exit code 1\nno', null, true), 'no'],
    ['Read', { file_path: 'a' }, result('1\tone\n2\ttwo\n'), 'one\ntwo'],
    ['Read', { file_path: 'a' }, result('File does not exist.', null, true), 'File does not exist.'],
    ['Edit', { file_path: 'a', old_string: 'b', new_string: 'c' }, result('ok', patch), ' a\n-b\n+c'],
    ['Edit', { file_path: 'a', old_string: 'b', new_string: 'c' }, result('no', patch, true), 'no'],
    ['Task', {}, result('x', { content: [{ type: 'text', text: 'The report' }] }), 'The report'],
    ['Task', {}, result('Started.', { status: 'async_launched' }), 'Started.'],
    ['mcp__shop__find', {}, result('{"id":7}'), '{\n  "id": 7\n}'],
    ['Grep', { pattern: 'x' }, result('a.ts:1:x'), 'a.ts:1:x'],
  ])('%s %j', (name, input, answer, text) => {
    expect(hasResultText({ name, input }, answer)).toBe(true);
    expect(resultText({ name, input }, answer)).toBe(text);
  });

  it('is nothing where there is no text', () => {
    expect(hasResultText({ name: 'Read', input: {} }, result(' \n'))).toBe(false);
    expect(outputText(result(' \n'))).toBe('');
  });
});
