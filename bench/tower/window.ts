import { request } from 'node:http';
import { WebSocket } from 'ws';
import { createWebBridge, type Socket, type WebBridge } from '../../apps/renderer/connection/web-bridge.ts';
import type { CallInput, CallName, CallOutput } from '../../apps/shared/contract/calls.ts';
import type { DurableEvent, EventBatch } from '../../apps/shared/contract/events.ts';

type BatchListener = (batch: EventBatch) => void;

/** A window without a screen: the app's own connection over a real web socket, as a browser's page has it. */
export class BenchWindow {
  readonly #opened: OpenedBridge;

  private constructor(opened: OpenedBridge) {
    this.#opened = opened;
  }

  /** Opens a link of the tower's. @returns when the socket is open */
  static async open(link: string): Promise<BenchWindow> {
    const opened = openBridge(link);
    await new Promise<void>((resolve, reject) => {
      opened.bridge.onConnection((state) => {
        if (state === 'open') resolve();
        else reject(new Error(`The tower's web socket is ${state}.`));
      });
    });
    return new BenchWindow(opened);
  }

  /** What a second window of the same person needs, as it has no link of its own. */
  get cookie(): string {
    return this.#opened.cookie();
  }

  /** Makes a call. @throws when the tower says that it cannot be: the bench expects no problems */
  async call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const result = await this.#opened.bridge.call(name, input);
    if (result.ok) return result.value;
    throw new Error(`${name}: ${result.problem.message} ${result.problem.detail ?? ''}`);
  }

  /** @returns a function that ends the subscription */
  onEvents(listener: BatchListener): () => void {
    return this.#opened.bridge.onEvents(listener);
  }

  /** Waits for the first durable event of which `matches` says yes. Ask before what brings it about. */
  next(matches: (event: DurableEvent) => boolean): Promise<DurableEvent> {
    return new Promise((resolve) => {
      const unsubscribe = this.onEvents(({ durable }) => {
        const found = durable.find(matches);
        if (found === undefined) return;
        unsubscribe();
        resolve(found);
      });
    });
  }

  close(): void {
    this.#opened.socket()?.terminate();
  }
}

/** The app's own connection, and the real socket under it. */
export interface OpenedBridge {
  readonly bridge: WebBridge;
  readonly socket: () => WebSocket | null;
  readonly cookie: () => string;
}

/** Begins to connect to a tower. @param cookie of a window that has opened the link already; null to open it */
export function openBridge(link: string, cookie: string | null = null): OpenedBridge {
  const { origin, host, hash } = new URL(link);
  let held = cookie ?? '';
  let socket: WebSocket | null = null;
  const bridge = createWebBridge({
    token: cookie === null ? new URLSearchParams(hash.slice(1)).get('token') : null,
    beginSession: async (token) => {
      const session = await beginSession(origin, token);
      held = session.cookie;
      return session.status;
    },
    openSocket: () => {
      socket = new WebSocket(`ws://${host}/socket`, { headers: { origin, cookie: held } });
      return asSocket(socket);
    },
    later: (run, milliseconds) => {
      setTimeout(run, milliseconds).unref();
    },
  });
  return { bridge, socket: () => socket, cookie: () => held };
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
