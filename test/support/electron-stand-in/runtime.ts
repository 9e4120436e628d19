import type { EventEmitter } from 'node:events';
import { Schemes } from './app/schemes.ts';
import type { CdpConnection } from './chromium/cdp-connection.ts';
import { IpcMain } from './window/ipc-main.ts';
import type { StandInWindow } from './window/stand-in-window.ts';

/** What the parts of the stand-in share: what is open, and how far the app has come. */
export class Runtime {
  readonly schemes = new Schemes();
  readonly ipcMain = new IpcMain();
  /** Every window that is not destroyed, by its id. */
  readonly windows = new Map<number, StandInWindow>();
  /** The windows by the names that Chromium gave their pages. */
  readonly windowsByTarget = new Map<string, StandInWindow>();
  focused: StandInWindow | null = null;
  isReady = false;
  /** From the moment at which nothing can stop the app from ending. */
  isExiting = false;
  isQuitting = false;
  #connection: CdpConnection | null = null;
  #lastId = 0;

  /** The app object, whose events windows raise too. */
  readonly appEvents: EventEmitter;
  /** Called when the last window is gone. */
  onLastWindowGone = (): void => undefined;
  /** Called when a page wants to save a file. */
  onDownload = (_url: string, _fileName: string): void => undefined;

  constructor(appEvents: EventEmitter) {
    this.appEvents = appEvents;
  }

  /** @throws before Chromium was started */
  get connection(): CdpConnection {
    if (this.#connection === null) throw new Error('Chromium was not started yet.');
    return this.#connection;
  }

  /** From now on there is a Chromium; what it tells of its windows reaches them. */
  connect(connection: CdpConnection): void {
    this.#connection = connection;
    connection.browser.on('Target.targetDestroyed', ({ targetId }) => {
      this.windowsByTarget.get(targetId)?.markGone();
      this.windowsByTarget.delete(targetId);
    });
    connection.browser.on('Browser.downloadWillBegin', ({ url, suggestedFilename }) => {
      this.onDownload(this.schemes.fromWire(url), suggestedFilename);
    });
  }

  nextId(): number {
    return ++this.#lastId;
  }
}

export interface Preventable {
  defaultPrevented: boolean;
  preventDefault(): void;
}

/** An event that its listeners may prevent, with fields of its own. */
export function preventable<T extends object>(fields: T): T & Preventable {
  return {
    ...fields,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}
