import type { Codec } from './codec.ts';
import type { Peer } from './peer.ts';

/** What the preload's world tells the main process, as JSON. */
export type FromPreload =
  | { readonly kind: 'send'; readonly channel: string; readonly body: string }
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly body: string }
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'open'; readonly url: string }
  | { readonly kind: 'files'; readonly id: number; readonly count: number }
  | { readonly kind: 'preload-error'; readonly file: string; readonly error: string };

/** What the main process tells the preload's world, as an argument of the function that it leaves behind. */
export type ToPreload =
  | { readonly kind: 'event'; readonly channel: string; readonly body: string }
  | { readonly kind: 'reply'; readonly id: number; readonly body: string }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };

export interface PreloadScript {
  readonly file: string;
  readonly run: (
    require: (name: string) => unknown,
    process: unknown,
    module: { exports: unknown },
    exports: unknown,
  ) => void;
}

export interface PreloadWorldOptions {
  readonly peer: Peer;
  readonly codec: Codec;
  readonly process: Readonly<Record<string, unknown>>;
  readonly scripts: readonly PreloadScript[];
  /** Gives the paths of files that the person chose, once the main process knows them. */
  readonly filePaths: { pathOf(file: File): string };
  readonly makeEmitter: () => EmitterLike;
  readonly send: (message: FromPreload) => void;
}

export interface EmitterLike {
  readonly emit: (name: string, ...args: unknown[]) => boolean;
}

/**
 * What runs in the preload's world before the page's first script: ipcRenderer, contextBridge and webUtils, the `require`
 * of a sandboxed preload, and then the preloads. Its source is injected into pages, so it refers to nothing outside itself.
 * @returns the function by which the main process is heard
 */
export function setUpPreloadWorld(options: PreloadWorldOptions): (message: ToPreload) => void {
  const { peer, codec, send } = options;
  const calls = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  const ipcRenderer = options.makeEmitter();
  const unsupported = (name: string) => (): never => {
    throw new Error(`The stand-in for Electron has no ${name}.`);
  };
  let last = 0;
  Object.assign(ipcRenderer, {
    send: (channel: string, ...args: unknown[]) => send({ kind: 'send', channel, body: codec.encode(args) }),
    invoke: async (channel: string, ...args: unknown[]) => {
      const body = codec.encode(args);
      return new Promise((resolve, reject) => {
        const id = ++last;
        calls.set(id, { resolve, reject });
        send({ kind: 'invoke', id, channel, body });
      });
    },
    sendSync: unsupported('ipcRenderer.sendSync'),
    postMessage: unsupported('ipcRenderer.postMessage'),
  });

  const electron = {
    ipcRenderer,
    contextBridge: {
      exposeInMainWorld: (key: string, value: unknown) => peer.tell(key, value),
      exposeInIsolatedWorld: unsupported('contextBridge.exposeInIsolatedWorld'),
    },
    webUtils: {
      getPathForFile: (file: unknown) => {
        if (!(file instanceof File)) throw new TypeError('getPathForFile expected to receive a File object');
        return options.filePaths.pathOf(file);
      },
    },
  };
  // A sandboxed preload can require these and nothing else.
  const modules: Readonly<Record<string, unknown>> = {
    electron,
    'electron/renderer': electron,
    'electron/common': electron,
    events: { EventEmitter: options.makeEmitter },
    timers: { setTimeout, setInterval, clearTimeout, clearInterval },
    url: { URL, URLSearchParams },
  };
  const requireModule = (name: string): unknown => {
    const key = name.replace(/^node:/, '');
    if (!Object.hasOwn(modules, key)) throw new Error(`module not found: ${name}`);
    return modules[key];
  };

  // No page opens a window in Chromium: what wants to asks the main process, as script and as a link with a target.
  peer.onTold = (_, url) => send({ kind: 'open', url: String(url) });
  addEventListener('click', (event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (link === undefined || event.defaultPrevented || ['', '_self', '_top', '_parent'].includes(link.target)) return;
    event.preventDefault();
    send({ kind: 'open', url: link.href });
  });
  let title = '';
  const tellTitle = (): void => {
    if (document.title === '' || document.title === title) return;
    title = document.title;
    send({ kind: 'title', title });
  };
  new MutationObserver(tellTitle).observe(document, { subtree: true, childList: true, characterData: true });

  for (const { file, run } of options.scripts) {
    const module = { exports: {} };
    try {
      run(requireModule, options.process, module, module.exports);
    } catch (error) {
      send({
        kind: 'preload-error',
        file,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  }

  return (message) => {
    if (message.kind === 'event') {
      const args = codec.decode(message.body) as unknown[];
      ipcRenderer.emit(message.channel, { sender: ipcRenderer, ports: [] }, ...args);
      return;
    }
    const call = calls.get(message.id);
    calls.delete(message.id);
    if (message.kind === 'reply') call?.resolve(codec.decode(message.body));
    else call?.reject(new Error(message.message));
  };
}
