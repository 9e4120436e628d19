import { Buffer } from 'node:buffer';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendAnswer, streamAnswer, type AnswerContext } from './answer-writer.ts';
import { errorTypeOf, isRefusal, type RefusalStep, type ReplyStep } from './reply-script.ts';
import { bodySchema, type MessagesBody, type RecordedRequest } from './request.ts';
import { ScriptBook } from './script-book.ts';

const secrets = ['authorization', 'x-api-key', 'proxy-authorization', 'cookie'];
const models = /^claude-(opus|sonnet|haiku|fable)-[\w-]+$/;

/**
 * Stands in for the Messages API on 127.0.0.1: serves the answers that prompts ask for by their directives, and keeps what
 * it was asked. A real CLI is pointed at it by ANTHROPIC_BASE_URL.
 */
export class MessagesApi {
  readonly #server: Server;
  readonly #book = new ScriptBook();
  readonly #requests: RecordedRequest[] = [];
  readonly #watchers = new Set<(request: RecordedRequest) => void>();
  readonly #hanging = new Set<() => void>();
  readonly #hangWatchers: (() => void)[] = [];
  #number = 0;
  #key: string | null = null;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        if (!response.headersSent)
          this.#refuse(response, { status: 500, message: `The stand-in failed: ${String(error)}` });
        else response.destroy();
      });
    });
  }

  /** Listens on 127.0.0.1; port 0, the default, takes a free one. */
  static async start(port = 0): Promise<MessagesApi> {
    const api = new MessagesApi();
    await new Promise<void>((resolve, reject) => {
      api.#server.once('error', reject);
      api.#server.listen(port, '127.0.0.1', resolve);
    });
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** All requests so far, oldest first. */
  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  /** The bodies of the requests for a message, oldest first. */
  get conversations(): readonly MessagesBody[] {
    return this.#requests.flatMap((request) => (request.body ? [request.body] : []));
  }

  /** Registers what `[[name]]` in a prompt stands for. */
  script(name: string, steps: readonly ReplyStep[]): void {
    this.#book.set(name, steps);
  }

  /** What prompts without a directive get, instead of an echo. */
  setFallback(reply: (text: string) => readonly ReplyStep[]): void {
    this.#book.setFallback(reply);
  }

  /** From now on this key alone is let in, by its own header; before, nobody is asked. */
  letIn(key: string): void {
    this.#key = key;
  }

  /** The first request, past or to come, that fits. Rejects after `timeoutMs`. */
  waitForRequest(fits: (request: RecordedRequest) => boolean, timeoutMs = 15_000): Promise<RecordedRequest> {
    const past = this.#requests.find(fits);
    if (past) return Promise.resolve(past);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#watchers.delete(watch);
        reject(new Error(`No such request in ${timeoutMs} ms; there were ${this.#requests.length} others.`));
      }, timeoutMs);
      const watch = (request: RecordedRequest): void => {
        if (!fits(request)) return;
        clearTimeout(timer);
        this.#watchers.delete(watch);
        resolve(request);
      };
      this.#watchers.add(watch);
    });
  }

  /** Settles when an answer hangs, now or later. */
  waitForHanging(): Promise<void> {
    if (this.#hanging.size > 0) return Promise.resolve();
    return new Promise((resolve) => this.#hangWatchers.push(resolve));
  }

  /** Lets every hanging answer go on. */
  release(): void {
    for (const goOn of this.#hanging) goOn();
    this.#hanging.clear();
  }

  /** Stops listening and cuts what is open. */
  async stop(): Promise<void> {
    this.release();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    const method = request.method ?? 'GET';
    const raw = await readBody(request);
    const parsed = path === '/v1/messages' && method === 'POST' ? bodySchema.safeParse(parse(raw)) : null;
    this.#record({
      number: this.#requests.length,
      method,
      path,
      headers: openHeaders(request),
      body: parsed?.data ?? null,
    });
    if (parsed && !parsed.success) return this.#refuse(response, { status: 400, message: parsed.error.message });
    if (parsed && this.#key !== null && request.headers['x-api-key'] !== this.#key) {
      return this.#refuse(response, { status: 401, message: 'invalid x-api-key' });
    }
    if (parsed) return this.#answer(parsed.data, response);
    if (method === 'HEAD' || path === '/') return void response.writeHead(200).end();
    if (path === '/v1/messages/count_tokens') return sendJson(response, { input_tokens: 100 });
    if (path === '/v1/models') return sendJson(response, { data: [], has_more: false });
    this.#refuse(response, { status: 404, message: `The stand-in does not serve ${method} ${path}` });
  }

  async #answer(body: MessagesBody, response: ServerResponse): Promise<void> {
    if (!models.test(body.model)) return this.#refuse(response, { status: 404, message: `model: ${body.model}` });
    const { step, attempts, report } = this.#book.assign(body);
    if (isRefusal(step)) {
      report('failed');
      return this.#refuse(response, step);
    }
    const context: AnswerContext = {
      nextNumber: () => (this.#number += 1),
      model: body.model,
      unbroken: attempts > 0,
      released: () =>
        new Promise((resolve) => {
          this.#hanging.add(resolve);
          for (const tell of this.#hangWatchers.splice(0)) tell();
        }),
    };
    if (body.stream !== true) {
      sendAnswer(response, step, context);
      return report('done');
    }
    // Reported before the last byte: the next request may be here before this function is.
    if (step.dropAfter === undefined && !step.errorAfter) {
      report('done');
      await streamAnswer(response, step, context);
    } else report((await streamAnswer(response, step, context)) ? 'done' : 'failed');
  }

  #refuse(response: ServerResponse, step: RefusalStep): void {
    const error = {
      type: step.errorType ?? errorTypeOf(step.status),
      message: step.message ?? `stand-in error ${step.status}`,
    };
    const headers = { 'content-type': 'application/json', 'request-id': `req_refused${step.status}`, ...step.headers };
    response.writeHead(step.status, headers).end(JSON.stringify({ type: 'error', error }));
  }

  #record(request: RecordedRequest): void {
    this.#requests.push(request);
    for (const watch of this.#watchers) watch(request);
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function openHeaders(request: IncomingMessage): Readonly<Record<string, string>> {
  const entries = Object.entries(request.headers).filter(([name]) => !secrets.includes(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

const sendJson = (response: ServerResponse, value: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
};
