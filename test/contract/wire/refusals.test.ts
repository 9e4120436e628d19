import { expect, it } from 'vitest';
import type { RefusalStep } from '../../support/messages-api/reply-script.ts';
import { describeEachCli } from '../each-cli.ts';
import { outline } from '../outline.ts';
import { say } from '../wire-session.ts';

const once = { CLAUDE_CODE_MAX_RETRIES: '1' };

interface Case {
  readonly refusal: RefusalStep;
  /** The CLI's word while it tries again; null when it does not. */
  readonly retried: string | null;
  readonly error: string;
  readonly text: RegExp;
}

const cases: readonly Case[] = [
  {
    refusal: { status: 401, message: 'invalid x-api-key' },
    retried: 'authentication_failed',
    error: 'authentication_failed',
    text: /^Invalid API key · Fix external API key$/,
  },
  {
    refusal: { status: 429, message: 'too fast' },
    retried: 'rate_limit',
    error: 'rate_limit',
    text: /\(429\) · too fast/,
  },
  {
    refusal: { status: 529, message: 'Overloaded' },
    retried: 'overloaded',
    error: 'server_error',
    text: /529 Overloaded/,
  },
  {
    refusal: { status: 500, message: 'oops' },
    retried: 'server_error',
    error: 'server_error',
    text: /^API Error: 500 oops/,
  },
  {
    refusal: { status: 400, message: 'bad request thing' },
    retried: null,
    error: 'unknown',
    text: /^API Error: 400 bad request thing/,
  },
  {
    refusal: { status: 400, message: 'Your credit balance is too low to access the API.' },
    retried: null,
    error: 'billing_error',
    text: /^Credit balance is too low/,
  },
  {
    refusal: { status: 403, message: 'forbidden' },
    retried: null,
    error: 'authentication_failed',
    text: /403 forbidden/,
  },
];

describeEachCli('refusals of the API', (cli) => {
  it('end the turn, not the process', async () => {
    const session = cli.start({ environment: once });
    for (const [index, { refusal, retried, error, text }] of cases.entries()) {
      const before = session.events.length;
      session.prompt(say(`refusal ${refusal.status}`, [refusal]));
      await session.idle(index + 1);
      const seen = session.events.slice(before);
      const what = `${refusal.status} ${refusal.message ?? ''}`;
      expect(outline(seen, ['system/session_state']), what).toEqual([
        'system/init/bypassPermissions',
        ...(retried === null ? [] : ['system/api_retry']),
        'assistant/text/synthetic',
        `result/success/${cli.modern ? 'api_error' : 'completed'}/error`,
      ]);
      const retry = { attempt: 1, max_retries: 1, error_status: refusal.status, error: retried };
      if (retried !== null)
        expect(
          seen.find((event) => event['subtype'] === 'api_retry'),
          what,
        ).toMatchObject(retry);
      expect(
        seen.find((event) => event['type'] === 'assistant'),
        what,
      ).toMatchObject({ error });
      expect(
        seen.find((event) => event['type'] === 'result'),
        what,
      ).toMatchObject({
        subtype: 'success',
        is_error: true,
        api_error_status: refusal.status,
        result: expect.stringMatching(text),
        stop_reason: 'stop_sequence',
      });
    }
    session.prompt(say('again', [{ text: 'Recovered.' }]));
    expect(await session.result(cases.length + 1)).toMatchObject({ result: 'Recovered.', is_error: false });
    session.endInput();
    expect(await session.exited).toMatchObject({ code: 0 });
  });

  it('recovers from a refusal that passes', async () => {
    const session = cli.start();
    session.prompt(say('go', [{ status: 429, times: 1 }, { text: 'Recovered.' }]));
    expect(await session.result()).toMatchObject({ result: 'Recovered.', is_error: false });
    expect(outline(session.events)).toContain('system/api_retry');
  });

  it('does not wait when it is told to come back in minutes', async () => {
    const session = cli.start();
    session.prompt(say('go', [{ status: 429, message: 'later', headers: { 'retry-after': '300' } }]));
    expect(await session.result()).toMatchObject({ is_error: true, api_error_status: 429 });
    expect(outline(session.events)).not.toContain('system/api_retry');
  });

  it('says at the first prompt that a model does not exist', async () => {
    const session = cli.start({ argv: ['--model', 'does-not-exist-9'] });
    await session.control({ subtype: 'initialize' });
    session.prompt(say('go', [{ text: 'Not reached.' }]));
    expect(await session.result()).toMatchObject({
      is_error: true,
      api_error_status: 404,
      result: expect.stringContaining("There's an issue with the selected model (does-not-exist-9)"),
    });
    expect(session.events.find((event) => event['type'] === 'assistant')).toMatchObject({ error: 'model_not_found' });
    session.endInput();
    expect(await session.exited).toMatchObject({ code: 1 });
  });

  it('asks again when the stream breaks, and gives the answer once', async () => {
    const session = cli.start({ argv: ['--include-partial-messages'], environment: once });
    session.prompt(say('go', [{ text: 'This is cut in the middle.', pieces: 4, paceMs: 10, dropAfter: 2 }]));
    expect(await session.result()).toMatchObject({ result: 'This is cut in the middle.', is_error: false });
    const seen = outline(session.events, ['stream/content_block_delta', 'system/session_state']);
    expect(seen.filter((line) => line === 'assistant/text')).toHaveLength(1);
    expect(seen.includes('system/api_retry')).toBe(cli.modern);
  });

  it('stops waiting for a retry when interrupted', async () => {
    const session = cli.start();
    const patient = { status: 429, headers: { 'retry-after': '30' } };
    session.prompt(say('go', [patient]));
    await session.wait('the retry', (event) => event['subtype'] === 'api_retry');
    await session.control({ subtype: 'interrupt' });
    expect(await session.result()).toMatchObject({ terminal_reason: 'aborted_streaming', is_error: true });
  });
});
