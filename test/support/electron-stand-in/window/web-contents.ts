import { EventEmitter } from 'node:events';
import { isAbsolute } from 'node:path';
import type { WebPreferences } from 'electron';
import type { CdpSession } from '../chromium/cdp-session.ts';
import { preventable, type Runtime } from '../runtime.ts';
import { readPreload } from '../worlds/world-scripts.ts';
import { Frames, type WebFrame, webFrame } from './frames.ts';
import { IpcMain } from './ipc-main.ts';
import { openPage, type PageLink } from './page-link.ts';
import { PreloadDesk } from './preload-desk.ts';
import { RequestGate } from './request-gate.ts';
import type { StandInSession } from './session.ts';
import type { StandInWindow } from './stand-in-window.ts';

type OpenHandler = (details: {
  readonly url: string;
  readonly frameName: string;
  readonly features: string;
  readonly disposition: string;
}) => { readonly action: 'allow' | 'deny' };

export interface WebContentsOptions {
  readonly runtime: Runtime;
  readonly window: StandInWindow;
  readonly session: StandInSession;
  readonly preferences: WebPreferences;
  readonly size: { readonly width: number; readonly height: number };
}

/** Electron's webContents: one page of Chromium's. */
export class StandInWebContents extends EventEmitter {
  readonly id: number;
  readonly ipc = new IpcMain();
  readonly session: StandInSession;
  readonly #runtime: Runtime;
  readonly #window: StandInWindow;
  readonly #preferences: WebPreferences;
  readonly #frames = new Frames();
  readonly #link: Promise<PageLink>;
  #desk: PreloadDesk | null = null;
  #gate: RequestGate | null = null;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  #title = '';
  #startedLoader = '';
  #isLoading = false;
  #isCrashed = false;
  #isDestroyed = false;

