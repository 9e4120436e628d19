import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Log } from '../logging/log.ts';
import { CrashCount } from './crash-count.ts';
import { readWindowBounds, writeWindowBounds } from './window-bounds.ts';

export interface PageOptions {
  readonly preloadFile: string;
  /** The icon of the window where the system does not take the program's own. */
  readonly icon: string;
  readonly log: Log;
  /** The system ends the person's session, and with it the app. Windows says so to windows alone. */
  readonly onSessionEnd: () => void;
  /** A page crashed again and again: it stays as it is until somebody loads it. */
  readonly onCrashLoop: (window: BrowserWindow) => void;
}

export interface WindowPlan {
  readonly address: string;
  /** Where the window's place on the screen is remembered. */
  readonly boundsFile: string;
  readonly width: number;
  readonly height: number;
}

/** How often a page may crash within how many milliseconds before it is no longer loaded again. */
const crashes = { most: 3, withinMs: 60_000 } as const;

/**
 * Opens a window of the app: sandboxed, isolated, where it was last. It shows itself once it has something to show.
 * The caller serves its calls, and then loads its page with `loadPage`.
 */
export function openWindow(options: PageOptions, plan: WindowPlan): BrowserWindow {
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const bounds = readWindowBounds(plan.boundsFile, screens);
  const window = new BrowserWindow({
    ...(bounds === null
      ? { width: plan.width, height: plan.height }
      : { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height }),
    minWidth: 480,
    minHeight: 360,
    show: false,
    title: 'Claude Control Tower',
    ...(process.platform === 'linux' ? { icon: options.icon } : {}),
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    webPreferences: {
      preload: options.preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    },
  });
  if (bounds?.maximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  const remember = (): void =>
    writeWindowBounds(plan.boundsFile, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  window.on('close', remember);
  window.on('hide', remember);
  window.on('session-end', () => options.onSessionEnd());
  watchOver(window, options);
  return window;
}

/** Loads the page of a window whose calls are served. */
export function loadPage(window: BrowserWindow, address: string, log: Log): void {
  window.loadURL(address).catch((error: unknown) => {
    log.error('the page could not be loaded', { error: String(error) });
  });
}

/** A page that crashed is loaded again: all that it showed comes from the tower. */
function watchOver(window: BrowserWindow, { log, onCrashLoop }: PageOptions): void {
  const count = new CrashCount(crashes.most, crashes.withinMs);
  window.webContents.on('render-process-gone', (_, details) => {
    log.error('the page crashed', { reason: details.reason, exitCode: details.exitCode });
    if (details.reason === 'clean-exit' || window.isDestroyed()) return;
    if (count.bear(Date.now())) window.webContents.reload();
    else onCrashLoop(window);
  });
  window.webContents.on('preload-error', (_, file, error) => {
    log.error('the preload failed', { file, error: error.message });
  });
  window.on('unresponsive', () => log.warn('the page does not respond'));
}
