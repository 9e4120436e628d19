import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../apps/main/claude/message-parser.ts';

const program = join(import.meta.dirname, '../../../apps/main/demo-agent/main.ts');
const sessionId = '11111111-2222-4333-8444-555555555555';

/** Runs the demo agent as a child; `talk` is told of every line and may write to stdin. */
async function run(
  argv: readonly string[],
  input: string,
  directory: string,
  talk?: (line: string, say: (text: string) => void) => void,
) {
  const child = spawn(process.execPath, [program, '-p', '--permission-prompt-tool=stdio', ...argv], {
    env: { ...process.env, CONTROL_TOWER_DEMO_PACE: '0', CONTROL_TOWER_DEMO_DIRECTORY: directory },
  });
  const lines: string[] = [];
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    talk?.(line, (text) => child.stdin.write(text));
    if (talk !== undefined && line.includes('"type":"result"')) child.stdin.end();
  });
  child.stdin.on('error', () => undefined);
  child.stdin.write(input);
  if (talk === undefined) child.stdin.end();
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, lines, stderr };
}

const prompt = (content: string): string =>
  `${JSON.stringify({ type: 'user', uuid: 'u1', message: { role: 'user', content } })}\n`;
const newDirectory = (): string => mkdtempSync(join(homedir(), 'demo-agent-'));

describe('the demo agent as a process', () => {
  it('says its version, and that it is the demo agent', async () => {
    const { lines, code } = await run(['--version'], '', newDirectory());
    expect(lines).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+ \(Claude Control Tower demo agent\)$/)]);
    expect(code).toBe(0);
  });

  it('writes nothing that the parser of the tower does not know', async () => {
    const argv = ['--include-partial-messages', '--replay-user-messages', `--session-id=${sessionId}`];
    const { lines, code, stderr } = await run(argv, prompt('tools'), newDirectory(), (line, say) => {
      const message = parseMessage(line);
      if (message.kind !== 'ask') return;
      const response = {
        subtype: 'success',
        request_id: message.requestId,
        response: { behavior: 'allow', updatedInput: {} },
      };
      say(`${JSON.stringify({ type: 'control_response', response })}\n`);
    });
    const kinds = new Set(lines.map((line) => parseMessage(line).kind));
    expect([...kinds]).toEqual(
      expect.arrayContaining(['init', 'stream', 'assistant', 'user', 'ask', 'result', 'lifecycle']),
    );
    expect(kinds).not.toContain('unknown');
    expect(kinds).not.toContain('noise');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('resumes a session of an earlier process, and takes its id no second time', async () => {
    const directory = newDirectory();
    await run([`--session-id=${sessionId}`], prompt('first words'), directory);
    const resumed = await run([`--resume=${sessionId}`], prompt('hello'), directory);
    expect(resumed.lines.join('\n')).toContain('first words');
    const again = await run([`--session-id=${sessionId}`], prompt('hello'), directory);
    expect(again).toMatchObject({ code: 1, lines: [], stderr: expect.stringContaining('already in use') });
  });

  it('forks a session after one of its messages, and leaves the first one as it is', async () => {
    const directory = newDirectory();
    const first = await run([`--session-id=${sessionId}`], prompt('first words'), directory);
    await run([`--resume=${sessionId}`], prompt('second words'), directory);
    const answer = first.lines.find((line) => line.includes('"type":"assistant"')) ?? '{}';
    const { uuid } = JSON.parse(answer) as { uuid: string };
    const forked = '99999999-2222-4333-8444-555555555555';
    const fork = [`--resume=${sessionId}`, '--fork-session', `--session-id=${forked}`];
    const cut = await run([...fork, `--resume-session-at=${uuid}`], prompt('/context'), directory);
    expect(cut.lines.join('\n')).toContain(forked);
    expect(cut.lines.join('\n')).toContain('first words');
    expect(cut.lines.join('\n')).not.toContain('second words');
    const whole = await run([`--resume=${sessionId}`], prompt('/context'), directory);
    expect(whole.lines.join('\n')).toContain('second words');
    const unknown = await run([...fork, `--resume-session-at=${sessionId}`], '', directory);
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('No message found with message.uuid') });
  });

  it('says which conversation it does not have', async () => {
    const { code, lines, stderr } = await run([`--resume=${sessionId}`], '', newDirectory());
    expect(code).toBe(1);
    expect(stderr).toContain(`No conversation found with session ID: ${sessionId}`);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ type: 'result', subtype: 'error_during_execution' });
  });

  it('ends over input that is not JSON', async () => {
    const { code, stderr } = await run([], 'this is not JSON\n', newDirectory());
    expect(code).toBe(1);
    expect(stderr).toContain('Error parsing streaming input line');
  });
});
