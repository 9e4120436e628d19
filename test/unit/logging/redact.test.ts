import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, redactText } from '../../../apps/main/logging/redact.ts';
import { isSecretName, secretValues } from '../../../apps/main/logging/secret-names.ts';

const strict = { contents: false, secrets: [] };

describe('names of secrets', () => {
  it.each([
    'ANTHROPIC_API_KEY',
    'GITHUB_TOKEN',
    'authToken',
    'x-api-key',
    'DB_PASSWORD',
    'apikey',
    'Cookie',
    'SSH_KEY',
  ])('knows %s for one', (name) => expect(isSecretName(name)).toBe(true));
  it.each(['inputTokens', 'PUBLIC_KEY', 'key', 'keyboard', 'author', 'PATH', 'monkey', 'MAX_OUTPUT_TOKENS', ''])(
    'does not take "%s" for one',
    (name) => expect(isSecretName(name)).toBe(false),
  );

  it('finds the values of an environment that must not be seen, longest first', () => {
    const environment = {
      A_TOKEN: 'abcdef',
      B_SECRET: 'abcdefgh',
      HOME: '/home/x',
      C_TOKEN: 'short',
      D_TOKEN: undefined,
    };
    expect(secretValues(environment)).toEqual(['abcdefgh', 'abcdef']);
  });
});

describe('a text', () => {
  it.each([
    ['key sk-ant-api03-AbC_dEf-123 was refused', 'key sk-ant-[redacted] was refused'],
    ['Authorization: Bearer abc.def-ghi', 'Authorization: [redacted] [redacted]'],
    ['sent as bearer abc.def-ghi', 'sent as bearer [redacted]'],
    ['curl -H "x-api-key: 12345"', 'curl -H "x-api-key: [redacted]"'],
    ['MY_TOKEN=hunter2 claude', 'MY_TOKEN=[redacted] claude'],
    ["export DB_PASSWORD='a b c'", "export DB_PASSWORD='[redacted]'"],
    ['{"apiKey":"hunter2","model":"opus"}', '{"apiKey":"[redacted]","model":"opus"}'],
    [String.raw`{\"authToken\":\"hunter2\"}`, String.raw`{\"authToken\":\"[redacted]\"}`],
    ['http://127.0.0.1:8080/#token=abc123', 'http://127.0.0.1:8080/#token=[redacted]'],
    ['git clone https://me:pw@host/x.git', 'git clone https://[redacted]@host/x.git'],
    ['pushed with ghp_abcdefghij0123456789', 'pushed with ghp_[redacted]'],
  ])('%s', (text, expected) => expect(redactText(text, [])).toBe(expected));

  it.each([
    'inputTokens: 123, outputTokens: 45',
    'at file:///x.ts:6:76',
    'model=opus key=value',
    'the token was refused',
  ])('stays as it is without a secret: %s', (text) => expect(redactText(text, [])).toBe(text));

  it('loses known values wherever they stand', () => {
    expect(redactText('a-hunter22-b hunter22', ['hunter22'])).toBe('a-[redacted]-b [redacted]');
  });

  it('takes no longer than in proportion to its length', () => {
    const hostile = [
      'a'.repeat(2_000_000),
      '://a:'.repeat(200_000),
      'sk-ant-'.repeat(200_000),
      'token= '.repeat(200_000),
    ];
    const begun = performance.now();
    for (const text of hostile) redactText(text, []);
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});

describe('a value', () => {
  it('loses what people and agents wrote, unless it is wanted', () => {
    const data = { taskId: 't', prompt: 'my diary', nested: [{ text: 'dear diary', input: { a: 1 } }], bytes: 8 };
    expect(redact(data, strict)).toEqual({
      taskId: 't',
      prompt: '[8 characters]',
      nested: [{ text: '[10 characters]', input: '[not logged]' }],
      bytes: 8,
    });
    expect(redact(data, { contents: true, secrets: [] })).toEqual(data);
  });

  it('loses secrets by the names of its fields, with contents too', () => {
    const data = { environment: { ANTHROPIC_API_KEY: 'abc', LANG: 'C' }, authToken: { a: 1 }, passwordSet: true };
    expect(redact(data, { contents: true, secrets: [] })).toEqual({
      environment: { ANTHROPIC_API_KEY: '[redacted]', LANG: 'C' },
      authToken: '[redacted]',
      passwordSet: true,
    });
  });

  it('may be an error, with its cause', () => {
    const error = new Error('with sk-ant-api03-abc', { cause: new Error('MY_TOKEN=x') });
    const seen = JSON.stringify(redact({ error: Object.assign(error, { code: 'ENOENT' }) }, strict));
    expect(seen).toContain('with sk-ant-[redacted]');
    expect(seen).toContain('"code":"ENOENT"');
    expect(seen).toContain('MY_TOKEN=[redacted]');
    expect(seen).not.toContain('api03');
  });

  it('may contain itself, be deep, long or odd', () => {
    const circle: Record<string, unknown> = { bytes: Buffer.from('abc'), call: () => 1, big: 1n, when: new Date(0) };
    circle['self'] = circle;
    expect(redact(circle, strict)).toEqual({
      bytes: '[3 bytes]',
      call: '[function]',
      big: '1',
      when: '1970-01-01T00:00:00.000Z',
      self: '[above]',
    });
    expect(redact({ a: { b: { c: { d: { e: { f: 1 } } } } } }, strict)).toEqual({
      a: { b: { c: { d: { e: { f: 1 } } } } },
    });
    expect(redact({ a: { b: { c: { d: { e: { f: { g: 1 } } } } } } }, strict)).toEqual({
      a: { b: { c: { d: { e: { f: '[deeper]' } } } } },
    });
    expect(
      redact(
        Array.from({ length: 102 }, () => 0),
        strict,
      ),
    ).toHaveLength(101);
  });

  it('never lets a known secret through and never throws, whatever it is', () => {
    const secret = 'Zq9-very-secret';
    const anything = fc.anything({ withDate: true, withMap: true, withBigInt: true, withNullPrototype: true });
    fc.assert(
      fc.property(anything, fc.string(), fc.boolean(), (value, name, contents) => {
        const seen = redact(
          { [name]: `x${secret}y`, list: [value, `${name}${secret}`] },
          { contents, secrets: [secret] },
        );
        expect(JSON.stringify(seen)).not.toContain(secret);
      }),
    );
  });
});
