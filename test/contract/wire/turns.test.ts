import { expect, it } from 'vitest';
import { describeEachCli } from '../each-cli.ts';
import { at, outline } from '../outline.ts';
import { say } from '../wire-session.ts';

const noise = ['system/session_state_changed', 'command_lifecycle'];
const uuid = 'aaaaaaaa-0000-4000-8000-000000000001';

describeEachCli('turns', (cli) => {
  it('answers initialize before any prompt, with models, commands and its process id', async () => {
    const session = cli.start();
    const reply = await session.control({ subtype: 'initialize' });
    expect(reply).toMatchObject({ subtype: 'success' });
    expect(at(reply, 'response.pid')).toBe(session.pid);
    expect(at(reply, 'response.models')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ value: 'default', displayName: expect.any(String), description: expect.any(String) }),
        expect.objectContaining({ value: 'sonnet' }),
        expect.objectContaining({ value: 'haiku' }),
      ]),
    );
    expect(at(reply, 'response.commands.0')).toMatchObject({
      name: expect.any(String),
      argumentHint: expect.any(String),
    });
    expect(outline(session.events)).toEqual(['control_response/success']);
  });

  it('runs a simple turn: init, the answer, the result, idle', async () => {
    const session = cli.start({ argv: ['--model', 'sonnet'] });
    session.prompt(say('hello', [{ text: 'Hello there.' }]));
    await session.idle();
    expect(outline(session.events)).toEqual([
      'system/session_state_changed/running',
      'system/init/bypassPermissions',
      'assistant/text',
      'result/success/completed',
      'system/session_state_changed/idle',
    ]);
    const [, init, answer, result] = session.events;
    expect(init).toMatchObject({
      claude_code_version: cli.version,
      mcp_servers: [],
      apiKeySource: 'ANTHROPIC_API_KEY',
    });
    expect(String(init?.['model'])).toMatch(/^claude-sonnet-/);
    expect(answer).toMatchObject({
      message: { role: 'assistant', content: [{ type: 'text', text: 'Hello there.' }], stop_reason: null },
      parent_tool_use_id: null,
    });
    expect(result).toMatchObject({
      is_error: false,
      num_turns: 1,
      result: 'Hello there.',
      stop_reason: 'end_turn',
      api_error_status: null,
      usage: { input_tokens: 100, output_tokens: 20 },
    });
    session.endInput();
    expect(await session.exited).toEqual({ code: 0, signal: null, stderr: '' });
  });

  it('keeps process and session over several turns, and adds their costs up', async () => {
    const session = cli.start({ argv: ['--model', 'sonnet'] });
    session.prompt(say('first', [{ text: 'one' }]));
    const first = await session.result(1);
    session.prompt(say('second', [{ text: 'two' }]));
    const second = await session.result(2);
    expect(second).toMatchObject({ result: 'two', session_id: first['session_id'], usage: { input_tokens: 100 } });
    expect(Number(second['total_cost_usd'])).toBeCloseTo(2 * Number(first['total_cost_usd']), 9);
    const sent = cli.api?.conversations.at(-1)?.messages ?? [];
    const assistant = sent
      .filter((message) => message.role === 'assistant')
      .map((message) => at(message.content, '0.text'));
    expect(assistant).toEqual(cli.api ? ['one'] : []);
  });

  it('streams partial messages, and gives each whole block before its stop', async () => {
    const session = cli.start({ argv: ['--include-partial-messages'] });
    session.prompt(
      say('think', [
        {
          thinking: 'Let me think.',
          text: 'Running it now.',
          tools: [{ name: 'Bash', input: { command: 'echo hi' } }],
        },
        { text: 'Done.' },
      ]),
    );
    await session.idle();
    const block = (delta: string, kind: string): string[] => [
      'stream/content_block_start',
      ...delta.split(' ').map((name) => `stream/content_block_delta/${name}`),
      `assistant/${kind}`,
      'stream/content_block_stop',
    ];
    const message = (...blocks: string[][]): string[] => [
      ...['system/status/requesting', 'stream/message_start'],
      ...blocks.flat(),
      ...['stream/message_delta', 'stream/message_stop'],
    ];
    const seen = outline(session.events, [...noise, 'system/thinking_tokens']);
    expect(placeStopsAfterBlocks(seen)).toEqual([
      'system/init/bypassPermissions',
      ...message(
        block('thinking_delta signature_delta', 'thinking'),
        block('text_delta text_delta', 'text'),
        block('input_json_delta', 'tool_use'),
      ),
      'user/tool_result',
      ...message(block('text_delta text_delta', 'text')),
      'result/success/completed',
    ]);
    const start = session.events.find((event) => at(event, 'event.type') === 'message_start');
    expect(at(start, 'event.message.id')).toBe(
      at(
        session.events.find((event) => event['type'] === 'assistant'),
        'message.id',
      ),
    );
  });

  it('runs tools and reports what they gave, to the model and structured', async () => {
    const session = cli.start();
    const file_path = `${cli.directory}/written.txt`;
    session.prompt(
      say('work', [
        { text: 'Go.', tools: [{ name: 'Bash', input: { command: 'echo hi; echo err >&2', description: 'say hi' } }] },
        { tools: [{ name: 'Write', input: { file_path, content: 'hello\n' } }] },
        { tools: [{ name: 'Bash', input: { command: 'exit 3' } }] },
        { tools: [{ name: 'Read', input: { file_path } }] },
        { text: 'All done.' },
      ]),
    );
    expect(await session.result()).toMatchObject({ num_turns: 5, result: 'All done.', usage: { input_tokens: 500 } });
    const results = session.events.filter((event) => event['type'] === 'user');
    expect(results[0]).toMatchObject({
      message: { content: [{ type: 'tool_result', content: 'hi\nerr', is_error: false }] },
      tool_use_result: { stdout: 'hi\nerr', stderr: '', interrupted: false },
    });
    expect(results[1]).toMatchObject({ tool_use_result: { type: 'create', filePath: file_path, content: 'hello\n' } });
    expect(results[2]).toMatchObject({
      message: { content: [{ content: 'Exit code 3', is_error: true }] },
      tool_use_result: 'Error: Exit code 3',
    });
    expect(results[3]).toMatchObject({ tool_use_result: { type: 'text', file: { content: 'hello\n' } } });
    expect(results.length).toBe(4);
  });

  it('echoes a prompt when asked to, under the id that it was given', async () => {
    const session = cli.start({ argv: ['--replay-user-messages'] });
    const text = say('hello', [{ text: 'Hi.' }]);
    session.prompt(text, { uuid });
    await session.idle();
    expect(outline(session.events, noise)).toEqual([
      'system/init/bypassPermissions',
      'user/string/replay',
      'assistant/text',
      'result/success/completed',
    ]);
    expect(session.events.find((event) => event['type'] === 'user')).toMatchObject({
      uuid,
      message: { content: text },
    });
  });

  it('gives receipts for a prompt with an id, if it is new enough', async () => {
    const session = cli.start();
    session.prompt(say('hello', [{ text: 'Hi.' }]), { uuid });
    await session.idle();
    const receipts = outline(session.events).filter((line) => line.startsWith('command_lifecycle'));
    const result = session.events.find((event) => event['type'] === 'result');
    expect(receipts).toEqual(
      cli.modern ? ['command_lifecycle/queued', 'command_lifecycle/started', 'command_lifecycle/completed'] : [],
    );
    expect(result?.['user_message_uuids']).toEqual(cli.modern ? [uuid] : undefined);
    expect(result?.['result_index']).toBe(cli.modern ? 0 : undefined);
  });

  it('answers local commands without the model, and clears the conversation under a new session id', async () => {
    const session = cli.start();
    session.prompt(say('hello', [{ text: 'Hi.' }]));
    const before = await session.result(1);
    const asked = cli.api?.conversations.length;
    session.prompt('/usage');
    expect(await session.result(2)).toMatchObject({
      is_error: false,
      num_turns: 0,
      result: expect.stringMatching(/cost: +\$0\.00/),
    });
    session.prompt('/clear');
    const cleared = await session.result(3);
    expect(cleared).toMatchObject({ is_error: false, num_turns: 0, result: '' });
    expect(cleared['session_id']).not.toBe(before['session_id']);
    expect(cleared['total_cost_usd']).toBe(cli.modern ? 0 : before['total_cost_usd']);
    const reset = session.events.find((event) => event['type'] === 'conversation_reset');
    if (cli.modern) expect(reset).toMatchObject({ trigger: 'clear', new_conversation_id: expect.any(String) });
    else expect(reset).toBeUndefined();
    expect(reset?.['new_conversation_id']).not.toBe(cleared['session_id']);
    expect(cli.api?.conversations.length).toBe(asked);
  });

  it('knows a command from a path, and says when it does not know a command, if it is old', async () => {
    const session = cli.start();
    session.prompt('/nonexistentcmd foo');
    const unknown = await session.result(1);
    expect(unknown['num_turns']).toBe(cli.modern ? 1 : 0);
    if (!cli.modern) expect(unknown['result']).toBe('Unknown command: /nonexistentcmd');
    session.prompt('/etc/hosts is a file');
    expect(await session.result(2)).toMatchObject({ num_turns: 1, is_error: false });
  });

  it('starts a turn by itself when background work ends', async () => {
    const session = cli.start();
    const input = { command: 'sleep 0.5; echo finished', run_in_background: true };
    session.prompt(say('go', [{ tools: [{ name: 'Bash', input }] }, { text: 'It runs.' }]));
    expect(await session.result(1)).toMatchObject({ result: 'It runs.' });
    expect(await session.result(2)).toMatchObject({ origin: { kind: 'task-notification' }, is_error: false });
    const told = session.events.find((event) => event['subtype'] === 'task_notification');
    expect(told).toMatchObject({ status: 'completed', summary: expect.stringContaining('exit code 0') });
    const lists = session.events.filter((event) => event['subtype'] === 'background_tasks_changed');
    expect(lists.map((event) => at(event, 'tasks.length') ?? (event['tasks'] as unknown[]).length)).toEqual(
      cli.modern ? [1, 0] : [],
    );
  });
});

/** A real CLI runs a tool as soon as its block is there, so that the stream's last stops may come after its result. */
function placeStopsAfterBlocks(lines: readonly string[]): readonly string[] {
  const sorted = [...lines];
  const result = sorted.indexOf('user/tool_result');
  const late = sorted.slice(result + 1).findIndex((line) => line.startsWith('system/status'));
  const stops = sorted.splice(result + 1, late).filter((line) => line.startsWith('stream/'));
  sorted.splice(result, 0, ...stops);
  return sorted;
}
