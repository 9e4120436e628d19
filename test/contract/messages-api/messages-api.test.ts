import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MessagesApi } from '../../support/messages-api/messages-api.ts';

let api: MessagesApi;
beforeEach(async () => {
  api = await MessagesApi.start();
});
afterEach(() => api.stop());

const ask = (text: string, more: object = {}): Promise<Response> =>
  fetch(`${api.url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': 'secret', 'anthropic-version': '2023-06-01' },
    body: JSON.stringify({
      model: 'claude-sonnet-5',
      max_tokens: 10,
      messages: [{ role: 'user', content: text }],
      ...more,
    }),
  });
const textOf = async (response: Promise<Response>): Promise<string> => await (await response).text();

describe('the stand-in for the Messages API', () => {
  it('echoes a prompt that asks for nothing, in one piece or streamed', async () => {
    expect(await (await ask('hello')).json()).toMatchObject({
      role: 'assistant',
      content: [{ type: 'text', text: 'You said: hello' }],
    });
    const stream = await textOf(ask('hello', { stream: true }));
    const events = [...stream.matchAll(/^event: (\w+)$/gm)].map((match) => match[1]);
    expect(events).toEqual([
      ...['message_start', 'content_block_start', 'content_block_delta', 'content_block_delta', 'content_block_stop'],
      ...['message_delta', 'message_stop'],
    ]);
  });

  it('serves the steps of a script one after the other, and again when the words are said again', async () => {
    api.script('two-steps', [{ text: 'First.' }, { text: 'Second.' }]);
    expect(await textOf(ask('[[two-steps]]'))).toContain('First.');
    expect(await textOf(ask('[[two-steps]]'))).toContain('Second.');
    expect(await textOf(ask('[[two-steps]]'))).toContain('Done.');
    const again = [
      { role: 'user', content: '[[two-steps]]' },
      { role: 'assistant', content: 'x' },
      { role: 'user', content: '[[two-steps]]' },
    ];
    expect(await textOf(ask('', { messages: again }))).toContain('First.');
  });

  it('refuses as told, with status, type and headers', async () => {
    api.script('limited', [
      { status: 429, message: 'slow down', times: 1, headers: { 'retry-after': '7' } },
      { text: 'Fine.' },
    ]);
    const refused = await ask('[[limited]]');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await refused.json()).toEqual({ type: 'error', error: { type: 'rate_limit_error', message: 'slow down' } });
    expect(await textOf(ask('[[limited]]'))).toContain('Fine.');
  });

  it('cuts a stream, and serves it whole the next time', async () => {
    api.script('cut', [{ text: 'A text that is cut.', pieces: 4, dropAfter: 2 }]);
    await expect(textOf(ask('[[cut]]', { stream: true }))).rejects.toThrow();
    expect(await textOf(ask('[[cut]]', { stream: true }))).toContain('message_stop');
  });

  it('ends a stream with an error event', async () => {
    api.script('broken', [{ text: 'A text.', errorAfter: { pieces: 1, type: 'overloaded_error' } }]);
    expect(await textOf(ask('[[broken]]', { stream: true }))).toMatch(/event: error\ndata: .*overloaded_error/);
  });

  it('hangs until it is released', async () => {
    api.script('hang', [{ text: 'A text.', hangAfter: 1 }]);
    const response = await ask('[[hang]]', { stream: true });
    expect(api.requests.at(-1)?.headers).not.toHaveProperty('x-api-key');
    const answer = textOf(Promise.resolve(response));
    let released = false;
    const whenWhole = answer.then(() => released);
    await api.waitForHanging();
    released = true;
    api.release();
    expect(await whenWhole).toBe(true);
    expect(await answer).toContain('message_stop');
  });

  it('says what is wrong with a directive, a body, a model, a path', async () => {
    expect(await textOf(ask('[[no-such-script]]'))).toContain('No script \\"no-such-script\\"');
    expect((await ask('x', { messages: 'none' })).status).toBe(400);
    expect((await ask('x', { model: 'does-not-exist-9' })).status).toBe(404);
    expect((await fetch(`${api.url}/v2/else`)).status).toBe(404);
    expect((await fetch(api.url, { method: 'HEAD' })).status).toBe(200);
    await expect(api.waitForRequest(() => false, 10)).rejects.toThrow('No such request in 10 ms');
  });
});
