import { expect, it } from 'vitest';
import type { JsonObject } from '../../../apps/shared/models/json.ts';
import { describeEachCli } from '../each-cli.ts';
import { at, outline } from '../outline.ts';
import { say } from '../wire-session.ts';

const uuids = ['1', '2', '3'].map((digit) => `aaaaaaaa-0000-4000-8000-00000000000${digit}`);
const isDelta = (event: JsonObject): boolean => at(event, 'event.delta.type') === 'text_delta';
const noise = ['stream/', 'system/status', 'system/session_state', 'command_lifecycle'];
const slow = { text: 'a b c d e f', pieces: 6, paceMs: 60 };
const id = (index: number): JsonObject => ({ uuid: uuids[index] ?? '' });

describeEachCli('prompts during a turn', (cli) => {
  it('are merged into one turn when the model speaks', async () => {
    const session = cli.start({ argv: ['--include-partial-messages', '--replay-user-messages'] });
    session.prompt(say('A', [slow]), id(0));
    await session.wait('a delta', isDelta);
    session.prompt('B', id(1));
    session.prompt(say('C', [{ text: 'To both.' }]), id(2));
    const merged = await session.result(2);
    await session.idle();
    expect(merged).toMatchObject({ result: 'To both.' });
    expect(merged['user_message_uuids']).toEqual(cli.modern ? [uuids[1], uuids[2]] : undefined);
    expect(outline(session.events, noise)).toEqual([
      'system/init/bypassPermissions',
      'user/string/replay',
      'assistant/text',
      'result/success/completed',
      'user/string/replay',
      'system/init/bypassPermissions',
      'user/string/replay',
      'assistant/text',
      'result/success/completed',
    ]);
    const echoes = session.events.filter((event) => event['isReplay'] === true);
    expect(echoes.map((event) => event['uuid'])).toEqual(uuids);
    expect(String(at(echoes[2], 'message.content'))).toMatch(/^B\nC /);
  });

  it('go into the running turn when a tool runs, and get no result of their own', async () => {
    const session = cli.start({ argv: ['--replay-user-messages'] });
    session.prompt(
      say('A', [{ tools: [{ name: 'Bash', input: { command: 'sleep 0.7; echo hi' } }] }, { text: 'Fin.' }]),
      id(0),
    );
    await session.wait('the tool use', (event) => at(event, 'message.content.0.type') === 'tool_use');
    session.prompt('by the way', id(1));
    await session.idle();
    expect(outline(session.events, noise)).toEqual([
      'system/init/bypassPermissions',
      'user/string/replay',
      'assistant/tool_use',
      'user/tool_result',
      'user/string/replay',
      'assistant/text',
      'result/success/completed',
    ]);
    const result = session.events.find((event) => event['type'] === 'result');
    expect(result?.['user_message_uuids']).toEqual(cli.modern ? [uuids[0], uuids[1]] : undefined);
  });

  it('wait for a turn of their own when they are for later', async () => {
    const session = cli.start();
    session.prompt(say('A', [{ tools: [{ name: 'Bash', input: { command: 'sleep 0.5' } }] }, { text: 'A.' }]));
    await session.wait('the tool use', (event) => at(event, 'message.content.0.type') === 'tool_use');
    session.prompt(say('B', [{ text: 'B.' }]), { priority: 'later' });
    expect(await session.result(1)).toMatchObject({ result: 'A.' });
    expect(await session.result(2)).toMatchObject({ result: 'B.' });
  });

  it('take over when they are for now', async () => {
    const session = cli.start({ argv: ['--include-partial-messages'] });
    session.prompt(say('A', [{ ...slow, paceMs: 400 }]));
    await session.wait('a delta', isDelta);
    session.prompt(say('B', [{ text: 'B.' }]), { priority: 'now' });
    expect(await session.result(1)).toMatchObject({
      subtype: 'success',
      is_error: false,
      terminal_reason: 'aborted_streaming',
    });
    expect(await session.result(2)).toMatchObject({ result: 'B.' });
  });

  it('run after an interrupt, unless the newer one is told to drop them', async () => {
    const session = cli.start({ argv: ['--include-partial-messages'] });
    session.prompt(say('A', [{ ...slow, hangAfter: 2 }]), id(0));
    await session.wait('two deltas', isDelta, 2);
    session.prompt(say('B', [{ text: 'B.' }]), id(1));
    const reply = await session.control({ subtype: 'interrupt', cancel_queued: true });
    expect(reply['response']).toEqual(cli.modern ? { still_queued: [], cancelled: [uuids[1]] } : undefined);
    await session.idle();
    const results = session.events.filter((event) => event['type'] === 'result');
    expect(results.map((event) => event['result'])).toEqual(cli.modern ? [undefined] : [undefined, 'B.']);
  });

  it('can be taken back while they wait', async () => {
    const session = cli.start({ argv: ['--include-partial-messages'] });
    session.prompt(say('A', [slow]), id(0));
    await session.wait('a delta', isDelta);
    session.prompt(say('B', [{ text: 'B.' }]), id(1));
    const reply = await session.control({ subtype: 'cancel_async_message', message_uuid: uuids[1] ?? '' });
    expect(reply).toMatchObject({ subtype: 'success', response: { cancelled: true } });
    await session.idle();
    expect(session.events.filter((event) => event['type'] === 'result')).toHaveLength(1);
  });
});
