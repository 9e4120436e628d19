import type { Schemes } from '../app/schemes.ts';
import type { CdpSession, PausedRequest } from '../chromium/cdp-session.ts';
import { preventable, type Preventable } from '../runtime.ts';
import type { Frames } from './frames.ts';

/** A page or a frame wants to go somewhere. */
export interface Navigation extends Preventable {
  readonly url: string;
  readonly isMainFrame: boolean;
  readonly isSameDocument: boolean;
}

export interface RequestGateOptions {
  readonly session: CdpSession;
  readonly schemes: Schemes;
  readonly frames: Frames;
  /** Tells the app, which may prevent it. */
  readonly tell: (name: 'will-navigate' | 'will-frame-navigate' | 'will-redirect', navigation: Navigation) => void;
  /** The main frame's next document is on its way. */
  readonly onStart: (url: string, loaderId: string) => void;
}

/** Stands between a page and all that it asks for: the app decides where it goes, and answers for its own schemes. */
export class RequestGate {
  readonly #options: RequestGateOptions;
  /** The address that the app itself asked for: going there is not the page's doing. */
  #expected: string | null = null;

  constructor(options: RequestGateOptions) {
    this.#options = options;
    options.session.on('Fetch.requestPaused', (paused) => {
      // A page that is gone meanwhile needs no answer.
      this.#answer(paused).catch(() => undefined);
    });
  }

  /** @param url as Chromium will ask for it */
  expect(url: string): void {
    this.#expected = withoutHash(url);
  }

  async #answer(paused: PausedRequest): Promise<unknown> {
    const { session, schemes } = this.#options;
    const { requestId, request, resourceType } = paused;
    const url = schemes.fromWire(request.url);
    if (resourceType === 'Document' && !this.#mayGo(paused, url)) {
      return session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    }
    if (url === request.url) return session.send('Fetch.continueRequest', { requestId });
    const handle = schemes.handlerOf(url);
    if (handle === null || !schemes.mayLoad(url, resourceType)) {
      return session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    }
    try {
      const answer = await handle(
        new Request(url, { method: request.method, headers: request.headers, body: request.postData ?? null }),
      );
      return await session.send('Fetch.fulfillRequest', {
        requestId,
        responseCode: answer.status,
        responseHeaders: [...answer.headers].map(([name, value]) => ({ name, value })),
        body: Buffer.from(await answer.arrayBuffer()).toString('base64'),
      });
    } catch {
      return session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    }
  }

  #mayGo(paused: PausedRequest, url: string): boolean {
    const { frames, tell } = this.#options;
    const isMainFrame = paused.frameId === frames.mainFrameId;
    const event = preventable({ url, isMainFrame, isSameDocument: false });
    if (paused.redirectedRequestId !== undefined) tell('will-redirect', event);
    else if (!isMainFrame || withoutHash(paused.request.url) !== this.#expected) {
      tell('will-frame-navigate', event);
      if (isMainFrame && !event.defaultPrevented) tell('will-navigate', event);
    }
    if (event.defaultPrevented) return false;
    if (isMainFrame) {
      this.#expected = null;
      this.#options.onStart(url, paused.networkId ?? '');
    }
    return true;
  }
}

function withoutHash(url: string): string {
  return url.split('#', 1)[0] ?? '';
}
