import { request } from 'node:http';
import { WebSocket } from 'ws';
import { createWebBridge, type Socket, type WebBridge } from '../../apps/renderer/connection/web-bridge.ts';
import type { CallInput, CallName, CallOutput } from '../../apps/shared/contract/calls.ts';
import type { DurableEvent } from '../../apps/shared/contract/events.ts';
import type { Result } from '../../apps/shared/models/problem.ts';

/** A window without a screen, whose connection can be cut and whose reader can fall asleep. */
export class ChaosWindow {
  readonly #bridge: WebBridge;
  #socket: WebSocket | null = null;
  #closed = false;

  private constructor(link: string) {
    const { origin, host, hash } = new URL(link);
    let cookie = '';
    this.#bridge = createWebBridge({
      token: new URLSearchParams(hash.slice(1)).get('token'),
      beginSession: async (token) => {
        const session = await beginSession(origin, token);
        cookie = session.cookie;
        return session.status;
      },
      openSocket: () => {
        const socket = new WebSocket(`ws://${host}/socket`, { headers: { origin, cookie } });
        this.#socket = socket;
        return asSocket(socket);
      },
      later: (run, milliseconds) => {
        const again = setTimeout(() => {
          if (!this.#closed) run();
        }, milliseconds);
        again.unref();
      },
    });
  }

  /** @returns the window, or null when the tower was gone before it opened */
  static async open(link: string, gone: Promise<unknown>): Promise<ChaosWindow | null> {
    const window = new ChaosWindow(link);
    const opened = await Promise.race([
      new Promise<boolean>((resolve) => window.#bridge.onConnection((state) => resolve(state === 'open'))),
      gone.then(() => false),
    ]);
    if (opened) return window;
    window.close();
    return null;
  }

  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> {
    return this.#bridge.call(name, input);
  }

  onFacts(listener: (events: readonly DurableEvent[]) => void): void {
    this.#bridge.onEvents(({ durable }) => listener(durable));
  }

  /** Cuts the connection as a network does; the bridge comes back by itself. @returns whether there was one */
  cut(): boolean {
    const wasOpen = this.#socket?.readyState === WebSocket.OPEN;
    this.#socket?.terminate();
    return wasOpen;
  }

  /** Reads nothing for so long, and leaves what comes to the tower's buffers. @returns whether there is a connection */
  stall(milliseconds: number): boolean {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return false;
    socket.pause();
    setTimeout(() => socket.resume(), milliseconds).unref();
    return true;
  }

  close(): void {
    this.#closed = true;
    this.#socket?.terminate();
  }
}

function asSocket(socket: WebSocket): Socket {
  const adapted: Socket = {
    send: (text) => socket.send(text),
    close: () => socket.close(),
    onopen: null,
    onclose: null,
    onmessage: null,
  };
  socket.on('open', () => adapted.onopen?.());
  socket.on('close', (code) => adapted.onclose?.({ code }));
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => adapted.onmessage?.({ data: data.toString() }));
  return adapted;
}

/** Node's own fetch would not send the Origin header, without which the tower takes the page for another's. */
function beginSession(origin: string, token: string): Promise<{ readonly status: number; readonly cookie: string }> {
  return new Promise((resolve, reject) => {
    const headers = { origin, 'content-type': 'application/json' };
    const outgoing = request(`${origin}/session`, { method: 'POST', headers });
    outgoing.once('error', reject);
    outgoing.once('response', (answer) => {
      answer.resume();
      const [cookie = ''] = (answer.headers['set-cookie']?.[0] ?? '').split(';', 1);
      resolve({ status: answer.statusCode ?? 0, cookie });
    });
    outgoing.end(JSON.stringify({ token }));
  });
}