  /** @throws when the preferences ask for what would leave the page with Node in it: no stand-in should show that */
  constructor({ runtime, window, session, preferences, size }: WebContentsOptions) {
    super();
    this.setMaxListeners(0);
    this.id = runtime.nextId();
    this.session = session;
    this.#runtime = runtime;
    this.#window = window;
    this.#preferences = preferences;
    const { contextIsolation = true, sandbox = true, nodeIntegration = false, webviewTag = false } = preferences;
    if (!contextIsolation || !sandbox || nodeIntegration || webviewTag) {
      throw new Error(
        'The stand-in for Electron shows no page without isolation and sandbox, or with Node or webviews.',
      );
    }
    const { additionalArguments = [] } = preferences;
    this.#link = Promise.resolve().then(() =>
      openPage({
        connection: runtime.connection,
        size,
        preloads: this.#readPreloads(),
        preloadArguments: additionalArguments,
        frames: this.#frames,
        listen: (page, targetId) => this.#listen(page, targetId),
      }),
    );
    this.#link.catch((error: unknown) => {
      if (!runtime.isExiting && !this.#isDestroyed)
        process.stderr.write(`A window could not be opened: ${String(error)}\n`);
    });
  }

  get mainFrame(): WebFrame {
    return webFrame(this.#frames.mainFrameId, null, () => this.#runtime.schemes.fromWire(this.#frames.mainUrl));
  }

  /** Shows an address. @throws (rejects) when it cannot be loaded */
  async loadURL(url: string): Promise<void> {
    const { session } = await this.#link;
    const wire = this.#runtime.schemes.toWire(url);
    if (/^https?:/.test(wire)) {
      await this.session.applyPermissions(this, url, new URL(wire).origin, this.#runtime.connection.browser);
    }
    this.#gate?.expect(wire);
    this.#isLoading = true;
    this.emit('did-start-loading', {});
    const loaded = new Promise((resolve) => this.once('did-stop-loading', resolve).once('destroyed', resolve));
    const { errorText } = await session.send('Page.navigate', { url: wire });
    if (errorText !== undefined) {
      this.#isLoading = false;
      const code = errorText.replace('net::', '');
      this.emit('did-fail-load', {}, -2, code, url, true);
      throw Object.assign(new Error(`${code} (${errorText}) loading '${url}'`), { code, url });
    }
    await loaded;
  }

  reload(): void {
    this.#gate?.expect(this.#frames.mainUrl);
    this.#isCrashed = false;
    this.#link.then(({ session }) => session.send('Page.reload')).catch(() => undefined);
  }

  /** Tells the preload something; nobody hears it while there is no page. @throws when it cannot be cloned */
  send(channel: string, ...args: unknown[]): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed');
    const world = this.#frames.mainWorld;
    if (world !== null) this.#desk?.send(world, channel, args);
  }

  /** Runs a script in the page's own world. @returns its value, waited for */
  async executeJavaScript(code: string): Promise<unknown> {
    const { session } = await this.#link;
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    });
    if (exceptionDetails === undefined) return result.value;
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }

  forcefullyCrashRenderer(): void {
    // It never answers: it is gone.
    this.#link.then(({ session }) => session.send('Page.crash')).catch(() => undefined);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  getURL(): string {
    const url = this.#runtime.schemes.fromWire(this.#frames.mainUrl);
    return url === 'about:blank' && this.#startedLoader === '' ? '' : url;
  }

  getTitle(): string {
    return this.#title;
  }

  getLastWebPreferences(): WebPreferences {
    return this.#preferences;
  }

  isLoading(): boolean {
    return this.#isLoading;
  }

  isCrashed(): boolean {
    return this.#isCrashed;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isFocused(): boolean {
    return this.#window.isFocused();
  }

  focus(): void {
    this.#window.focus();
  }

  close(): void {
    this.#window.close();
  }

  /** Waits until Chromium has the page. Of the stand-in's own, for its window. */
  get link(): Promise<PageLink> {
    return this.#link;
  }

  /** The page is gone. Of the stand-in's own, for its window. */
  markDestroyed(): void {
    this.#isDestroyed = true;
    this.emit('destroyed');
  }

  #readPreloads(): ReadonlyMap<string, string> {
    const { preload } = this.#preferences;
    if (preload === undefined) return new Map();
    if (!isAbsolute(preload)) throw new Error('preload script must have absolute path');
    const source = readPreload(preload);
    if (typeof source === 'string') return new Map([[preload, source]]);
    this.#failPreload(preload, source);
    return new Map();
  }

  #failPreload(file: string, error: Error): void {
    process.stderr.write(`Unable to load preload script: ${file}\n${error.message}\n`);
    this.emit('preload-error', {}, file, error);
  }

  #listen(session: CdpSession, targetId: string): void {
    const { schemes } = this.#runtime;
    this.#runtime.windowsByTarget.set(targetId, this.#window);
    this.#desk = new PreloadDesk({
      session,
      ipcMain: this.#runtime.ipcMain,
      ipc: this.ipc,
      makeEvent: (world) => this.#makeEvent(world),
      onTitle: (title) => this.#retitle(title),
      onOpen: (url) => this.#openWindow(schemes.fromWire(url)),
      onPreloadError: (file, error) => this.#failPreload(file, error),
    });
    this.#gate = new RequestGate({
      session,
      schemes,
      frames: this.#frames,
      tell: (name, navigation) => this.emit(name, navigation, navigation.url),
      onStart: (url, loaderId) => this.#start(url, loaderId),
    });
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.id !== this.#frames.mainFrameId || frame.unreachableUrl !== undefined) return;
      this.#start(schemes.fromWire(frame.url), frame.loaderId);
      this.emit('did-navigate', {}, schemes.fromWire(frame.url), 200, '');
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const isMainFrame = frameId === this.#frames.mainFrameId;
      this.emit('did-start-navigation', { url: schemes.fromWire(url), isSameDocument: true, isMainFrame });
      this.emit('did-navigate-in-page', {}, schemes.fromWire(url), isMainFrame);
    });
    session.on('Page.lifecycleEvent', ({ frameId, name }) => this.#advance(frameId, name));
    session.on('Inspector.targetCrashed', () => {
      this.#isCrashed = true;
      this.#frames.removeWorlds();
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    });
  }

  /** The main frame's next document is on its way, told once. */
  #start(url: string, loaderId: string): void {
    if (loaderId === this.#startedLoader) return;
    this.#startedLoader = loaderId;
    this.emit('did-start-navigation', { url, isSameDocument: false, isMainFrame: true });
  }

  #advance(frameId: string, name: string): void {
    if (frameId !== this.#frames.mainFrameId || this.#startedLoader === '') return;
    if (name === 'DOMContentLoaded') this.emit('dom-ready', {});
    if (name !== 'load') return;
    this.#isLoading = false;
    this.emit('did-finish-load', {});
    this.emit('did-stop-loading', {});
    this.#window.paint();
  }

  #openWindow(url: string): void {
    const { action } = this.#openHandler({ url, frameName: '', features: '', disposition: 'foreground-tab' });
    if (action === 'deny') return;
    process.stderr.write(`The stand-in for Electron opens no window for a page: ${url}\n`);
    this.#window.fail();
  }

  #retitle(title: string): void {
    const event = preventable({});
    this.#title = title;
    this.emit('page-title-updated', event, title, true);
    this.#window.emit('page-title-updated', event, title, true);
    if (!event.defaultPrevented) this.#window.setTitle(title);
  }

  #makeEvent(world: number): object | null {
    const frame = this.#frames.frameOfWorld(world);
    if (frame === null) return null;
    const isMain = frame === this.#frames.mainFrameId;
    const { schemes } = this.#runtime;
    const url = schemes.fromWire(this.#frames.urlOf(frame));
    return {
      type: 'frame',
      sender: this,
      senderFrame: webFrame(frame, isMain ? null : this.mainFrame, () => url),
      reply: (channel: string, ...args: unknown[]) => this.send(channel, ...args),
      ports: [],
    };
  }
}
