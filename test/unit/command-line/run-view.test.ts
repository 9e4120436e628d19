import { beforeEach, describe, expect, it } from 'vitest';
import { plainText, oneLine, spokenDuration } from '../../../apps/main/command-line/plain-text.ts';
import { RunView } from '../../../apps/main/command-line/run-view.ts';
import type { Terminal } from '../../../apps/main/command-line/terminal.ts';
import type { Entry } from '../../../apps/shared/models/entry.ts';
import { noUsage } from '../../../apps/shared/models/instance.ts';
import type { Task } from '../../../apps/shared/models/task.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { appended, base, textEntry } from '../gateway/builders.ts';

const files = [
  { name: 'a.md', prompt: 'a' },
  { name: 'b\u001b]0;evil\u0007.md', prompt: 'b' },
];

function task(id: string, status: Task['status'] = 'running'): Task {
  return {
    id,
    instanceId: base.instanceId,
    title: id,
    preview: '',
    promptBytes: 1,
    attachments: [],
    asCommand: false,
    priority: 'normal',
    rank: 1,
    status,
    attempt: 1,
    sessionId: null,
    continues: false,
    after: [],
    problem: null,
    outcome: { preview: '', usage: { ...noUsage, costUsd: 0.25 }, durationMs: 61_000, rounds: 1 },
    createdAt: 1,
    startedAt: 1,
    endedAt: 2,
  };
}

describe('RunView', () => {
  let printed: string;

  beforeEach(() => {
    printed = '';
  });

  function view(isLive: boolean): RunView {
    const terminal: Terminal = {
      out: (text) => (printed += text),
      error: () => undefined,
      isLive,
      columns: 60,
      stopped: new Promise(() => undefined),
    };
    return new RunView(terminal, files);
  }

  const of = (taskId: string, entry: Entry): Entry => ({ ...entry, taskId });
  const bash: Entry = {
    ...base,
    kind: 'toolUse',
    messageId: 'm1',
    blockIndex: 1,
    parentToolUseId: null,
    toolUseId: 't',
    name: 'Bash',
    input: { command: 'npm test' },
  };

  it('prints a line for what happens, and the last message whole', () => {
    const shown = view(false);
    shown.taskGiven(0, task('one'));
    shown.hear(appended(1, of('one', textEntry('I will look.', { messageId: 'm1' }))));
    shown.hear(appended(2, of('one', bash)));
    shown.hear(appended(3, of('one', textEntry('All is', { messageId: 'm2' }))));
    shown.hear(appended(4, of('one', textEntry('well.', { messageId: 'm2', blockIndex: 1 }))));
    shown.hear(appended(5, of('another', textEntry('not of this run'))));
    shown.fileEnded(0, { completed: true, problem: null }, task('one', 'completed'));
    shown.ended([
      { completed: true, problem: null },
      { completed: false, problem: null },
    ]);
    expect(printed).toBe(
      '[1/2] a.md: queued\n[1/2] a.md: Bash npm test\n[1/2] a.md: completed in 1 min 1 s, $0.2500\n\n' +
        'All is\nwell.\n\n1 of 2 completed.\n',
    );
  });

  it('knows a task that was started before it was heard of', () => {
    const shown = view(false);
    const started: Task = task('one');
    shown.hear({ seq: 1, at: 1, type: 'task.started', data: { task: started } });
    shown.taskGiven(0, started);
    shown.taskGiven(1, task('two'));
    shown.hear({ seq: 2, at: 2, type: 'task.started', data: { task: task('two') } });
    expect(printed.split('\n').map((line) => line.split(' ').at(-1))).toEqual(['started', 'queued', 'started', '']);
  });

  it('says why a file failed, and what to do', () => {
    view(false).fileEnded(1, { completed: false, problem: problem('prompt.empty') }, null);
    const { message, hint } = problem('prompt.empty');
    expect(printed).toBe(`[2/2] b]0;evil.md: failed\n  ${message}\n  ${hint}\n`);
  });

  it('draws one line for each running task again on a live terminal, and takes them away at the end', () => {
    const shown = view(true);
    shown.taskGiven(0, task('one'));
    shown.taskGiven(1, task('two'));
    printed = '';
    shown.hear(appended(1, of('two', bash)));
    expect(printed).toBe('\u001b[2F\u001b[J[1/2] a.md: … queued\n[2/2] b]0;evil.md: … Bash npm test\n');
    printed = '';
    shown.fileEnded(0, { completed: true, problem: null }, null);
    expect(printed).toBe('\u001b[2F\u001b[J[1/2] a.md: completed\n[2/2] b]0;evil.md: … Bash npm test\n');
    printed = '';
    shown.ended([]);
    expect(printed).toBe('\u001b[1F\u001b[J0 of 0 completed.\n');
  });
});

describe('text for a terminal', () => {
  it('loses the control characters that could take it over', () => {
    expect(plainText('a\u001b[31mred\u0007\u009b2J\r\nb\tc\n')).toBe('a[31mred2J\nb\tc\n');
    expect(oneLine('  a \n\n b\u001b ', 80)).toBe('a b');
    expect(oneLine('abcdef', 4)).toBe('abc…');
  });

  it.each([
    [12, '12 ms'],
    [12_400, '12 s'],
    [59_900, '1 min 0 s'],
    [200_000, '3 min 20 s'],
  ])('speaks %d ms as %s', (milliseconds, words) => {
    expect(spokenDuration(milliseconds)).toBe(words);
  });
});
