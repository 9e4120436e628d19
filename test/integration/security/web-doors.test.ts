import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reachableBytes } from '../../support/hostile/heap.ts';
import { send, signIn, WebClient } from '../web-host/web-client.ts';
import { GuardedHost } from './guarded-host.ts';
import { closeCodeOf, frame, opcodes, RawSocket } from './raw-socket.ts';

describe('the doors of the web host', () => {
  let host: GuardedHost;

  beforeEach(async () => {
    host = new GuardedHost();
    await host.start();
  });

  afterEach(() => host.stop());

  /** Writes a request as it stands. @returns the status of the answer; 0 when the connection was closed without one */
  async function ask(text: string): Promise<{ status: number; answer: string }> {
    const raw = new RawSocket(host.port).write(text.replaceAll('PORT', String(host.port)));
    const answer = (await raw.answer).toString();
    return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0), answer };
  }

  const tokenOf = (link: string): string => new URL(link).hash.replace('#token=', '');

  it.each([
    ['another name (DNS rebinding)', 'Host: evil.example:PORT'],
    ['a name that ends in its own', 'Host: evil.127.0.0.1:PORT'],
    ['a name that begins with its own', 'Host: localhost.evil.example:PORT'],
    ['a name with a user', 'Host: localhost:PORT@evil.example'],
    ['its own name with a dot', 'Host: localhost.:PORT'],
    ['its own name without the port', 'Host: localhost'],
    ['its own name with another port', 'Host: localhost:1'],
    ['another address of this computer', 'Host: 127.0.0.2:PORT'],
    ['the address in other writing', 'Host: 0x7f000001:PORT'],
    ['the address of all', 'Host: 0.0.0.0:PORT'],
    ['no name', 'Host:'],
    ['two names, its own first', 'Host: 127.0.0.1:PORT\r\nHost: evil.example'],
    ['two names, its own last', 'Host: evil.example\r\nHost: 127.0.0.1:PORT'],
    ['its own name twice', 'Host: 127.0.0.1:PORT\r\nHost: 127.0.0.1:PORT'],
    ['a name beside its own in one line', 'Host: 127.0.0.1:PORT, evil.example'],
    ['no line for it', 'X-Host: 127.0.0.1:PORT'],
    ['another name that was forwarded', 'Host: evil.example\r\nX-Forwarded-Host: 127.0.0.1:PORT'],
  ])('are closed to %s', async (_, lines) => {
    for (const path of ['/', '/session', '/socket']) {
      const { status, answer } = await ask(`GET ${path} HTTP/1.1\r\n${lines}\r\nConnection: close\r\n\r\n`);
      expect([400, 403]).toContain(status);
      expect(answer).not.toContain('the page');
    }
  });

  it.each([
    ['HTTP/1.0 without a name', 'GET / HTTP/1.0\r\n', [403]],
    ['a whole address of another server', 'GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n', [404]],
    ['a whole address of its own', 'GET http://127.0.0.1:PORT/secret.txt HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n', [404]],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n', [0]],
    [
      'two lengths',
      'POST /session HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 1\r\nContent-Length: 2\r\n',
      [400],
    ],
    [
      'a length and chunks (smuggling)',
      'POST /session HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n',
      [400],
    ],
    ['a header with a bare line feed', 'GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\nX: y\r\n', [400]],
    ['a header of a megabyte', `GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX: ${'x'.repeat(1_000_000)}\r\n`, [0, 431]],
    ['another protocol', 'GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n', [403]],
    ['no HTTP', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', [0, 400]],
  ])('refuse %s', async (_, text, statuses) => {
    const { status, answer } = await ask(`${text}Connection: close\r\n\r\n`);
    expect(statuses).toContain(status);
    expect(answer).not.toMatch(/the page|the secret/);
    expect((await send(host.port, '/')).status).toBe(200);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    'change nothing by %s',
    async (method) => {
      for (const path of ['/', '/index.html', '/new.txt']) {
        const answer = await send(host.port, path, { method, headers: { origin: host.origin } });
        expect(answer.status).toBe(405);
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
        expect(answer.headers['access-control-allow-methods']).toBeUndefined();
      }
    },
  );

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/%252e%252e%252fsecret.txt',
    '/%25252e%25252e/secret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/....//secret.txt',
    '/assets/..;/..;/secret.txt',
    '/.%00./secret.txt',
    '/..%00/secret.txt',
    '/index.html%00.txt',
    '/%c0%ae%c0%ae/secret.txt',
    '/%e0%80%ae%e0%80%ae/secret.txt',
    '/%uff0e%uff0e/secret.txt',
    '/．．/secret.txt',
    '/./.././secret.txt',
    '//secret.txt',
    '/?/../secret.txt/../../secret.txt#/',
    '/file:///etc/passwd',
    '/assets/../../../../../../../../etc/passwd',
  ])('lead to no file outside of the page by %s', async (path) => {
    const { answer } = await ask(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 (404|400|200)/);
    expect(answer).not.toMatch(/the secret|root:/);
    if (answer.startsWith('HTTP/1.1 200')) expect(answer).toContain('the page');
  });

  it('let no page of another site in, with whatever it can send along', async () => {
    const cookie = await host.newSession();
    const body = JSON.stringify({ token: tokenOf(host.newLink()) });
    const foreign: readonly Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://localhost:${host.port}` },
      { origin: `http://127.0.0.1:${host.port}.evil.example` },
      { origin: `https://127.0.0.1:${host.port}` },
      { origin: `${host.origin}/` },
      { origin: `${host.origin}, https://evil.example` },
      {},
      { referer: `${host.origin}/` },
      { origin: host.origin, 'sec-fetch-site': 'cross-site' },
      { origin: host.origin, 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      const socket = new WebClient(host.port, { ...headers, cookie });
      expect(await socket.opened(), JSON.stringify(headers)).toBe(403);
      const session = await send(host.port, '/session', { method: 'POST', headers: { ...headers, cookie }, body });
      expect(session.status, JSON.stringify(headers)).toBe(403);
      expect(session.headers['set-cookie']).toBeUndefined();
    }
    expect(host.reached).toEqual([]);
    const own = { origin: host.origin, 'sec-fetch-site': 'same-origin', cookie };
    expect(await new WebClient(host.port, own).opened()).toBe('open');
    expect((await send(host.port, '/session', { method: 'POST', headers: own, body })).status).toBe(204);
  });

  it('keep what they serve from pages of other sites', async () => {
    for (const path of ['/', '/nothing.js', '/session']) {
      const { headers } = await send(host.port, path, { headers: { origin: 'https://evil.example' } });
      expect(headers).toMatchObject({
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
      });
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('take a token once, however many ask at the same moment', async () => {
    const link = host.newLink();
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn(link)));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(answers.filter(({ status, cookie }) => status === 401 && cookie === '')).toHaveLength(19);
    expect((await signIn(link)).status).toBe(401);
  });

  it('are opened by no guess, and a guesser uses up neither links nor memory', async () => {
    const link = host.newLink();
    const right = tokenOf(link);
    const before = reachableBytes();
    const guesses = [
      right.slice(0, -1),
      `${right}x`,
      right.toUpperCase(),
      ` ${right}`,
      `${right}\0`,
      ...Array.from({ length: 2000 }, () => randomBytes(32).toString('base64url')),
    ];
    for (const token of guesses) {
      const body = JSON.stringify({ token });
      const answer = await send(host.port, '/session', { method: 'POST', headers: { origin: host.origin }, body });
      expect(answer.status).toBe(401);
    }
    expect(reachableBytes() - before).toBeLessThan(50 * 1024 * 1024);
    expect((await signIn(link)).status).toBe(204);
  });

  it('know a session by nothing but its cookie, and forget it with the tower', async () => {
    const cookie = await host.newSession();
    const [name = '', value = ''] = cookie.split('=', 2);
    const wrong = [
      '',
      `${name}=`,
      `${name}=${value.slice(0, -1)}`,
      `${name}=${value}${value}`,
      `${name}x=${value}`,
      `other-${name}=${value}`,
      `${name.toUpperCase()}=${value}`,
      `${name}="${value}"`,
      `${name}=${tokenOf(host.newLink())}`,
    ];
    for (const header of wrong) {
      expect(await new WebClient(host.port, { origin: host.origin, cookie: header }).closed, header).toBe(4401);
    }
    const other = new GuardedHost();
    await other.start();
    const stolen = `control-tower-${other.port}=${value}`;
    expect(await new WebClient(other.port, { origin: other.origin, cookie: stolen }).closed).toBe(4401);
    await other.stop();
  });

  it('do not wait for a stranger who does not go', { timeout: 20_000 }, async () => {
    // It says nothing, and never closes from its side. Without the host's own end of patience that lasts half a minute.
    const raw = new RawSocket(host.port).upgrade(host.port, 'control-tower=none');
    expect(closeCodeOf(await raw.answer)).toBe(4401);
  });

  it('read nothing of a stranger', async () => {
    const call = JSON.stringify({ id: 1, name: 'tower.pause', input: {} });
    const calls = Array.from({ length: 100 }, () => frame(opcodes.text, call));
    const raw = new RawSocket(host.port).upgrade(host.port, 'control-tower=none').write(Buffer.concat(calls));
    const answer = await raw.answer;
    expect(closeCodeOf(answer)).toBe(4401);
    expect(answer.toString()).not.toContain('"kind"');
    // Already the first message was more than is taken of one.
    expect(host.log.lines.map(({ message }) => message)).toContain('a window connection failed');
    expect(host.reached).toEqual([]);
  });
});
