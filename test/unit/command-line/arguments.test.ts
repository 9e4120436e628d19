import { describe, expect, it } from 'vitest';
import { type Invocation, readCommandLine } from '../../../apps/main/command-line/arguments.ts';

const read = (...argv: string[]): Invocation => readCommandLine(argv, '1.2.3');

describe('readCommandLine', () => {
  it('fills in what a person leaves out', () => {
    expect(read('serve')).toEqual({
      kind: 'serve',
      options: { port: 0, data: null, claude: null, open: true, json: false },
    });
    expect(read('run', 'a.md', '-')).toEqual({
      kind: 'run',
      options: {
        files: ['a.md', '-'],
        cwd: null,
        model: null,
        mode: 'autonomous',
        parallel: 1,
        claude: null,
        demo: false,
        data: null,
        json: false,
      },
    });
  });

  it('takes every option', () => {
    expect(read('serve', '--port', '8080', '--data', 'd', '--claude', 'c', '--no-open', '--json')).toEqual({
      kind: 'serve',
      options: { port: 8080, data: 'd', claude: 'c', open: false, json: true },
    });
    const words = '--cwd w --model m --mode plan --parallel 3 --claude ./c --demo --data d --json a.md b.md';
    expect(read('run', ...words.split(' '))).toEqual({
      kind: 'run',
      options: {
        files: ['a.md', 'b.md'],
        cwd: 'w',
        model: 'm',
        mode: 'plan',
        parallel: 3,
        claude: './c',
        demo: true,
        data: 'd',
        json: true,
      },
    });
  });

  it.each([
    [['serve', '--port', '70000'], /whole number from 0 to 65535/],
    [['serve', '--port', '-1'], /whole number/],
    [['serve', '--port', '1e3'], /whole number/],
    [['run', 'a.md', '--parallel', '0'], /from 1 to 200/],
    [['run', 'a.md', '--parallel', '1.5'], /from 1 to 200/],
    [['run', 'a.md', '--mode', 'yolo'], /autonomous, ask, edits, plan/],
    [['run'], /missing required argument 'file'/],
    [['run', 'a.md', '--wat'], /unknown option '--wat'/],
    [['server'], /unknown command 'server'.*serve/s],
    [['serve', 'surplus'], /too many arguments/],
    [[], /Usage: control-tower/],
  ] as const)('refuses %j and says why', (argv, words) => {
    const invocation = read(...argv);
    expect(invocation.kind).toBe('refuse');
    expect(invocation).toMatchObject({ text: expect.stringMatching(words) as string });
  });

  it('prints its version and its help', () => {
    expect(read('--version')).toEqual({ kind: 'print', text: '1.2.3\n' });
    const help = read('run', '--help');
    expect(help.kind).toBe('print');
    for (const fact of ['Exit code: 0 if every task was completed', '--parallel', 'CONTROL_TOWER', 'denied']) {
      const text = fact === 'CONTROL_TOWER' ? read('serve', '--help') : help;
      expect(text).toMatchObject({ kind: 'print', text: expect.stringContaining(fact) as string });
    }
  });
});
