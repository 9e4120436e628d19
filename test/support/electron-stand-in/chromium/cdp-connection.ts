import type { Readable, Writable } from 'node:stream';
import { CdpSession } from './cdp-session.ts';

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly method: string;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Chromium's DevTools protocol over a pair of pipes: each message is one JSON text with a zero byte at its end. */
export class CdpConnection {
  readonly browser: CdpSession;
  /** Resolves when the pipes are closed: Chromium is gone. */
  readonly closed: Promise<void>;
  readonly #output: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #sessions = new Map<string, CdpSession>();
  #isClosed = false;
  #last = 0;

  constructor(input: Readable, output: Writable) {
    this.#output = output;
    this.browser = new CdpSession(this.#say, null);
    let pieces: Buffer[] = [];
    input.on('data', (chunk: Buffer) => {
      let begin = 0;
      for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, begin)) {
        pieces.push(chunk.subarray(begin, end));
        this.#hear(JSON.parse(Buffer.concat(pieces).toString()) as Message);
        pieces = [];
        begin = end + 1;
      }
      if (begin < chunk.length) pieces.push(chunk.subarray(begin));
    });
    this.closed = new Promise((resolve) => {
      const close = (): void => {
        this.#isClosed = true;
        for (const { method, reject } of this.#waiting.values()) reject(new Error(`${method}: Chromium is gone.`));
        this.#waiting.clear();
        resolve();
      };
      input.once('close', close).once('error', close);
      output.once('error', close);
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** @returns the session that Chromium named */
  session(id: string): CdpSession {
    const session = this.#sessions.get(id) ?? new CdpSession(this.#say, id);
    this.#sessions.set(id, session);
    return session;
  }

  readonly #say = (method: string, params: unknown, sessionId: string | null): Promise<never> => {
    if (this.#isClosed) return Promise.reject(new Error(`${method}: Chromium is gone.`));
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { method, resolve, reject });
      this.#output.write(`${JSON.stringify({ id, method, params, sessionId: sessionId ?? undefined })}\0`);
    });
  };

  #hear(message: Message): void {
    if (message.id === undefined) {
      const session = message.sessionId === undefined ? this.browser : this.session(message.sessionId);
      session.emit(message.method ?? '', message.params);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error !== undefined) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting?.resolve(message.result as never);
  }
}
