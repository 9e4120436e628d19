import { EventEmitter } from 'node:events';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { LoginItemSettings, Settings } from 'electron';
import { preventable, type Runtime } from '../runtime.ts';
import { processTypes, type TypedProcess } from '../chromium/process-types.ts';
import type { AppManifest } from './app-manifest.ts';
import { SingleInstanceLock } from './single-instance-lock.ts';

/** Folders of the home that have the same name everywhere, near enough. */
const homeFolders: Readonly<Record<string, string>> = {
  desktop: 'Desktop',
  documents: 'Documents',
  downloads: 'Downloads',
  music: 'Music',
  pictures: 'Pictures',
  videos: 'Videos',
};

/** Electron's app. */
export class StandInApp extends EventEmitter {
  readonly isPackaged = false;
  readonly commandLine: {
    hasSwitch(name: string): boolean;
    getSwitchValue(name: string): string;
    appendSwitch(name: string, value?: string): void;
    removeSwitch(name: string): void;
  };
  name: string;
  /** Ends what the stand-in started, and then the process. */
  onExit: (code: number) => void = (code) => process.exit(code);
  /** Of the stand-in's own: the Chromium that shows the windows, once it runs. */
  chromiumPid: number | null = null;
  readonly #manifest: AppManifest;
  readonly #lock: SingleInstanceLock;
  readonly #paths = new Map<string, string>();
  readonly #becameReady = Promise.withResolvers<null>();
  readonly #protocols = new Set<string>();
  #login: Partial<Settings> = {};
  #badge = 0;
  #runtime: Runtime | null = null;

  constructor(manifest: AppManifest, switches: ReadonlyMap<string, string>) {
    super();
    this.setMaxListeners(0);
    this.#manifest = manifest;
    this.name = manifest.name;
    this.#lock = new SingleInstanceLock(({ argv, cwd, data }) => this.emit('second-instance', {}, argv, cwd, data));
    const known = new Map(switches);
    this.commandLine = {
      hasSwitch: (name) => known.has(name),
      getSwitchValue: (name) => known.get(name) ?? '',
      appendSwitch: (name, value = '') => void known.set(name, value),
      removeSwitch: (name) => void known.delete(name),
    };
  }

  /** Joins the app to its windows. Of the stand-in's own. */
  join(runtime: Runtime): void {
    this.#runtime = runtime;
    runtime.onLastWindowGone = () => {
      if (runtime.isQuitting || runtime.isExiting) return;
      if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
      else this.quit();
    };
  }

  /** Everything is there. Of the stand-in's own. */
  becomeReady(): void {
    this.emit('will-finish-launching');
    this.emit('ready', {}, {});
    this.#becameReady.resolve(null);
  }

  async whenReady(): Promise<void> {
    await this.#becameReady.promise;
  }

  isReady(): boolean {
    return this.#runtime?.isReady === true;
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return this.#manifest.version;
  }

  getAppPath(): string {
    return this.#manifest.path;
  }

  getLocale(): string {
    return 'en-US';
  }

  getSystemLocale(): string {
    return 'en-US';
  }

  getPreferredSystemLanguages(): readonly string[] {
    return ['en-US'];
  }

  /** @throws for a name that Electron does not know */
  getPath(name: string): string {
    return this.#paths.get(name) ?? this.#usualPath(name);
  }

  setPath(name: string, path: string): void {
    if (!isAbsolute(path)) throw new Error('Path must be absolute');
    this.#paths.set(name, path);
  }

  requestSingleInstanceLock(data?: unknown): boolean {
    return this.#lock.take(this.getPath('userData'), { argv: process.argv, cwd: process.cwd(), data });
  }

  hasSingleInstanceLock(): boolean {
    return this.#lock.isHeld;
  }

  releaseSingleInstanceLock(): void {
    this.#lock.release();
  }

  setAsDefaultProtocolClient(protocol: string): boolean {
    this.#protocols.add(protocol);
    return true;
  }

  removeAsDefaultProtocolClient(protocol: string): boolean {
    return this.#protocols.delete(protocol);
  }

  isDefaultProtocolClient(protocol: string): boolean {
    return this.#protocols.has(protocol);
  }

  setLoginItemSettings(settings: Settings): void {
    this.#login = { ...this.#login, ...settings };
  }

  getLoginItemSettings(): Partial<LoginItemSettings> {
    return { openAtLogin: this.#login.openAtLogin ?? false };
  }

  setBadgeCount(count = 0): boolean {
    this.#badge = count;
    return true;
  }

  /** Chromium's processes, and this one; of each only what it is. */
  getAppMetrics(): readonly TypedProcess[] {
    return this.chromiumPid === null ? [] : processTypes(this.chromiumPid);
  }

  getBadgeCount(): number {
    return this.#badge;
  }

  /** Remembered by nobody: what only a system would show. */
  setAppUserModelId(_id: string): void {
    return;
  }

  setAboutPanelOptions(_options: unknown): void {
    return;
  }

  showAboutPanel(): void {
    return;
  }

  relaunch(_options?: unknown): void {
    return;
  }

  addRecentDocument(_path: string): void {
    return;
  }

  focus(): void {
    [...(this.#runtime?.windows.values() ?? [])][0]?.focus();
  }

  /** Asks to end; the app, and each of its windows, may say no. */
  quit(): void {
    const runtime = this.#runtime;
    if (runtime === null || runtime.isQuitting || runtime.isExiting) return;
    const event = preventable({});
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    runtime.isQuitting = true;
    void this.#closeAndQuit(runtime);
  }

  exit(code = 0): void {
    const runtime = this.#runtime;
    if (runtime === null || runtime.isExiting) return;
    runtime.isExiting = true;
    this.emit('quit', {}, code);
    this.#lock.release();
    this.onExit(code);
  }

  async #closeAndQuit(runtime: Runtime): Promise<void> {
    // As in Electron the rest happens after the caller of `quit` has come to its end.
    await Promise.resolve();
    for (const window of [...runtime.windows.values()]) {
      window.close();
      await window.whenSettled();
      if (!window.isDestroyed()) {
        runtime.isQuitting = false;
        return;
      }
    }
    const event = preventable({});
    this.emit('will-quit', event);
    if (event.defaultPrevented) runtime.isQuitting = false;
    else this.exit(0);
  }

  #usualPath(name: string): string {
    const home = homedir();
    const folder = homeFolders[name];
    if (folder !== undefined) return join(home, folder);
    switch (name) {
      case 'home':
        return home;
      case 'appData':
        return process.env['XDG_CONFIG_HOME'] ?? join(home, '.config');
      case 'userData':
        return join(this.getPath('appData'), this.name);
      case 'sessionData':
        return this.getPath('userData');
      case 'logs':
        return join(this.getPath('userData'), 'logs');
      case 'crashDumps':
        return join(this.getPath('userData'), 'Crashpad');
      case 'temp':
        return tmpdir();
      case 'exe':
      case 'module':
        return process.execPath;
      default:
        throw new Error(`Failed to get '${name}' path`);
    }
  }
}
