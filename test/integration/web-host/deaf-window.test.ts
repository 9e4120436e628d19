import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { Gateway } from '../../../apps/main/gateway/gateway.ts';
import { WebHost } from '../../../apps/main/gateway/web-host.ts';
import { ok } from '../../../apps/shared/models/problem.ts';
import { bareHandlers } from '../../support/bare-handlers.ts';
import { KeptLog } from '../../support/kept-log.ts';
import { MemoryEvents } from '../../support/memory-events.ts';
import { signIn, WebClient } from './web-client.ts';

const megabyte = 1024 * 1024;
const calls = 40;
const answer = 'x'.repeat(8 * megabyte);
const input = { id: '7d444840-9dc0-41d2-8b5c-3f0b8c1e2a10' };

describe('a window that asks and reads no answer', () => {
  let folder: string;
  let bus: EventBus;
  let gateway: Gateway;
  let host: WebHost;
  let answered: number;
  let clients: WebClient[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'deaf-window-'));
    bus = new EventBus({ writer: new MemoryEvents() });
    answered = 0;
    clients = [];
    const handlers = bareHandlers({
      'task.prompt': () => {
        answered += 1;
        return ok({ prompt: answer });
      },
      'tower.status': () => ok({ instances: {}, pendingTasks: 0, openRequests: 0 } as never),
    });
    const log = new KeptLog();
    gateway = new Gateway({ bus, handlers, log });
    const started = await WebHost.start({ gateway, log, rendererDirectory: folder, port: 0 });
    if (!started.ok) throw new Error(started.problem.message);
    host = started.value;
  });

  afterEach(async () => {
    for (const { socket } of clients) socket.terminate();
    gateway.close();
    bus.close();
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function connect(cookie: string): Promise<WebClient> {
    const client = new WebClient(host.port, { origin: `http://127.0.0.1:${String(host.port)}`, cookie });
    clients.push(client);
    expect(await client.opened()).toBe('open');
    return client;
  }

  it('is not heard until it has read, disturbs no other window, and then has every answer', async () => {
    const { cookie } = await signIn(host.newLink());
    const [deaf, other] = [await connect(cookie), await connect(cookie)];
    deaf.socket.pause();
    const replies = Array.from({ length: calls }, () => deaf.call('task.prompt', input));
    await vi.waitFor(() => expect(answered).toBeGreaterThanOrEqual(8), { timeout: 20_000 });
    for (let count = 0; count < 100; count += 1) {
      expect(await other.call('tower.status', {})).toMatchObject({ ok: true });
    }
    expect(answered).toBeLessThan(15);
    deaf.socket.resume();
    for (const reply of replies) expect(await reply).toMatchObject({ ok: true });
    expect(answered).toBe(calls);
  });
});
