import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { CliUnderTest } from '../cli-under-test.ts';
import { describeEachCli } from '../each-cli.ts';
import { at, outline } from '../outline.ts';
import { say } from '../wire-session.ts';

/** A conversation of one turn that is on disk; gives back what it cost. */
async function converse(cli: CliUnderTest, id: string): Promise<number> {
  const session = cli.start({ argv: ['--model', 'sonnet', `--session-id=${id}`] });
  session.prompt(say('my name is Zorro', [{ text: 'Noted.' }]));
  const result = await session.result();
  expect(result['session_id']).toBe(id);
  session.endInput();
  await session.exited;
  return Number(result['total_cost_usd']);
}

describeEachCli('sessions', (cli) => {
  it('resumes a conversation: same id, nothing replayed, costs from nothing or carried over', async () => {
    const id = randomUUID();
    const before = await converse(cli, id);
    const session = cli.start({ argv: ['--model', 'sonnet', `--resume=${id}`] });
    session.prompt(say('who am I?', [{ text: 'Zorro.' }]));
    await session.idle();
    expect(outline(session.events)).toEqual([
      'system/session_state_changed/running',
      'system/init/bypassPermissions',
      'assistant/text',
      'result/success/completed',
      'system/session_state_changed/idle',
    ]);
    const result = session.events.find((event) => event['type'] === 'result');
    expect(result?.['session_id']).toBe(id);
    expect(Number(result?.['total_cost_usd'])).toBeCloseTo(cli.modern ? 2 * before : before, 9);
    const sent = JSON.stringify(cli.api?.conversations.at(-1)?.messages ?? 'my name is Zorro');
    expect(sent).toContain('my name is Zorro');
  });

  it('forks a conversation under a new id', async () => {
    const id = randomUUID();
    await converse(cli, id);
    const session = cli.start({ argv: ['--model', 'sonnet', `--resume=${id}`, '--fork-session'] });
    session.prompt(say('who am I?', [{ text: 'Zorro.' }]));
    const result = await session.result();
    expect(result['session_id']).not.toBe(id);
    expect(result['is_error']).toBe(false);
  });

  it('says at the start that it has no such conversation', async () => {
    const id = randomUUID();
    const session = cli.start({ argv: [`--resume=${id}`] });
    const error = `No conversation found with session ID: ${id}`;
    expect(await session.exited).toEqual({ code: 1, signal: null, stderr: `${error}\n` });
    expect(session.events).toHaveLength(1);
    expect(session.events[0]).toMatchObject({
      type: 'result',
      subtype: 'error_during_execution',
      is_error: true,
      num_turns: 0,
      session_id: id,
      errors: [error],
    });
  });

  it('refuses a session id that is in use', async () => {
    const id = randomUUID();
    await converse(cli, id);
    const session = cli.start({ argv: [`--session-id=${id}`] });
    const stderr = `Error: Session ID ${id} is already in use.\n`;
    expect(await session.exited).toEqual({ code: 1, signal: null, stderr });
    expect(session.events).toEqual([]);
  });

  it.each([
    { argv: ['--bogus'], stderr: /^error: unknown option '--bogus'/ },
    { argv: ['--permission-mode', 'silly'], stderr: /argument 'silly' is invalid/ },
    { argv: ['--session-id=nope'], stderr: /^Error: Invalid session ID\. Must be a valid UUID\./ },
    { argv: ['--resume=nope'], stderr: /does not match any session title/ },
  ])('exits with 1 and a line on stderr for $argv', async ({ argv, stderr }) => {
    const session = cli.start({ argv });
    expect(await session.exited).toMatchObject({ code: 1, signal: null, stderr: expect.stringMatching(stderr) });
  });

  it.each([
    { line: 'this is not json', stderr: /^Error parsing streaming input line/ },
    {
      line: '{"type":"user","message":{"role":"assistant","content":"x"}}',
      stderr: /Expected message role 'user', got 'assistant'/,
    },
  ])('exits with 1 on stdin that it cannot read: $line', async ({ line, stderr }) => {
    const session = cli.start();
    session.writeLine(line);
    expect(await session.exited).toMatchObject({ code: 1, signal: null, stderr: expect.stringMatching(stderr) });
    expect(session.events).toEqual([]);
  });

  it('ignores empty lines and types that it does not know', async () => {
    const session = cli.start();
    session.writeLine('');
    session.write({ type: 'something_new', x: 1 });
    session.prompt(say('hello', [{ text: 'Hi.' }]));
    expect(await session.result()).toMatchObject({ result: 'Hi.' });
  });

  it('changes model and mode between turns', async () => {
    const session = cli.start({ asks: true });
    const model = await session.control({ subtype: 'set_model', model: 'haiku' });
    expect(String(at(model, 'response.model'))).toMatch(cli.modern ? /^claude-haiku-/ : /^undefined$/);
    const mode = await session.control({ subtype: 'set_permission_mode', mode: 'acceptEdits' });
    expect(mode).toMatchObject({ subtype: 'success', response: { mode: 'acceptEdits' } });
    session.prompt(say('hello', [{ text: 'Hi.' }]));
    await session.result();
    const init = session.events.find((event) => event['subtype'] === 'init');
    expect(init).toMatchObject({ permissionMode: 'acceptEdits', model: expect.stringMatching(/^claude-haiku-/) });
  });

  it('refuses what it cannot do, and how well depends on its age', async () => {
    const session = cli.start({ asks: true });
    const bypass = await session.control({ subtype: 'set_permission_mode', mode: 'bypassPermissions' });
    expect(bypass).toMatchObject({ subtype: 'error', error: expect.stringContaining('not launched with') });
    const nonsense = await session.control({ subtype: 'set_permission_mode', mode: 'nonsense' });
    expect(nonsense['subtype']).toBe(cli.modern ? 'error' : 'success');
    const model = await session.control({ subtype: 'set_model', model: 'does-not-exist-9' });
    expect(model).toMatchObject(cli.modern ? { subtype: 'error', error_code: 'not_found' } : { subtype: 'success' });
    const unknown = await session.control({ subtype: 'totally_unknown' });
    expect(unknown).toMatchObject({ subtype: 'error', error: 'Unsupported control request subtype: totally_unknown' });
  });
});
