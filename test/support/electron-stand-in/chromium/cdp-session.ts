import { EventEmitter } from 'node:events';
import type { CDPSession } from '@playwright/test';

export interface Frame {
  readonly id: string;
  readonly parentId?: string;
  readonly loaderId: string;
  readonly url: string;
  readonly unreachableUrl?: string;
}

export interface PausedRequest {
  readonly requestId: string;
  readonly networkId?: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly redirectedRequestId?: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly postData?: string;
  };
}

/** The events of Chromium's DevTools protocol that the stand-in listens to, as far as it reads them. */
export interface CdpEvents {
  'Target.targetDestroyed': { readonly targetId: string };
  'Target.targetCrashed': { readonly targetId: string };
  'Browser.downloadWillBegin': {
    readonly frameId: string;
    readonly guid: string;
    readonly url: string;
    readonly suggestedFilename: string;
  };
  'Runtime.executionContextCreated': {
    readonly context: { readonly id: number; readonly name: string; readonly auxData: { readonly frameId: string } };
  };
  'Runtime.executionContextDestroyed': { readonly executionContextId: number };
  'Runtime.executionContextsCleared': Readonly<Record<string, never>>;
  'Runtime.bindingCalled': {
    readonly name: string;
    readonly payload: string;
    readonly executionContextId: number;
  };
  'Page.frameNavigated': { readonly frame: Frame };
  'Page.frameDetached': { readonly frameId: string };
  'Page.navigatedWithinDocument': { readonly frameId: string; readonly url: string };
  'Page.lifecycleEvent': { readonly frameId: string; readonly name: string };
  'Fetch.requestPaused': PausedRequest;
  'Inspector.targetCrashed': Readonly<Record<string, never>>;
}

/** Says something to Chromium; what it answers is typed by its protocol, and nothing looks at it. */
export type Say = (method: string, params: unknown, sessionId: string | null) => Promise<never>;

/** One session of Chromium's DevTools protocol. */
export class CdpSession {
  readonly #say: Say;
  readonly #id: string | null;
  readonly #events = new EventEmitter().setMaxListeners(0);

  /** @param id null for the browser's own session */
  constructor(say: Say, id: string | null) {
    this.#say = say;
    this.#id = id;
  }

  /** @returns what Chromium answers; rejects with its error, or when it is gone */
  readonly send: CDPSession['send'] = (method, params) => this.#say(method, params ?? {}, this.#id);

  on<N extends keyof CdpEvents>(name: N, listener: (params: CdpEvents[N]) => void): void {
    this.#events.on(name, listener);
  }

  /** Hands an event of this session to its listeners. */
  emit(name: string, params: unknown): void {
    this.#events.emit(name, params);
  }
}
