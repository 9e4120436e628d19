import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { Gateway } from '../../../apps/main/gateway/gateway.ts';
import { WebHost } from '../../../apps/main/gateway/web-host.ts';
import { ok } from '../../../apps/shared/models/problem.ts';
import { bareHandlers } from '../../support/bare-handlers.ts';
import { KeptLog } from '../../support/kept-log.ts';
import { MemoryEvents } from '../../support/memory-events.ts';
import { send, signIn, WebClient } from './web-client.ts';

const pausedState = { paused: true, holds: [], storageProblem: null };

describe('WebHost', () => {
  let folder: string;
  let log: KeptLog;
  let bus: EventBus;
  let gateway: Gateway;
  let host: WebHost;
  let origin: string;
  let clients: WebClient[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'web-host-'));
    const rendererDirectory = join(folder, 'renderer');
    mkdirSync(join(rendererDirectory, 'assets'), { recursive: true });
    writeFileSync(join(rendererDirectory, 'index.html'), '<p>the page</p>');
    writeFileSync(join(rendererDirectory, 'assets', 'index-1a2b.js'), 'void 0');
    writeFileSync(join(folder, 'secret.txt'), 'the secret');
    symlinkSync(join(folder, 'secret.txt'), join(rendererDirectory, 'link.txt'));
    log = new KeptLog();
    const writer = new MemoryEvents();
    bus = new EventBus({ writer });
    const handlers = bareHandlers({
      'tower.status': () => ok({ instances: { ...none }, pendingTasks: 0, openRequests: 0 }),
      'tower.eventsSince': ({ seq }) => ok({ complete: true, events: writer.after(seq) }),
      'task.submit': ({ prompt }) => {
        throw new Error(`taken: ${prompt.length}`);
      },
    });
    gateway = new Gateway({ bus, handlers, log });
    const started = await WebHost.start({ gateway, log, rendererDirectory, port: 0 });
    if (!started.ok) throw new Error(started.problem.message);
    host = started.value;
    origin = `http://127.0.0.1:${host.port}`;
    clients = [];
  });

  afterEach(async () => {
    for (const client of clients) client.socket.terminate();
    gateway.close();
    bus.close();
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function connect(headers: Record<string, string>, path?: string): WebClient {
    const client = new WebClient(host.port, headers, path);
    clients.push(client);
    return client;
  }

  async function connectSignedIn(): Promise<WebClient> {
    const { cookie } = await signIn(host.newLink());
    const client = connect({ origin, cookie });
    expect(await client.opened()).toBe('open');
    return client;
  }

  it('serves the page and its assets with the headers that keep it to itself', async () => {
    const page = await send(host.port, '/');
    expect(page).toMatchObject({ status: 200, body: '<p>the page</p>' });
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    });
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'self' '/);
    expect(page.headers['access-control-allow-origin']).toBeUndefined();
    const asset = await send(host.port, '/assets/index-1a2b.js?v=1');
    expect(asset.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8' });
    expect(asset.headers['cache-control']).toMatch(/immutable/);
    expect((await send(host.port, '/', { method: 'HEAD' })).body).toBe('');
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '//etc/passwd',
    '/%00',
    '/%',
    '/link.txt',
    '/assets',
    '/nothing.js',
  ])('has no file at %s', async (path) => {
    const answer = await send(host.port, path);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toMatch(/secret|root:/);
  });

  it('exchanges a link once, for a cookie that scripts and other sites cannot use', async () => {
    const link = host.newLink();
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
    const first = await signIn(link);
    expect(first.status).toBe(204);
    expect(first.setCookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect(await signIn(link)).toMatchObject({ status: 401, cookie: '' });
    expect(await signIn(host.newLink())).toMatchObject({ status: 204 });
  });

  it.each(['{"token":"wrong"}', '{"token":7}', '{}', 'null', '', '{', `{"token":"${'x'.repeat(100_000)}"}`])(
    'refuses the token %.20s',
    async (body) => {
      const answer = await send(host.port, '/session', { method: 'POST', headers: { origin }, body });
      expect(answer.status).toBe(401);
      expect(answer.headers['set-cookie']).toBeUndefined();
    },
  );

  it('refuses a name that is not its own, and a page of another origin', async () => {
    const body = JSON.stringify({ token: host.newLink().split('=')[1] });
    const rebound = { host: `evil.example:${host.port}`, origin: `http://evil.example:${host.port}` };
    expect((await send(host.port, '/', { headers: rebound })).status).toBe(403);
    expect((await send(host.port, '/session', { method: 'POST', headers: rebound, body })).status).toBe(403);
    for (const foreign of ['http://evil.example', 'null', `http://127.0.0.1:${host.port + 1}`]) {
      const answer = await send(host.port, '/session', { method: 'POST', headers: { origin: foreign }, body });
      expect(answer.status).toBe(403);
    }
    expect((await send(host.port, '/session', { method: 'POST', body })).status).toBe(403);
    expect((await send(host.port, '/session', { method: 'POST', headers: { origin }, body })).status).toBe(204);
  });

  it('refuses other methods', async () => {
    expect((await send(host.port, '/session')).status).toBe(405);
    expect((await send(host.port, '/', { method: 'POST', headers: { origin } })).status).toBe(405);
  });

  it('opens a socket only for its own page, and tells one without a session to ask for a link', async () => {
    const { cookie } = await signIn(host.newLink());
    const refused: [Record<string, string>, string?][] = [
      [{ cookie, origin: 'http://evil.example' }],
      [{ cookie }],
      [{ cookie, origin, host: 'evil.example' }],
      [{ cookie, origin }, '/other'],
    ];
    for (const [headers, path] of refused) expect(await connect(headers, path).opened()).toBe(403);
    for (const wrong of [{ origin }, { origin, cookie: `${cookie}x` }, { origin, cookie: 'other=1' }]) {
      expect(await connect(wrong).closed).toBe(4401);
    }
    expect(await connect({ cookie, origin }).opened()).toBe('open');
  });

  it('answers calls, and takes a prompt of 16 MB', async () => {
    const client = await connectSignedIn();
    expect(await client.call('tower.status', {})).toMatchObject({ ok: true, value: { pendingTasks: 0 } });
    expect(await client.call('no.such', {})).toMatchObject({ ok: false, problem: { code: 'input.unknownCall' } });
    const instanceId = '7d444840-9dc0-41d2-8b5c-3f0b8c1e2a10';
    const prompt = 'x'.repeat(16 * 1024 * 1024);
    expect(await client.call('task.submit', { instanceId, prompt })).toMatchObject({ ok: false });
    expect(log.lines.find((line) => line.level === 'error')?.data.error).toMatch(/taken: 16777216/);
  });

  it.each([
    ['text that is not JSON', 'garbage', 1008],
    ['JSON that is no request', '{"id":"1"}', 1008],
    ['bytes', Buffer.from([1, 2, 3]), 1008],
    ['more than it takes', 'x'.repeat(64 * 1024 * 1024 + 1), 1009],
  ])('closes a socket that sends %s', async (_, message, code) => {
    const client = await connectSignedIn();
    client.socket.send(message);
    expect(await client.closed).toBe(code);
    const next = await connectSignedIn();
    expect(await next.call('tower.status', {})).toMatchObject({ ok: true });
  });

  it('lets a window that lost its connection catch up by number, with nothing missing or twice', async () => {
    const { cookie } = await signIn(host.newLink());
    const first = connect({ origin, cookie });
    await first.opened();
    bus.publish('tower.paused', { tower: pausedState });
    bus.publish('tower.resumed', { tower: pausedState });
    await first.until((events) => events.length === 2);
    first.socket.terminate();
    await first.closed;

    bus.publishNow('tower.paused', { tower: pausedState });
    const second = connect({ origin, cookie });
    await second.opened();
    bus.publish('tower.resumed', { tower: pausedState });
    const missed = await second.call('tower.eventsSince', { seq: first.events.at(-1)?.seq ?? 0 });
    await second.until((events) => events.length > 0);
    expect(first.events.map((event) => event.seq)).toEqual([1, 2]);
    expect(missed).toMatchObject({ ok: true, value: { complete: true } });
    expect(second.events.map((event) => event.seq)).toEqual([4]);
    const inAnswer = missed.ok ? (missed.value as { events: { seq: number }[] }).events.map((event) => event.seq) : [];
    expect(new Set([...inAnswer, ...second.events.map((event) => event.seq)])).toEqual(new Set([3, 4]));
  });

  it('says that its port is taken', async () => {
    const second = await WebHost.start({ gateway, log, rendererDirectory: folder, port: host.port });
    expect(second).toMatchObject({ ok: false, problem: { code: 'input.invalid' } });
    if (!second.ok) expect(second.problem.message).toMatch(/in use by another program/);
  });

  it('closes the windows that are open when it closes', async () => {
    const client = await connectSignedIn();
    await host.close();
    expect(await client.closed).toBe(1001);
    await expect(send(host.port, '/')).rejects.toThrow(/ECONNREFUSED/);
  });
});

const none = { stopped: 0, starting: 0, idle: 0, working: 0, waiting: 0, stopping: 0, failed: 0 };
