import type { Codec, CodecExtension } from './codec.ts';

/** One end of the way between a page's own world and the preload's. */
export interface Peer {
  /** Tells the other world something; its listener runs before this returns. @throws what the listener throws */
  readonly tell: (about: string, value: unknown) => void;
  /** Is told what the other world tells. */
  onTold: (about: string, value: unknown) => void;
}

type Callable = (...args: unknown[]) => unknown;

interface Message {
  readonly kind: 'told' | 'call' | 'returned' | 'settled';
  readonly about?: string;
  readonly id?: number;
  readonly ok?: boolean;
  readonly body: string;
  readonly blobs: readonly Blob[];
}

/**
 * Joins the two worlds of a page by synchronous DOM events under a name that only they know. Functions cross as proxies
 * and promises as promises, all else as clones: what Electron's contextBridge does. Its source is injected into pages, so
 * it refers to nothing outside itself.
 */
export function makePeer(
  secret: string,
  side: 'page' | 'preload',
  makeCodec: (extension: CodecExtension) => Codec,
): Peer {
  // Taken before the page runs: a page that replaces them must not hear what crosses.
  const dispatch: unknown = Reflect.get(EventTarget.prototype, 'dispatchEvent');
  const addListener: unknown = Reflect.get(EventTarget.prototype, 'addEventListener');
  const Carrier = CustomEvent;
  const functions = new Map<number, Callable>();
  const numbers = new WeakMap<object, number>();
  const proxies = new Map<number, unknown>();
  const promises = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  let last = 0;
  let blobsOut: Blob[] = [];
  let blobsIn: readonly Blob[] = [];
  let returned: { readonly ok: boolean; readonly value: unknown } | null = null;

  const codec = makeCodec({
    encode: (value) => {
      if (typeof value === 'function') {
        const id = numbers.get(value) ?? ++last;
        numbers.set(value, id);
        functions.set(id, value as Callable);
        return ['function', id];
      }
      if (value instanceof Promise) {
        const id = ++last;
        value.then(
          (result) => settle(id, true, result),
          (error: unknown) => settle(id, false, error),
        );
        return ['promise', id];
      }
      return value instanceof Blob ? ['blob', blobsOut.push(value) - 1] : undefined;
    },
    decode: (encoded) => {
      const [kind, id] = encoded as [string, number];
      if (kind === 'blob') return blobsIn[id];
      if (kind === 'promise') return new Promise((resolve, reject) => promises.set(id, { resolve, reject }));
      const proxy = proxies.get(id) ?? ((...args: unknown[]) => call(id, args));
      proxies.set(id, proxy);
      return proxy;
    },
  });

  const post = (message: Omit<Message, 'body' | 'blobs'>, value: unknown): void => {
    blobsOut = [];
    const body = codec.encode(value);
    const detail: Message = { ...message, body, blobs: blobsOut };
    const name = secret + (side === 'page' ? 'preload' : 'page');
    Reflect.apply(dispatch as Callable, document, [new Carrier(name, { detail })]);
  };
  const settle = (id: number, ok: boolean, value: unknown): void => {
    try {
      post({ kind: 'settled', id, ok }, value);
    } catch (error) {
      post({ kind: 'settled', id, ok: false }, error);
    }
  };
  const call = (id: number, args: readonly unknown[]): unknown => {
    const outer = returned;
    returned = null;
    post({ kind: 'call', id }, args);
    const answer = returned as { readonly ok: boolean; readonly value: unknown } | null;
    returned = outer;
    if (answer === null) throw new Error('The other world is gone.');
    if (!answer.ok) throw answer.value;
    return answer.value;
  };
  const answerCall = (id: number, args: readonly unknown[]): void => {
    let ok = true;
    let value: unknown;
    try {
      value = functions.get(id)?.(...args);
    } catch (error) {
      ok = false;
      value = error;
    }
    try {
      post({ kind: 'returned', ok }, value);
    } catch (error) {
      post({ kind: 'returned', ok: false }, error);
    }
  };

  const peer: Peer = {
    tell: (about, value) => {
      const outer = returned;
      returned = null;
      post({ kind: 'told', about }, value);
      const answer = returned as { readonly ok: boolean; readonly value: unknown } | null;
      returned = outer;
      if (answer !== null) throw answer.value;
    },
    onTold: () => undefined,
  };
  // What a listener throws does not reach the one who dispatched, so it is sent back.
  const hearTold = (about: string, value: unknown): void => {
    try {
      peer.onTold(about, value);
    } catch (error) {
      post({ kind: 'returned', ok: false }, error);
    }
  };
  const listen = (event: Event): void => {
    const message = (event as CustomEvent<Message>).detail;
    blobsIn = message.blobs;
    const value = codec.decode(message.body);
    if (message.kind === 'told') hearTold(message.about ?? '', value);
    else if (message.kind === 'call') answerCall(message.id ?? 0, value as unknown[]);
    else if (message.kind === 'returned') returned = { ok: message.ok === true, value };
    else {
      const waiting = promises.get(message.id ?? 0);
      promises.delete(message.id ?? 0);
      if (message.ok === true) waiting?.resolve(value);
      else waiting?.reject(value);
    }
  };
  Reflect.apply(addListener as Callable, document, [secret + side, listen]);
  return peer;
}
