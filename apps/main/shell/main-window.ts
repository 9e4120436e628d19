import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen, type WebContents } from 'electron';
import type { Log } from '../logging/log.ts';
import { readWindowBounds, writeWindowBounds } from './window-bounds.ts';

export interface MainWindowOptions {
  readonly preloadFile: string;
  /** The page to show. */
  readonly address: string;
  readonly log: Log;
  /** Called before the page loads, so that its first call is answered. */
  readonly attach: (contents: WebContents) => void;
}

/** The app's one window; opened again when it was closed while the app goes on. */
export class MainWindow {
  readonly #options: MainWindowOptions;
  readonly #boundsFile = join(app.getPath('userData'), 'window-bounds.json');
  #window: BrowserWindow | null = null;

  constructor(options: MainWindowOptions) {
    this.#options = options;
  }

  /** Brings the window to the front, and opens it first if need be. */
  show(): void {
    const window = this.#window ?? this.#open();
    if (window.isMinimized()) window.restore();
    if (window.isVisible()) window.focus();
  }

  #open(): BrowserWindow {
    const screens = screen.getAllDisplays().map((display) => display.workArea);
    const bounds = readWindowBounds(this.#boundsFile, screens);
    const window = new BrowserWindow({
      ...(bounds === null
        ? { width: 1280, height: 840 }
        : { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height }),
      minWidth: 480,
      minHeight: 360,
      show: false,
      title: 'Claude Control Tower',
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
      webPreferences: {
        preload: this.#options.preloadFile,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
      },
    });
    this.#window = window;
    if (bounds?.maximized === true) window.maximize();
    window.once('ready-to-show', () => window.show());
    window.on('close', () => {
      writeWindowBounds(this.#boundsFile, { ...window.getNormalBounds(), maximized: window.isMaximized() });
    });
    window.once('closed', () => (this.#window = null));
    this.#options.attach(window.webContents);
    this.#watchOver(window);
    window.loadURL(this.#options.address).catch((error: unknown) => {
      this.#options.log.error('the page could not be loaded', { error: String(error) });
    });
    return window;
  }

  /** A page that crashed is loaded again: all that it showed comes from the tower. */
  #watchOver(window: BrowserWindow): void {
    window.webContents.on('render-process-gone', (_, details) => {
      this.#options.log.error('the page crashed', { reason: details.reason, exitCode: details.exitCode });
      if (details.reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
    });
    window.webContents.on('preload-error', (_, file, error) => {
      this.#options.log.error('the preload failed', { file, error: error.message });
    });
  }
}
