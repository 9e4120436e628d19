import { EventEmitter } from 'node:events';
import type { Display, Rectangle } from 'electron';

const bounds: Rectangle = { x: 0, y: 0, width: 1920, height: 1080 };
const usualDisplay = {
  id: 1,
  label: 'stand-in',
  bounds,
  workArea: { ...bounds, height: 1040 },
  size: { width: 1920, height: 1080 },
  workAreaSize: { width: 1920, height: 1040 },
  scaleFactor: 1,
  rotation: 0,
  internal: true,
} satisfies Partial<Display>;

/** Electron's screen: one, of the usual size. A test puts others in its place. */
export class StandInScreen extends EventEmitter {
  getAllDisplays(): readonly Partial<Display>[] {
    return [usualDisplay];
  }

  getPrimaryDisplay(): Partial<Display> {
    return usualDisplay;
  }

  getDisplayMatching(_area: Rectangle): Partial<Display> {
    return usualDisplay;
  }

  getCursorScreenPoint(): { readonly x: number; readonly y: number } {
    return { x: 0, y: 0 };
  }
}

/** Electron's nativeTheme: light, until the app or a test says otherwise. */
export class StandInTheme extends EventEmitter {
  shouldUseDarkColors = false;
  shouldUseHighContrastColors = false;
  shouldUseInvertedColorScheme = false;
  #source: 'system' | 'light' | 'dark' = 'system';

  get themeSource(): 'system' | 'light' | 'dark' {
    return this.#source;
  }

  set themeSource(source: 'system' | 'light' | 'dark') {
    this.#source = source;
    this.shouldUseDarkColors = source === 'dark';
    this.emit('updated');
  }
}

/** Electron's powerMonitor: a test emits what the system would. */
export class StandInPower extends EventEmitter {
  readonly onBatteryPower = false;

  isOnBatteryPower(): boolean {
    return false;
  }

  getSystemIdleTime(): number {
    return 0;
  }

  getSystemIdleState(_threshold: number): string {
    return 'active';
  }
}

/** Electron's globalShortcut: one owner for each key; a test calls what was registered. */
export class StandInShortcuts {
  readonly #registered = new Map<string, () => void>();

  register(accelerator: string, callback: () => void): boolean {
    if (this.#registered.has(accelerator)) return false;
    this.#registered.set(accelerator, callback);
    return true;
  }

  isRegistered(accelerator: string): boolean {
    return this.#registered.has(accelerator);
  }

  unregister(accelerator: string): void {
    this.#registered.delete(accelerator);
  }

  unregisterAll(): void {
    this.#registered.clear();
  }
}

let copied = '';
/** Electron's clipboard, of this process alone. */
export const clipboard = {
  readText: (): string => copied,
  writeText: (text: string): void => void (copied = text),
  clear: (): void => void (copied = ''),
};
