import { describe, expect, it } from 'vitest';
import { plainText } from '../../../apps/renderer/components/plain-text.ts';
import { countChanges, diffOfTool } from '../../../apps/renderer/features/transcript/diff-lines.ts';
import { diffOf } from '../../../apps/renderer/features/transcript/line-diff.ts';
import { todosOf } from '../../../apps/renderer/features/transcript/tools/checklist.ts';
import { summarizeTool } from '../../../apps/renderer/features/transcript/tools/tool-summary.ts';

describe('a tool in one line', () => {
  it.each([
    ['Bash', { command: 'npm test\nnpm run lint' }, 'command', 'npm test'],
    ['Read', { file_path: '/a/b.ts' }, 'read', '/a/b.ts'],
    ['Write', { file_path: '/a/b.ts', content: 'x' }, 'edit', '/a/b.ts'],
    ['Grep', { pattern: 'foo', path: '/a/src' }, 'search', 'foo — src'],
    ['Glob', { pattern: '**/*.ts' }, 'search', '**/*.ts'],
    ['Task', { description: 'Look around', prompt: 'long' }, 'agent', 'Look around'],
    ['WebFetch', { url: 'https://example.org', prompt: 'read' }, 'fetch', 'https://example.org'],
    ['mcp__shop__find', { limit: 3, name: 'shoe' }, 'mcp', 'shoe'],
    ['Skill', { skill: 'verify', args: 'all' }, 'skill', 'verify all'],
    ['TaskUpdate', { taskId: '3', status: 'completed' }, 'task', '#3'],
    ['AskUserQuestion', { questions: [{ question: 'Which?' }] }, 'question', 'Which?'],
    ['ExitPlanMode', { plan: '# The plan\nFirst' }, 'plan', 'The plan'],
    ['constructor', { any: 'thing' }, 'other', 'thing'],
    ['Bash', {}, 'command', ''],
    ['Bash', { command: { not: 'text' } }, 'command', ''],
  ] as const)('%s %j', (name, input, kind, line) => {
    expect(summarizeTool(name, input)).toMatchObject({ kind, line });
  });

  it('has the server of an MCP tool apart from its name', () => {
    expect(summarizeTool('mcp__shop__find_shoe', {})).toMatchObject({ server: 'shop', name: 'find_shoe' });
    expect(summarizeTool('mcp__odd', {})).toMatchObject({ kind: 'other', server: null, name: 'mcp__odd' });
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
    expect(diffOf('', 'x\ny\n').map(({ sign }) => sign)).toEqual(['+', '+']);
    expect(diffOf('same', 'same')).toEqual([]);
  });

  it('keeps what stayed between two changes, and leaves out what is far from any', () => {
    const far = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
    const lines = diffOf(['a', ...far, 'b', ''].join('\n'), ['A', ...far, 'b', 'c', ''].join('\n'));
    expect(lines.map(({ sign, text }) => `${sign}${text}`)).toEqual([
      '-a',
      '+A',
      ' 1',
      ' 2',
      ' 3',
      '@⋯',
      ' 8',
      ' 9',
      ' b',
      '+c',
    ]);
    expect(diffOf('a\nb\nc\nd', 'b\nX\nd').map(({ sign, text }) => sign + text)).toEqual([
      '-a',
      ' b',
      '-c',
      '+X',
      ' d',
    ]);
    expect(countChanges(lines)).toEqual({ added: 2, removed: 1 });
  });

  it('shows the break at the end of a text where it is all that changed', () => {
    expect(diffOf('a', 'a\n')).toContainEqual({ sign: '+', text: '' });
    expect(diffOf('a\n', 'a')).toContainEqual({ sign: '-', text: '' });
  });

  it('of two long texts is one block out and one block in', () => {
    const many = (mark: string): string => Array.from({ length: 700 }, (_, at) => `${mark}${at}`).join('\n');
    expect(countChanges(diffOf(many('a'), many('b')))).toEqual({ added: 700, removed: 700 });
  });

  it("prefers the CLI's own patch", () => {
    const structured = {
      structuredPatch: [
        { oldStart: 3, newStart: 3, lines: [' a', '-b', '+c', '\\ No newline'] },
        { oldStart: 20, newStart: 19, lines: ['-d'] },
      ],
    };
    expect(diffOfTool({ old_string: 'x', new_string: 'y' }, structured)).toEqual([
      { sign: ' ', text: 'a', number: 3 },
      { sign: '-', text: 'b', number: 4 },
      { sign: '+', text: 'c', number: 4 },
      { sign: '@', text: 'No newline' },
      { sign: '@', text: '⋯' },
      { sign: '-', text: 'd', number: 20 },
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
