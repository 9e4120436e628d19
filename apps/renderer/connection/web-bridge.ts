import type { Bridge, SocketMessage, SocketRequest } from '../../shared/contract/bridge.ts';
import type { CallInput, CallName, CallOutput } from '../../shared/contract/calls.ts';
import type { EventBatch } from '../../shared/contract/events.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, type Result } from '../../shared/models/problem.ts';
import { parseSocketMessage } from './socket-message.ts';

type ConnectionState = 'open' | 'lost' | 'refused';

/** What the bridge needs of a WebSocket. */
export interface Socket {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onclose: ((event: { readonly code: number }) => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}

export interface WebBridgeOptions {
  /** The one-time token of the link that opened the page; null after a reload, when the cookie is there already. */
  readonly token: string | null;
  /** Exchanges the token for the session's cookie. @returns the HTTP status; rejects where there is no answer. */
  readonly beginSession: (token: string) => Promise<number>;
  readonly openSocket: () => Socket;
  /** Calls back after so many milliseconds. */
  readonly later: (run: () => void, milliseconds: number) => void;
}

/** A bridge to a tower that is reached over a web socket. */
export interface WebBridge extends Bridge {
  /** Tries to connect now, whatever the backoff says. */
  retryNow(): void;
}

/** The host closes a socket with this code when it does not know the session. */
const sessionUnknown = 4401;
const firstDelay = 250;
const longestDelay = 5_000;

/** Makes the browser's bridge and begins to connect. It reconnects for ever, more and more slowly, until it is refused. */
export function createWebBridge(options: WebBridgeOptions): WebBridge {
  const eventListeners = new Set<(batch: EventBatch) => void>();
  const stateListeners = new Set<(state: ConnectionState) => void>();
  const pending = new Map<number, (result: Result<unknown>) => void>();
  let token = options.token;
  let state: ConnectionState | 'connecting' = 'connecting';
  let socket: Socket | null = null;
  let attempt = 0;
  let lastId = 0;
  /** Whoever holds an older number is an attempt that was overtaken. */
  let generation = 0;

  const setState = (next: ConnectionState): void => {
    if (state === next) return;
    state = next;
    for (const listener of stateListeners) listener(next);
  };

  const failPending = (): void => {
    const waiting = [...pending.values()];
    pending.clear();
    for (const settle of waiting) settle(fail(problem('connection.lost')));
  };

  const retryLater = (): void => {
    const mine = ++generation;
    const delay = Math.min(longestDelay, firstDelay * 2 ** attempt);
    attempt += 1;
    options.later(() => {
      if (mine === generation) void connect();
    }, delay);
  };

  const receive = (data: unknown): void => {
    const message: SocketMessage | null = parseSocketMessage(data);
    if (message === null) return;
    if (message.kind === 'events') {
      for (const listener of eventListeners) listener(message.batch);
      return;
    }
    const settle = pending.get(message.id);
    pending.delete(message.id);
    settle?.(message.result);
  };

  const connect = async (): Promise<void> => {
    const mine = ++generation;
    if (token !== null) {
      try {
        await options.beginSession(token);
        // A used token is no reason to give up: after a reload of the same link the cookie is still good.
        token = null;
      } catch {
        if (mine !== generation) return;
        setState('lost');
        retryLater();
        return;
      }
      if (mine !== generation) return;
    }
    const opened = options.openSocket();
    socket = opened;
    opened.onopen = () => {
      if (socket !== opened) return;
      attempt = 0;
      setState('open');
    };
    opened.onmessage = (event) => {
      if (socket === opened) receive(event.data);
    };
    opened.onclose = (event) => {
      if (socket !== opened) return;
      socket = null;
      if (event.code === sessionUnknown) setState('refused');
      else setState('lost');
      failPending();
      if (event.code !== sessionUnknown) retryLater();
    };
  };

  void connect();

  return {
    kind: 'web',
    call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> {
      const current = socket;
      if (current === null || state !== 'open') return Promise.resolve(fail(problem('connection.lost')));
      lastId += 1;
      const request: SocketRequest = { id: lastId, name, input };
      return new Promise((resolve) => {
        // The contract types both ends of the socket by the call's name; the reply is that call's output.
        pending.set(request.id, (result) => resolve(result as Result<CallOutput<N>>));
        current.send(JSON.stringify(request));
      });
    },
    onEvents(listener) {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    onConnection(listener) {
      stateListeners.add(listener);
      if (state !== 'connecting') listener(state);
      return () => stateListeners.delete(listener);
    },
    pathForFile: () => '',
    retryNow() {
      if (state === 'open') return;
      const old = socket;
      socket = null;
      old?.close();
      attempt = 0;
      void connect();
    },
  };
}
