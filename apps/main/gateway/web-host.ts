import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import { problem } from '../../shared/models/problem-words.ts';
import type { Log } from '../logging/log.ts';
import { safetyHeaders } from './content-policy.ts';
import type { Gateway } from './gateway.ts';
import { readStaticFile } from './static-files.ts';
import { cookieName, hasOwnHost, hasOwnOrigin, ownSockets, readCookie } from './web-origin.ts';
import { WebSessions } from './web-sessions.ts';
import { WebSocketTransport } from './web-socket.ts';

export interface WebHostOptions {
  readonly gateway: Gateway;
  readonly log: Log;
  /** The folder of the built renderer. */
  readonly rendererDirectory: string;
  /** 0 takes a free one. */
  readonly port: number;
}

const maxTokenMessageBytes = 4096;
const tokenMessage = z.object({ token: z.string() });

/**
 * Serves the renderer and the contract to browsers of this computer, and to nobody else: it listens on the loopback
 * address, answers only to its own names, and knows a browser by the session that a one-time link gave it.
 */
export class WebHost {
  readonly #server: Server;
  readonly #sockets: WebSocketTransport;
  readonly #sessions = new WebSessions();
  readonly #rendererDirectory: string;
  readonly #log: Log;
  #port = 0;

  private constructor(options: WebHostOptions) {
    this.#log = options.log;
    this.#rendererDirectory = options.rendererDirectory;
    this.#sockets = new WebSocketTransport(options.gateway, options.log);
    this.#server = createServer((request, response) => {
      for (const [name, value] of Object.entries(safetyHeaders(ownSockets(this.#port))))
        response.setHeader(name, value);
      this.#answer(request)
        .catch((error: unknown) => {
          this.#log.error('a web request failed unexpectedly', { error: String(error) });
          return refusal(500, 'Something went wrong inside the tower. Its log says more.');
        })
        .then((answer) => write(response, answer, request.method !== 'HEAD'))
        .catch((error: unknown) => this.#log.debug('a web request could not be answered', { error: String(error) }));
    });
    this.#server.on('error', (error) => this.#log.error('the web host failed', { error: error.message }));
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** @returns the host, listening, or `input.invalid` when the port cannot be had */
  static async start(options: WebHostOptions): Promise<Result<WebHost>> {
    const host = new WebHost(options);
    return new Promise((resolve) => {
      host.#server.once('error', (error: NodeJS.ErrnoException) => resolve(fail(portProblem(options.port, error))));
      host.#server.listen(options.port, '127.0.0.1', () => {
        host.#port = portOf(host.#server.address());
        resolve(ok(host));
      });
    });
  }

  get port(): number {
    return this.#port;
  }

  /** @returns the address for one browser to open once; after that its own session lets it in */
  newLink(): string {
    return `http://127.0.0.1:${this.#port}/#token=${this.#sessions.newToken()}`;
  }

  /** Closes every connection and stops listening. */
  async close(): Promise<void> {
    this.#sockets.close();
    this.#server.closeIdleConnections();
    await new Promise<void>((resolve) => {
      const cutOff = setTimeout(() => this.#server.closeAllConnections(), 1000);
      this.#server.close(() => {
        clearTimeout(cutOff);
        resolve();
      });
    });
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (!hasOwnHost(request, this.#port)) return refusal(403, 'This server answers only to its own address.');
    if (path === '/session') return this.#openSession(request);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'Not allowed.');
    const file = await readStaticFile(this.#rendererDirectory, path);
    if (file !== null) return { status: 200, ...file };
    // Browsers ask for it whatever the page says, and would report a missing one as an error of the page.
    if (path === '/favicon.ico') return { status: 204, headers: {}, body: null };
    return refusal(404, 'There is no such file.');
  }

  async #openSession(request: IncomingMessage): Promise<Answer> {
    if (request.method !== 'POST') return refusal(405, 'Not allowed.');
    if (!hasOwnOrigin(request, this.#port)) return refusal(403, 'The request came from another page.');
    const token = readToken(await readBody(request, maxTokenMessageBytes));
    const session = token === null ? null : this.#sessions.exchange(token);
    if (session === null) {
      this.#log.warn('a link was refused: unknown or used before');
      return refusal(401, 'This link was used before, or is not of this tower. Ask for a new one.');
    }
    const cookie = `${cookieName(this.#port)}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    return { status: 204, headers: { 'set-cookie': cookie, 'cache-control': 'no-store' }, body: null };
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = (request.url ?? '').split('?', 1)[0];
    if (path !== '/socket' || !hasOwnOrigin(request, this.#port)) {
      this.#log.warn('a web socket was refused', { host: request.headers.host, origin: request.headers.origin });
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const secret = readCookie(request, cookieName(this.#port));
    this.#sockets.accept(request, socket, head, secret !== null && this.#sessions.isSession(secret));
  }
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

function refusal(status: number, text: string): Answer {
  // What is left of the request is not read, so the connection cannot be used again.
  const headers = { 'content-type': 'text/plain; charset=utf-8', connection: 'close' };
  return { status, headers, body: Buffer.from(`${text}\n`) };
}

function write(response: ServerResponse, answer: Answer, withBody: boolean): void {
  const length = answer.body === null ? {} : { 'content-length': answer.body.length };
  response.writeHead(answer.status, { ...answer.headers, ...length });
  response.end(withBody ? answer.body : null);
}

/** @returns null when the body is longer than `most` bytes */
async function readBody(request: IncomingMessage, most: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!(chunk instanceof Buffer)) return null;
    length += chunk.length;
    if (length > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readToken(body: string | null): string | null {
  if (body === null) return null;
  try {
    const parsed = tokenMessage.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data.token : null;
  } catch {
    return null;
  }
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function portProblem(port: number, error: NodeJS.ErrnoException): ReturnType<typeof problem> {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: 'is in use by another program',
    EACCES: 'may not be used by you',
  };
  const reason = reasons[error.code ?? ''] ?? `cannot be used (${error.code ?? error.message})`;
  return problem('input.invalid', { what: `port ${port} ${reason}` }, error.message);
}
