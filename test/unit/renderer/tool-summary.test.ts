import { describe, expect, it } from 'vitest';
import { plainText } from '../../../apps/renderer/components/plain-text.ts';
import { diffOf, diffOfTool } from '../../../apps/renderer/features/transcript/diff-lines.ts';
import { summarizeTool, todosOf } from '../../../apps/renderer/features/transcript/tool-summary.ts';

describe('a tool in one line', () => {
  it.each([
    ['Bash', { command: 'npm test\nnpm run lint' }, 'command', 'npm test'],
    ['Read', { file_path: '/a/b.ts' }, 'read', '/a/b.ts'],
    ['Write', { file_path: '/a/b.ts', content: 'x' }, 'edit', '/a/b.ts'],
    ['Grep', { pattern: 'foo', path: '/a/src' }, 'search', 'foo — src'],
    ['Glob', { pattern: '**/*.ts' }, 'search', '**/*.ts'],
    ['Task', { description: 'Look around', prompt: 'long' }, 'agent', 'Look around'],
    ['WebFetch', { url: 'https://example.org', prompt: 'read' }, 'web', 'https://example.org'],
    ['mcp__shop__find', { limit: 3, name: 'shoe' }, 'other', 'shoe'],
    ['Bash', {}, 'command', ''],
    ['Bash', { command: { not: 'text' } }, 'command', ''],
  ] as const)('%s %j', (name, input, kind, line) => {
    expect(summarizeTool(name, input)).toMatchObject({ kind, line });
  });

  it('is the todo under way', () => {
    const input = {
      todos: [
        { content: 'one', status: 'completed' },
        { content: 'two', status: 'in_progress' },
        { content: 'three', status: 'strange' },
        'garbage',
      ],
    };
    expect(summarizeTool('TodoWrite', input).line).toBe('two');
    expect(todosOf(input).map(({ status }) => status)).toEqual(['completed', 'in_progress', 'pending']);
  });
});

describe('a diff', () => {
  it('shows what differs, with what is around it', () => {
    expect(diffOf('a\nb\nc', 'a\nB\nc')).toEqual([
      { sign: ' ', text: 'a' },
      { sign: '-', text: 'b' },
      { sign: '+', text: 'B' },
      { sign: ' ', text: 'c' },
    ]);
    expect(diffOf('', 'x\ny').map(({ sign }) => sign)).toEqual(['+', '+']);
    expect(diffOf('same', 'same').every(({ sign }) => sign === ' ')).toBe(true);
  });

  it("prefers the CLI's own patch", () => {
    const structured = { structuredPatch: [{ oldStart: 3, newStart: 3, lines: [' a', '-b', '+c', '\\ No newline'] }] };
    expect(diffOfTool({ old_string: 'x', new_string: 'y' }, structured)).toEqual([
      { sign: '@', text: '@@ -3 +3 @@' },
      { sign: ' ', text: 'a' },
      { sign: '-', text: 'b' },
      { sign: '+', text: 'c' },
      { sign: ' ', text: ' No newline' },
    ]);
  });

  it('is made from the input of Edit, MultiEdit and Write, and of nothing else', () => {
    expect(diffOfTool({ file_path: 'f', old_string: 'x', new_string: 'y' }, null)).toHaveLength(2);
    expect(diffOfTool({ edits: [{ old_string: 'x', new_string: 'y' }] }, null)).toHaveLength(2);
    expect(diffOfTool({ file_path: 'f', content: 'one\ntwo' }, 'Error: no')).toHaveLength(2);
    expect(diffOfTool({ command: 'ls' }, null)).toBeNull();
  });
});

describe("a tool's output", () => {
  const escape = String.fromCharCode(27);
  it.each([
    [`${escape}[31mred${escape}[0m`, 'red'],
    [`${escape}]0;title${String.fromCharCode(7)}text`, 'text'],
    ['10 %\r20 %\rdone\nnext', 'done\nnext'],
    ['windows\r\nlines', 'windows\nlines'],
    [`be${String.fromCharCode(7)}ll\ttab`, 'bell\ttab'],
    ['한글 text', '한글 text'],
  ])('%j is read as %j', (raw, plain) => {
    expect(plainText(raw)).toBe(plain);
  });
});
