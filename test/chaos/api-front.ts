import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { MessagesApi } from '../support/messages-api/messages-api.ts';
import type { ApiMode } from './round-plan.ts';

const broken = 'HTTP/1.1 500 Internal Server Error\r\ncontent-type: application/json\r\nconnection: close\r\n';
const body = JSON.stringify({ type: 'error', error: { type: 'api_error', message: 'the front is broken' } });

/** The stand-in Messages API behind a door that can be shut, left unanswered, or broken. */
export class ApiFront {
  readonly api: MessagesApi;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #port: number;
  readonly #onFault: () => void;
  #mode: ApiMode | 'pass' = 'pass';
  /** Has somebody met the present misbehaviour? */
  #met = false;
  #timer: NodeJS.Timeout | null = null;

  private constructor(api: MessagesApi, server: Server, onFault: () => void) {
    this.api = api;
    this.#onFault = onFault;
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
    server.on('connection', (socket) => this.#receive(socket));
  }

  /** @param onFault called once for each misbehaviour that somebody meets: one whose connection is cut or not served */
  static async start(onFault: () => void = () => undefined): Promise<ApiFront> {
    const api = await MessagesApi.start();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ApiFront(api, server, onFault);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Misbehaves for so long, then is well again. What is open is cut. */
  misbehave(mode: ApiMode, forMs: number): void {
    this.#enter(mode);
    this.#timer = setTimeout(() => this.recover(), forMs);
  }

  recover(): void {
    this.#enter('pass');
    this.api.release();
  }

  async stop(): Promise<void> {
    this.#enter('pass');
    this.#cut();
    await Promise.all([this.api.stop(), new Promise((resolve) => this.#server.close(resolve))]);
  }

  #enter(mode: ApiMode | 'pass'): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#met = false;
    if (mode !== 'pass' && this.#mode !== mode && this.#sockets.size > 0) this.#meet();
    if (this.#mode !== mode) this.#cut();
    this.#mode = mode;
  }

  #meet(): void {
    if (!this.#met) this.#onFault();
    this.#met = true;
  }

  #cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #receive(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    if (this.#mode !== 'pass') this.#meet();
    if (this.#mode === 'refuse') socket.resetAndDestroy();
    else if (this.#mode === 'broken') {
      socket.once('data', () => socket.end(`${broken}content-length: ${body.length}\r\n\r\n${body}`));
    } else if (this.#mode === 'hang') socket.resume();
    else {
      const behind = connect(Number(new URL(this.api.url).port), '127.0.0.1');
      behind.on('error', () => socket.destroy());
      behind.on('close', () => socket.destroy());
      socket.on('close', () => behind.destroy());
      socket.pipe(behind).pipe(socket);
    }
  }
}
