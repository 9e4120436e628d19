import { request } from 'node:http';
import { WebSocket } from 'ws';
import type { SocketMessage, SocketRequest } from '../../../apps/shared/contract/bridge.ts';
import type { DurableEvent } from '../../../apps/shared/contract/events.ts';
import type { Result } from '../../../apps/shared/models/problem.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** One HTTP request exactly as written: Node's own fetch would correct the path and forbid the Host header. */
export function send(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: '127.0.0.1',
      port,
      path,
      method: options.method ?? 'GET',
      headers: options.headers,
    });
    outgoing.on('error', reject);
    outgoing.on('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() });
      });
    });
    outgoing.end(options.body);
  });
}

/** Exchanges a link's token as the page does. @returns the cookie to send from then on, and the status */
export async function signIn(link: string): Promise<{ status: number; cookie: string; setCookie: string }> {
  const url = new URL(link);
  const answer = await send(Number(url.port), '/session', {
    method: 'POST',
    headers: { origin: url.origin, 'content-type': 'application/json' },
    body: JSON.stringify({ token: url.hash.replace('#token=', '') }),
  });
  const setCookie = String(answer.headers['set-cookie'] ?? '');
  return { status: answer.status, cookie: setCookie.split(';', 1)[0] ?? '', setCookie };
}

/** A window over the web socket, as a test drives it. */
export class WebClient {
  readonly socket: WebSocket;
  readonly events: DurableEvent[] = [];
  readonly closed: Promise<number>;
  readonly #replies = new Map<number, (result: Result<unknown>) => void>();
  readonly #waiting: { until: (events: readonly DurableEvent[]) => boolean; done: () => void }[] = [];
  #calls = 0;

  constructor(port: number, headers: Record<string, string>, path = '/socket') {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', resolve);
    });
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data: Buffer) => this.#take(JSON.parse(data.toString()) as SocketMessage));
  }

  /** @returns 'open', or the HTTP status with which the upgrade was refused */
  opened(): Promise<'open' | number> {
    return new Promise((resolve) => {
      this.socket.on('open', () => resolve('open'));
      this.socket.on('unexpected-response', (_, answer) => resolve(answer.statusCode ?? 0));
    });
  }

  call(name: string, input: unknown): Promise<Result<unknown>> {
    this.#calls += 1;
    const message: SocketRequest = { id: this.#calls, name, input };
    return new Promise((resolve) => {
      this.#replies.set(message.id, resolve);
      this.socket.send(JSON.stringify(message));
    });
  }

  until(condition: (events: readonly DurableEvent[]) => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ until: condition, done: resolve });
      this.#check();
    });
  }

  #take(message: SocketMessage): void {
    if (message.kind === 'reply') {
      this.#replies.get(message.id)?.(message.result);
      this.#replies.delete(message.id);
    } else {
      this.events.push(...message.batch.durable);
      this.#check();
    }
  }

  #check(): void {
    for (const waiting of this.#waiting) if (waiting.until(this.events)) waiting.done();
  }
}
