import { join } from 'node:path';
import { app, screen, type BrowserWindow, type NativeImage, type WebContents } from 'electron';
import { noDirection, type Direction } from '../../shared/contract/events.ts';
import { loadPage, openWindow, type PageOptions } from './open-window.ts';
import { bringOnScreen } from './window-bounds.ts';

export interface WindowsOptions extends PageOptions {
  /** The app's page. */
  readonly address: string;
  /** Called before a page loads, so that its first call is answered. */
  readonly attach: (contents: WebContents) => void;
  readonly direct: (contents: WebContents, direction: Direction) => void;
  /** A person closes a window. @returns whether it closes, is hidden, or stays (and the app was asked to quit) */
  readonly onClose: (closing: { readonly isMain: boolean; readonly others: boolean }) => 'close' | 'hide' | 'stay';
}

/** The key of the main window among those of instances. */
const mainKey = 'main';

/** The app's windows: the main one, and one for each instance that somebody wants to see alone. */
export class Windows {
  readonly #options: WindowsOptions;
  readonly #windows = new Map<string, BrowserWindow>();

  constructor(options: WindowsOptions) {
    this.#options = options;
    screen.on('display-removed', () => this.#bringOnScreen());
    screen.on('display-metrics-changed', () => this.#bringOnScreen());
  }

  /** Is the person looking at the app just now? */
  get haveFocus(): boolean {
    return [...this.#windows.values()].some((window) => window.isVisible() && window.isFocused());
  }

  /** Brings the main window to the front, and opens it first if need be. @param direction what it is to show */
  show(direction: Direction | null = null): void {
    const open = this.#windows.get(mainKey);
    const window = open ?? this.#open(mainKey, this.#options.address, { width: 1280, height: 840 });
    if (direction !== null) this.#options.direct(window.webContents, direction);
    if (open !== undefined) toFront(window);
  }

  /** Shows the main window, or hides it when the person looks at it. */
  toggle(): void {
    const window = this.#windows.get(mainKey);
    if (window !== undefined && window.isVisible() && window.isFocused()) window.hide();
    else this.show();
  }

  /** Shows an instance: in its own window where it has one, else in the main one. */
  showInstance(id: string): void {
    const own = this.#windows.get(id);
    if (own !== undefined) toFront(own);
    else this.show({ ...noDirection, instanceId: id });
  }

  /** Opens a window that shows one instance alone, or brings it to the front. */
  openInstance(id: string): void {
    const own = this.#windows.get(id);
    if (own !== undefined) toFront(own);
    else this.#open(id, `${this.#options.address}?instance=${id}`, { width: 860, height: 760 });
  }

  /** Puts every window away; the tray brings the main one back. */
  hideAll(): void {
    for (const window of this.#windows.values()) window.hide();
  }

  /** Directs every window that is open. */
  directAll(direction: Direction): void {
    for (const { webContents } of this.#windows.values()) this.#options.direct(webContents, direction);
  }

  /** Shows on the taskbar how far something is. @param fraction from 0 to 1; null takes it away */
  showProgress(fraction: number | null): void {
    for (const window of this.#windows.values()) window.setProgressBar(fraction ?? -1);
  }

  /** Windows alone has such a badge. */
  showOverlay(image: NativeImage | null, description: string): void {
    for (const window of this.#windows.values()) window.setOverlayIcon(image, description);
  }

  #open(key: string, address: string, size: { readonly width: number; readonly height: number }): BrowserWindow {
    const isMain = key === mainKey;
    const folder = app.getPath('userData');
    const boundsFile = isMain ? join(folder, 'window-bounds.json') : join(folder, 'window-bounds', `${key}.json`);
    const window = openWindow(this.#options, { address, boundsFile, ...size });
    this.#windows.set(key, window);
    window.on('close', (event) => {
      const others = [...this.#windows.values()].some((other) => other !== window && other.isVisible());
      const answer = this.#options.onClose({ isMain, others });
      if (answer === 'close') return;
      event.preventDefault();
      if (answer === 'hide') window.hide();
    });
    window.once('closed', () => this.#windows.delete(key));
    this.#options.attach(window.webContents);
    loadPage(window, address, this.#options.log);
    return window;
  }

  /** A window on a screen that is gone cannot be got hold of. */
  #bringOnScreen(): void {
    const main = screen.getPrimaryDisplay();
    const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
    const areas = [main, ...others].map(({ workArea }) => workArea);
    for (const window of this.#windows.values()) {
      const moved = window.isMaximized() || window.isFullScreen() ? null : bringOnScreen(window.getBounds(), areas);
      if (moved !== null) window.setBounds(moved);
    }
  }
}

function toFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
