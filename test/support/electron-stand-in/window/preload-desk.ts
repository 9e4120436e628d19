import type { CdpSession } from '../chromium/cdp-session.ts';
import { makeCodec } from '../worlds/codec.ts';
import type { FromPreload, ToPreload } from '../worlds/preload-world.ts';
import { heldFilesGlobal, receiveGlobal, sendBinding } from '../worlds/world-scripts.ts';
import type { IpcMain } from './ipc-main.ts';

export interface PreloadDeskOptions {
  readonly session: CdpSession;
  readonly ipcMain: IpcMain;
  /** The window's own ipc, which is heard first. */
  readonly ipc: IpcMain;
  /** @returns the event that the app's handlers get, or null when the world is no preload's */
  readonly makeEvent: (world: number) => object | null;
  readonly onTitle: (title: string) => void;
  /** A script of the page wants a window. */
  readonly onOpen: (url: string) => void;
  readonly onPreloadError: (file: string, error: Error) => void;
}

const codec = makeCodec();

/** The main process's end of what a preload says and hears. */
export class PreloadDesk {
  readonly #options: PreloadDeskOptions;

  constructor(options: PreloadDeskOptions) {
    this.#options = options;
    options.session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === sendBinding) this.#hear(JSON.parse(payload) as FromPreload, executionContextId);
    });
  }

  /** Tells the preload something. @throws when the arguments cannot be cloned */
  send(world: number, channel: string, args: readonly unknown[]): void {
    this.#tell(world, { kind: 'event', channel, body: codec.encode(args) });
  }

  #hear(message: FromPreload, world: number): void {
    const { ipc, ipcMain, makeEvent, onTitle, onOpen, onPreloadError } = this.#options;
    switch (message.kind) {
      case 'title':
        return onTitle(message.title);
      case 'open':
        return onOpen(message.url);
      case 'preload-error':
        return onPreloadError(message.file, new Error(message.error));
      case 'files':
        return void this.#findFiles(message.id, message.count, world).catch(() => undefined);
      case 'send': {
        const event = makeEvent(world);
        if (event === null) return;
        const args = codec.decode(message.body) as unknown[];
        ipc.emit(message.channel, event, ...args);
        ipcMain.emit(message.channel, event, ...args);
        return;
      }
      case 'invoke':
        return void this.#answer(message, world);
    }
  }

  async #answer(message: FromPreload & { readonly kind: 'invoke' }, world: number): Promise<void> {
    const event = this.#options.makeEvent(world);
    if (event === null) return;
    try {
      const args = codec.decode(message.body) as unknown[];
      const result = await this.#options.ipcMain.answer(message.channel, event, args);
      this.#tell(world, { kind: 'reply', id: message.id, body: codec.encode(result) });
    } catch (error) {
      process.stderr.write(`Error occurred in handler for '${message.channel}': ${String(error)}\n`);
      const text = `Error invoking remote method '${message.channel}': ${String(error)}`;
      this.#tell(world, { kind: 'failure', id: message.id, message: text });
    }
  }

  async #findFiles(id: number, count: number, world: number): Promise<void> {
    const { session } = this.#options;
    const paths: string[] = [];
    const held = `${heldFilesGlobal}.get(${id})`;
    for (let index = 0; index < count; index++) {
      const { result } = await session.send('Runtime.evaluate', {
        contextId: world,
        expression: `${held}.files[${index}]`,
      });
      if (result.objectId === undefined) paths.push('');
      else {
        const { path } = await session.send('DOM.getFileInfo', { objectId: result.objectId });
        paths.push(path);
      }
    }
    await session.send('Runtime.evaluate', {
      contextId: world,
      expression: `${held}.release(${JSON.stringify(paths)})`,
    });
  }

  #tell(world: number, message: ToPreload): void {
    const expression = `${receiveGlobal}(${JSON.stringify(message)})`;
    // A page that is gone meanwhile hears nothing more.
    this.#options.session.send('Runtime.evaluate', { contextId: world, expression }).catch(() => undefined);
  }
}
