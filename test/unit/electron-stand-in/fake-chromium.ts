import { PassThrough } from 'node:stream';
import { CdpConnection } from '../../support/electron-stand-in/chromium/cdp-connection.ts';

/** What the stand-in has asked of Chromium. */
export interface Asked {
  readonly id: number;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly sessionId?: string;
}

/**
 * Chromium's end of the DevTools protocol, as far as the stand-in needs it to have windows: each gets a page, a session and a
 * main frame, whose names begin with `target`, `session` and `frame` and end with the window's number.
 */
export class FakeChromium {
  readonly connection: CdpConnection;
  readonly asked: Asked[] = [];
  readonly #input = new PassThrough();
  readonly #waiting: { readonly isIt: (asked: Asked) => boolean; readonly take: (asked: Asked) => void }[] = [];
  #pages = 0;

  constructor() {
    const output = new PassThrough();
    this.connection = new CdpConnection(this.#input, output);
    let text = '';
    output.setEncoding('utf8').on('data', (chunk: string) => {
      const messages = `${text}${chunk}`.split('\0');
      text = messages.pop() ?? '';
      for (const message of messages) this.#hear(JSON.parse(message) as Asked);
    });
  }

  /** Says that something happened. @param page the number of the page to which it happened; 0 for the browser itself */
  tell(method: string, params: object, page = 0): void {
    this.#say({ method, params, ...(page === 0 ? {} : { sessionId: `session${page}` }) });
  }

  /** Waits until the stand-in asks for something, if it has not done so since `asked` was emptied. */
  until(method: string, isIt: (params: Asked['params']) => boolean = () => true): Promise<Asked> {
    const fits = (asked: Asked): boolean => asked.method === method && isIt(asked.params);
    const already = this.asked.find(fits);
    return already === undefined
      ? new Promise((take) => this.#waiting.push({ isIt: fits, take }))
      : Promise.resolve(already);
  }

  #hear(asked: Asked): void {
    this.asked.push(asked);
    this.#say({ id: asked.id, result: this.#answer(asked) });
    if (asked.method === 'Target.closeTarget') this.tell('Target.targetDestroyed', asked.params);
    for (const waiting of this.#waiting.filter(({ isIt }) => isIt(asked))) {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.take(asked);
    }
  }

  #answer({ method, params, sessionId }: Asked): object {
    const page = sessionId?.replace('session', '') ?? '';
    switch (method) {
      case 'Target.createTarget':
        this.#pages += 1;
        return { targetId: `target${this.#pages}` };
      case 'Target.attachToTarget':
        return { sessionId: String(params['targetId']).replace('target', 'session') };
      case 'Page.getFrameTree':
        return { frameTree: { frame: { id: `frame${page}`, loaderId: 'first', url: 'about:blank' } } };
      case 'Browser.getWindowForTarget':
        return { windowId: 7 };
      case 'Runtime.evaluate':
        return { result: { value: null } };
      default:
        return {};
    }
  }

  #say(message: object): void {
    this.#input.write(`${JSON.stringify(message)}\0`);
  }
}
