import { describe, expect, it } from 'vitest';
import { createWebBridge, type Socket } from '../../../apps/renderer/connection/web-bridge.ts';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function world(options: { readonly token?: string; readonly beginSession?: () => Promise<number> } = {}) {
  const sockets: (Socket & { sent: string[]; closed: boolean })[] = [];
  const timers: { run: () => void; milliseconds: number }[] = [];
  const tokens: string[] = [];
  const bridge = createWebBridge({
    token: options.token ?? null,
    beginSession: (token) => {
      tokens.push(token);
      return options.beginSession?.() ?? Promise.resolve(204);
    },
    openSocket: () => {
      const socket = {
        sent: [] as string[],
        closed: false,
        onopen: null,
        onclose: null,
        onmessage: null,
        send: (text: string) => socket.sent.push(text),
        close: () => {
          socket.closed = true;
        },
      };
      sockets.push(socket);
      return socket;
    },
    later: (run, milliseconds) => timers.push({ run, milliseconds }),
  });
  const states: string[] = [];
  bridge.onConnection((state) => states.push(state));
  return { bridge, sockets, timers, tokens, states };
}

describe('the web bridge', () => {
  it('exchanges the token before it opens the socket, and only once', async () => {
    const { sockets, tokens, timers } = world({ token: 'abc' });
    expect(sockets).toHaveLength(0);
    await settle();
    expect(sockets).toHaveLength(1);
    sockets[0]?.onclose?.({ code: 1006 });
    timers[0]?.run();
    await settle();
    expect(sockets).toHaveLength(2);
    expect(tokens).toEqual(['abc']);
  });

  it('keeps the token while the tower does not answer', async () => {
    let reachable = false;
    const beginSession = () => (reachable ? Promise.resolve(204) : Promise.reject(new Error('refused')));
    const { sockets, tokens, timers, states } = world({ token: 'abc', beginSession });
    await settle();
    expect(sockets).toHaveLength(0);
    expect(states).toEqual(['lost']);
    reachable = true;
    timers[0]?.run();
    await settle();
    expect(tokens).toEqual(['abc', 'abc']);
    expect(sockets).toHaveLength(1);
  });

  it('pairs replies with calls, in whatever order they come', async () => {
    const { bridge, sockets } = world();
    const socket = sockets[0];
    socket?.onopen?.();
    const first = bridge.call('tower.pause', {});
    const second = bridge.call('tower.resume', {});
    expect(socket?.sent.map((text) => JSON.parse(text) as unknown)).toEqual([
      { id: 1, name: 'tower.pause', input: {} },
      { id: 2, name: 'tower.resume', input: {} },
    ]);
    socket?.onmessage?.({ data: JSON.stringify({ kind: 'reply', id: 2, result: { ok: true, value: {} } }) });
    socket?.onmessage?.({ data: JSON.stringify({ kind: 'reply', id: 1, result: { ok: true, value: {} } }) });
    expect(await first).toEqual({ ok: true, value: {} });
    expect(await second).toEqual({ ok: true, value: {} });
  });

  it('fails what was under way when the connection is lost, and what is called without one', async () => {
    const { bridge, sockets, states } = world();
    sockets[0]?.onopen?.();
    const call = bridge.call('tower.pause', {});
    sockets[0]?.onclose?.({ code: 1006 });
    expect(await call).toMatchObject({ ok: false, problem: { code: 'connection.lost' } });
    expect(await bridge.call('tower.pause', {})).toMatchObject({ ok: false, problem: { code: 'connection.lost' } });
    expect(states).toEqual(['open', 'lost']);
  });

  it('waits longer after each failure, up to five seconds, and begins anew once it was open', () => {
    const { sockets, timers } = world();
    for (let attempt = 0; attempt < 7; attempt += 1) {
      sockets.at(-1)?.onclose?.({ code: 1006 });
      timers.at(-1)?.run();
    }
    expect(timers.map(({ milliseconds }) => milliseconds)).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
    sockets.at(-1)?.onopen?.();
    sockets.at(-1)?.onclose?.({ code: 1006 });
    expect(timers.at(-1)?.milliseconds).toBe(250);
  });

  it('gives up when the session is unknown', () => {
    const { sockets, timers, states } = world();
    sockets[0]?.onclose?.({ code: 4401 });
    expect(states).toEqual(['refused']);
    expect(timers).toEqual([]);
  });

  it('connects at once when told, and an older attempt no longer counts', () => {
    const { bridge, sockets, timers, states } = world();
    sockets[0]?.onclose?.({ code: 1006 });
    bridge.retryNow();
    expect(sockets).toHaveLength(2);
    timers[0]?.run();
    expect(sockets).toHaveLength(2);
    sockets[1]?.onopen?.();
    sockets[0]?.onclose?.({ code: 1006 });
    expect(states).toEqual(['lost', 'open']);
  });

  it('hands on events and ignores garbage', () => {
    const { bridge, sockets } = world();
    const batches: unknown[] = [];
    bridge.onEvents((batch) => batches.push(batch));
    for (const data of ['not json', '{"kind":"other"}', '{"kind":"events"}', 7]) sockets[0]?.onmessage?.({ data });
    sockets[0]?.onmessage?.({ data: '{"kind":"events","batch":{"passing":[],"durable":[]}}' });
    expect(batches).toEqual([{ passing: [], durable: [] }]);
  });
});
