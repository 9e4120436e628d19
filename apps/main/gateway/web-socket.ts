import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { SocketMessage } from '../../shared/contract/bridge.ts';
import type { Log } from '../logging/log.ts';
import { AnswerPace } from './answer-pace.ts';
import type { Gateway } from './gateway.ts';
import { isJsonBomb } from './json-bomb.ts';

/** The longest message that a window may send, in bytes: a prompt with all its attachments, and some air. */
const maxMessageBytes = 64 * 1024 * 1024;
/** How often a socket is asked whether it is still there, in milliseconds. */
const heartbeatMs = 30_000;
/** How long a socket without a session has to close, in milliseconds. */
const strangerMs = 2000;

/** Why a socket was closed, by its code. 4401 tells the page to ask for a new link. */
export const closeCodes = { goingAway: 1001, notUnderstood: 1008, unknownSession: 4401 } as const;

const requestSchema = z.object({ id: z.number().int(), name: z.string(), input: z.unknown() });

/** The web host's transport: each socket is a window of the gateway. */
export class WebSocketTransport {
  readonly #server = new WebSocketServer({
    ...{ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false },
    // One message a turn of the event loop, so that what it is answered counts before the next one is read.
    allowSynchronousEvents: false,
  });
  /** Answers those without a session, of whom nothing is read. */
  readonly #porter = new WebSocketServer({ noServer: true, maxPayload: 1, perMessageDeflate: false });
  readonly #gateway: Gateway;
  readonly #log: Log;
  #opened = 0;

  constructor(gateway: Gateway, log: Log) {
    this.#gateway = gateway;
    this.#log = log;
  }

  /**
   * Completes the upgrade of a request whose Host and Origin were checked.
   * @param admitted whether it belongs to a session; when not, the socket is opened only to be closed with the code that
   *   says so, because a browser hides the status of a refused upgrade from its page
   */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, admitted: boolean): void {
    const server = admitted ? this.#server : this.#porter;
    server.handleUpgrade(request, socket, head, (webSocket) => {
      // Without a listener an error of the connection would be an exception; the close that follows says enough.
      webSocket.on('error', (error) => this.#log.debug('a window connection failed', { error: error.message }));
      if (admitted) this.#serve(webSocket);
      else turnAway(webSocket);
    });
  }

  /** Closes every socket; a window that does not answer is cut off. */
  close(): void {
    for (const socket of [...this.#server.clients, ...this.#porter.clients]) {
      socket.close(closeCodes.goingAway, 'the tower is closing');
      setTimeout(() => socket.terminate(), 500).unref();
    }
    this.#server.close();
    this.#porter.close();
  }

  #serve(socket: WebSocket): void {
    this.#opened += 1;
    const id = `web-${this.#opened}`;
    const send = (message: SocketMessage): void => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    };
    const window = this.#gateway.open({
      id,
      send: (batch) => send({ kind: 'events', batch }),
      backlog: () => socket.bufferedAmount,
    });
    const stopHeartbeat = keepAlive(socket);
    const pace = new AnswerPace(socket);
    socket.on('close', (code) => {
      stopHeartbeat();
      pace.close();
      window.close();
      this.#log.info('a window disconnected', { window: id, code });
    });
    socket.on('message', (data, isBinary) => {
      // What still comes after the socket was told to close is not heard.
      if (socket.readyState !== WebSocket.OPEN) return;
      const request = isBinary ? null : readRequest(data);
      if (request === null) {
        socket.close(closeCodes.notUnderstood, 'not a request');
        return;
      }
      pace.add(async () => {
        send({ kind: 'reply', id: request.id, result: await window.call(request.name, request.input) });
      });
    });
    this.#log.info('a window connected', { window: id });
  }
}

/** Says why, and does not wait for long to be understood. */
function turnAway(socket: WebSocket): void {
  socket.close(closeCodes.unknownSession, 'unknown session');
  const timer = setTimeout(() => socket.terminate(), strangerMs).unref();
  socket.once('close', () => clearTimeout(timer));
}

function readRequest(data: RawData): z.infer<typeof requestSchema> | null {
  // With the server's default binaryType, a message arrives as one Buffer.
  if (!(data instanceof Buffer) || isJsonBomb(data)) return null;
  try {
    const parsed = requestSchema.safeParse(JSON.parse(data.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Cuts a socket off whose far end went away without a word. @returns a function that stops looking */
function keepAlive(socket: WebSocket): () => void {
  let alive = true;
  socket.on('pong', () => (alive = true));
  const timer = setInterval(() => {
    if (!alive) {
      socket.terminate();
      return;
    }
    alive = false;
    socket.ping();
  }, heartbeatMs);
  return () => clearInterval(timer);
}
