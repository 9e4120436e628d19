import { describe, expect, it } from 'vitest';
import { startConversation } from './conversation.ts';

const result = { type: 'result' };
const reply = { type: 'control_response' };

describe('the demo agent, over the control protocol,', () => {
  it('offers models and commands at once', () => {
    const { ask, written } = startConversation();
    ask({ subtype: 'initialize' });
    expect(written).toMatchObject([{ response: { subtype: 'success', request_id: 'r1', response: { pid: 42 } } }]);
    expect(JSON.stringify(written)).toContain('"models":[{"value":"default"');
  });

  it('streams deltas that add up to the whole blocks', async () => {
    const { prompt, next, all } = startConversation(['--include-partial-messages']);
    const ended = next(result);
    prompt('hello');
    await ended;
    const deltas = all({ type: 'stream_event' }).map((message) => message['event'] as { delta?: { text?: string } });
    const streamed = deltas.map((event) => event.delta?.text ?? '').join('');
    expect(streamed).toBe((await ended)['result']);
  });

  it('is interrupted while it writes: what it wrote stays, the result says so, and the next prompt runs', async () => {
    const { ask, prompt, next, all } = startConversation(['--include-partial-messages']);
    const ended = next(result);
    const writing = next({ type: 'stream_event' });
    prompt('long');
    await writing;
    ask({ subtype: 'interrupt' });
    expect(await ended).toMatchObject({ terminal_reason: 'aborted_streaming', is_error: true });
    const again = next(result);
    prompt('hello');
    expect(await again).toMatchObject({ terminal_reason: 'completed' });
    expect(JSON.stringify(all({ type: 'user' }))).toContain('[Request interrupted by user]');
  });

  it('is interrupted while it waits for a permission, and withdraws the request', async () => {
    const { ask, prompt, next, all } = startConversation();
    const request = next({ type: 'control_request' });
    const ended = next(result);
    prompt('permission');
    const id = (await request)['request_id'];
    ask({ subtype: 'interrupt' });
    expect(await ended).toMatchObject({ terminal_reason: 'aborted_tools' });
    expect(all({ type: 'control_cancel_request' })).toMatchObject([{ request_id: id }]);
  });

  it('plays what waits one after the other, unless an interrupt cancels it', async () => {
    const { agent, ask, prompt, next, all } = startConversation(['--include-partial-messages']);
    const writing = next({ type: 'stream_event' });
    prompt('long');
    agent.receive({ type: 'user', uuid: 'second', message: { role: 'user', content: 'hello' } });
    await writing;
    const ended = next(result);
    ask({ subtype: 'interrupt', cancel_queued: true });
    await ended;
    expect(all({ type: 'command_lifecycle', command_uuid: 'second' }).map((one) => one['state'])).toEqual([
      'queued',
      'cancelled',
    ]);
  });

  it('changes its mode, and refuses one that there is not', () => {
    const { ask, all } = startConversation();
    ask({ subtype: 'set_permission_mode', mode: 'acceptEdits' });
    ask({ subtype: 'set_permission_mode', mode: 'nonsense' });
    ask({ subtype: 'set_permission_mode', mode: 'bypassPermissions' });
    const subtypes = all(reply).map((message) => (message['response'] as { subtype: string }).subtype);
    expect(subtypes).toEqual(['success', 'error', 'error']);
    expect(all({ subtype: 'status', permissionMode: 'acceptEdits' })).toHaveLength(1);
  });

  it('changes its model, and refuses one that there is not', () => {
    const { ask, all } = startConversation();
    ask({ subtype: 'set_model', model: 'demo-quick' });
    ask({ subtype: 'set_model', model: 'nonsense' });
    const subtypes = all(reply).map((message) => (message['response'] as { subtype: string }).subtype);
    expect(subtypes).toEqual(['success', 'error']);
  });

  it('ends the session in the middle of a turn', async () => {
    const { ask, prompt, next, exited } = startConversation(['--include-partial-messages']);
    const writing = next({ type: 'stream_event' });
    prompt('long');
    await writing;
    ask({ subtype: 'end_session' });
    expect(await exited).toBe(1);
  });

  it('finishes its turn when the input ends, then ends', async () => {
    const { agent, prompt, next, exited } = startConversation();
    const ended = next(result);
    prompt('hello');
    agent.endInput();
    expect(await ended).toMatchObject({ terminal_reason: 'completed' });
    expect(await exited).toBe(0);
  });

  it('does not wait for an answer that can no longer come', async () => {
    const { agent, prompt, next, exited } = startConversation();
    const request = next({ type: 'control_request' });
    prompt('permission');
    await request;
    agent.endInput();
    expect(await exited).toBe(0);
  });

  it.each([[{ type: 'user' }], [{ type: 'user', message: { role: 'assistant', content: 'x' } }]])(
    'ends over a message that is no prompt: %j',
    async (message) => {
      const { agent, exited, errors } = startConversation();
      agent.receive(message);
      expect(await exited).toBe(1);
      expect(errors.join('')).toMatch(/message/);
    },
  );

  it('ignores what it does not know, as the CLI does', () => {
    const { agent, written, ask } = startConversation();
    agent.receive({ type: 'keep_alive' });
    expect(written).toEqual([]);
    ask({ subtype: 'nonsense' });
    expect(written).toMatchObject([{ response: { subtype: 'error' } }]);
  });
});
