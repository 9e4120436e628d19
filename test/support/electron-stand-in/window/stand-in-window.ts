import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { preventable, type Runtime } from '../runtime.ts';
import type { StandInSession } from './session.ts';
import { StandInWebContents } from './web-contents.ts';

type WindowState = 'normal' | 'minimized' | 'maximized' | 'fullscreen';

/** Electron's BrowserWindow: what it is told about its looks it remembers, and its page is one of Chromium's. */
export class StandInWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: StandInWebContents;
  readonly #runtime: Runtime;
  readonly #least: { readonly width: number; readonly height: number };
  #bounds: Rectangle;
  #title: string;
  #state: WindowState = 'normal';
  #isShown: boolean;
  #isPainted = false;
  #isClosing = false;
  #isDestroyed = false;

  /** @throws before the app is ready, as Electron does */
  constructor(runtime: Runtime, session: StandInSession, options: BrowserWindowConstructorOptions = {}) {
    super();
    this.setMaxListeners(0);
    if (!runtime.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
    this.#runtime = runtime;
    this.id = runtime.nextId();
    const { x = 0, y = 0, width = 800, height = 600, minWidth = 0, minHeight = 0, show = true } = options;
    this.#bounds = { x, y, width, height };
    this.#least = { width: minWidth, height: minHeight };
    this.#title = options.title ?? '';
    this.#isShown = show;
    runtime.windows.set(this.id, this);
    this.webContents = new StandInWebContents({
      runtime,
      window: this,
      session,
      preferences: options.webPreferences ?? {},
      size: { width, height },
    });
    runtime.appEvents.emit('web-contents-created', {}, this.webContents);
    runtime.appEvents.emit('browser-window-created', {}, this);
    if (show) this.focus();
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    if (!this.#isShown) {
      this.#isShown = true;
      this.emit('show');
    }
    this.focus();
  }

  showInactive(): void {
    if (this.#isShown) return;
    this.#isShown = true;
    this.emit('show');
  }

  hide(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    this.emit('hide');
    this.blur();
  }

  focus(): void {
    const { focused } = this.#runtime;
    if (focused === this || !this.isVisible()) return;
    focused?.blur();
    this.#runtime.focused = this;
    this.emit('focus');
    this.#runtime.appEvents.emit('browser-window-focus', {}, this);
  }

  blur(): void {
    if (this.#runtime.focused !== this) return;
    this.#runtime.focused = null;
    this.emit('blur');
    this.#runtime.appEvents.emit('browser-window-blur', {}, this);
  }

  isVisible(): boolean {
    return this.#isShown && this.#state !== 'minimized';
  }

  isFocused(): boolean {
    return this.#runtime.focused === this;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  minimize(): void {
    this.#become('minimized', 'minimize');
    this.blur();
  }

  maximize(): void {
    // Electron's shows a hidden window.
    this.showInactive();
    this.#become('maximized', 'maximize');
  }

  unmaximize(): void {
    if (this.#state === 'maximized') this.#become('normal', 'unmaximize');
  }

  restore(): void {
    if (this.#state === 'minimized') this.#become('normal', 'restore');
  }

  setFullScreen(full: boolean): void {
    this.#become(full ? 'fullscreen' : 'normal', full ? 'enter-full-screen' : 'leave-full-screen');
  }

  isMinimized(): boolean {
    return this.#state === 'minimized';
  }

  isMaximized(): boolean {
    return this.#state === 'maximized';
  }

  isFullScreen(): boolean {
    return this.#state === 'fullscreen';
  }

  getBounds(): Rectangle {
    return { ...this.#bounds };
  }

  getNormalBounds(): Rectangle {
    return { ...this.#bounds };
  }

  setBounds(wanted: Partial<Rectangle>): void {
    const old = this.#bounds;
    const merged = { ...old, ...wanted };
    const width = Math.max(merged.width, this.#least.width);
    const height = Math.max(merged.height, this.#least.height);
    this.#bounds = { ...merged, width, height };
    if (old.x !== merged.x || old.y !== merged.y) this.emit('move');
    if (old.width === width && old.height === height) return;
    this.emit('resize');
    this.webContents.link
      .then(({ windowId }) =>
        this.#runtime.connection.browser.send('Browser.setWindowBounds', { windowId, bounds: { width, height } }),
      )
      .catch(() => undefined);
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  /** Remembered by nobody: what only a screen would show. */
  setBackgroundColor(_color: string): void {
    return;
  }

  setProgressBar(_progress: number): void {
    return;
  }

  flashFrame(_flash: boolean): void {
    return;
  }

  setOverlayIcon(_image: unknown, _description: string): void {
    return;
  }

  /** Asks to be closed; the app may say no. */
  close(): void {
    if (this.#isDestroyed || this.#isClosing) return;
    this.#isClosing = true;
    const event = preventable({});
    this.emit('close', event);
    if (event.defaultPrevented) {
      this.#isClosing = false;
      return;
    }
    void this.#closePage();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isClosing = true;
    void this.#closePage();
    this.markGone();
  }

  /** Waits until it is closed, or until the app said no. Of the stand-in's own. */
  async whenSettled(): Promise<void> {
    if (this.#isDestroyed || !this.#isClosing) return;
    await new Promise((resolve) => this.once('closed', resolve));
  }

  /** The page was painted for the first time. Of the stand-in's own. */
  paint(): void {
    if (this.#isPainted) return;
    this.#isPainted = true;
    this.emit('ready-to-show');
  }

  /** Something happened that the stand-in cannot show. Of its own. */
  fail(): void {
    process.exitCode = 1;
  }

  /** Chromium closed the page. Of the stand-in's own. */
  markGone(): void {
    if (this.#isDestroyed) return;
    // The page closed itself: that is asked for too.
    if (!this.#isClosing && !this.#runtime.isExiting) this.emit('close', preventable({}));
    this.blur();
    this.#isDestroyed = true;
    this.#runtime.windows.delete(this.id);
    this.webContents.markDestroyed();
    this.emit('closed');
    if (this.#runtime.windows.size === 0) this.#runtime.onLastWindowGone();
  }

  #become(state: WindowState, event: string): void {
    if (this.#state === state) return;
    this.#state = state;
    this.emit(event);
  }

  async #closePage(): Promise<void> {
    try {
      const { targetId } = await this.webContents.link;
      await this.#runtime.connection.browser.send('Target.closeTarget', { targetId });
    } catch {
      this.markGone();
    }
  }
}
