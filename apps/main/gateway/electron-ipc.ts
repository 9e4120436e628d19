import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { channels } from '../../shared/contract/bridge.ts';
import type { Direction, EventBatch } from '../../shared/contract/events.ts';
import { fail, type Result } from '../../shared/models/problem.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { weighEvent } from '../events/weigh-event.ts';
import type { Log } from '../logging/log.ts';
import { clipText } from './clip-json.ts';
import type { Gateway, GatewayWindow } from './gateway.ts';

export interface ElectronIpcOptions {
  readonly gateway: Gateway;
  readonly log: Log;
  /** Does this address belong to the app's own page? */
  readonly isOwnAddress: (url: string) => boolean;
}

interface Attached {
  readonly contents: WebContents;
  readonly window: GatewayWindow;
  /** The sizes of the batches that the window has not taken yet, first sent first. */
  readonly unread: number[];
  unreadBytes: number;
}

/** Electron's transport: each window is a window of the gateway, and nothing else is answered. */
export class ElectronIpc {
  readonly #options: ElectronIpcOptions;
  readonly #windows = new Map<number, Attached>();
  #isClosed = false;
  #refusals = 0;

  constructor(options: ElectronIpcOptions) {
    this.#options = options;
    ipcMain.handle(channels.call, (event, name: unknown, input: unknown) => this.#call(event, name, input));
    ipcMain.on(channels.events, (event) => this.#taken(event));
  }

  /** Serves a window that the app opened, until it is destroyed. To be called before its page loads. */
  attach(contents: WebContents): void {
    const { id } = contents;
    const unread: number[] = [];
    const window = this.#options.gateway.open({
      id: `window-${id}`,
      send: (batch) => this.#send(id, batch),
      backlog: () => this.#windows.get(id)?.unreadBytes ?? 0,
    });
    this.#windows.set(id, { contents, window, unread, unreadBytes: 0 });
    contents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) this.#reset(id);
    });
    contents.on('render-process-gone', () => this.#reset(id));
    contents.once('destroyed', () => {
      window.close();
      this.#windows.delete(id);
    });
  }

  /** Asks one window to show something; without effect for a window that is not attached. */
  direct(contents: WebContents, direction: Direction): void {
    this.#windows.get(contents.id)?.window.direct(direction);
  }

  /**
   * Serves nothing more. The windows live on for a moment: what they still ask is answered, with `tower.stopping`, because
   * a call without a handler is an error in the page.
   */
  close(): void {
    this.#isClosed = true;
    ipcMain.removeAllListeners(channels.events);
    for (const { window } of this.#windows.values()) window.close();
    this.#windows.clear();
  }

  #call(event: IpcMainInvokeEvent, name: unknown, input: unknown): Result<unknown> | Promise<Result<unknown>> {
    if (this.#isClosed) return fail(problem('tower.stopping'));
    const attached = this.#sender(event);
    if (attached === null) {
      this.#noteRefusal(event);
      return fail(problem('sender.refused'));
    }
    return attached.window.call(typeof name === 'string' ? name : '', input);
  }

  /** Only the main frame of a window of ours, while it shows our own page, is heard. */
  #sender(event: IpcMainInvokeEvent | IpcMainEvent): Attached | null {
    try {
      const attached = this.#windows.get(event.sender.id);
      const frame = event.senderFrame;
      if (attached === undefined || frame === null) return null;
      // By its id: Electron may make two objects for one frame.
      if (frame.frameTreeNodeId !== attached.contents.mainFrame.frameTreeNodeId) return null;
      return this.#options.isOwnAddress(frame.url) ? attached : null;
    } catch {
      // Electron throws when a frame is asked for anything that is gone by now; a gone frame is nobody's.
      return null;
    }
  }

  /** A page that is not ours may ask as often as it likes: the log hears of the first time, and of every thousandth. */
  #noteRefusal(event: IpcMainInvokeEvent): void {
    if (this.#refusals % 1000 === 0) {
      this.#options.log.warn('a page that is not ours was refused', { url: addressOf(event), before: this.#refusals });
    }
    this.#refusals += 1;
  }

  #send(id: number, batch: EventBatch): void {
    const attached = this.#windows.get(id);
    if (attached === undefined || attached.contents.isDestroyed()) return;
    const bytes = weigh(batch);
    attached.unread.push(bytes);
    attached.unreadBytes += bytes;
    attached.contents.send(channels.events, batch);
  }

  #taken(event: IpcMainEvent): void {
    const attached = this.#sender(event);
    if (attached === null) return;
    attached.unreadBytes -= attached.unread.shift() ?? 0;
  }

  /** A new page takes nothing of what the old one was sent. */
  #reset(id: number): void {
    const attached = this.#windows.get(id);
    if (attached === undefined) return;
    attached.unread.length = 0;
    attached.unreadBytes = 0;
    attached.window.reset();
  }
}

/** Where a call came from, for the log: a `data:` address may hold a whole page. */
function addressOf(event: IpcMainInvokeEvent): string {
  try {
    return clipText(event.senderFrame?.url ?? 'no frame', 200);
  } catch {
    return 'a frame that is gone';
  }
}

/** About how much memory a batch takes, in bytes. */
function weigh(batch: EventBatch): number {
  let bytes = 0;
  for (const event of batch.passing) bytes += 300 + (event.type === 'transcript.delta' ? event.data.text.length : 0);
  for (const event of batch.durable) bytes += weighEvent(event);
  return bytes;
}
