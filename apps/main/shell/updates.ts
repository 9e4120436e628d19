import type { Settings } from '../../shared/models/settings.ts';
import type { Log } from '../logging/log.ts';

/** What we ask of electron-updater. */
export interface Updater {
  /** Versions that are marked as a preview are taken too. */
  allowPrerelease: boolean;
  /** What was downloaded is installed when the app quits, after the tower has closed. */
  autoInstallOnAppQuit: boolean;
  /** Asks for a newer version and downloads it, by its differences where that is possible. */
  checkForUpdates(): Promise<unknown>;
  on(event: 'update-downloaded', listener: (update: { readonly version: string }) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

export interface UpdatesOptions {
  /** Loads the updater when it is wanted for the first time; null where this copy of the app cannot be updated. */
  readonly load: () => Promise<Updater | null>;
  /** Is told once of each version that waits to be installed. */
  readonly onReady: (version: string) => void;
  readonly log: Log;
}

/** How often a running app asks again, in milliseconds. */
export const askAgainMs = 6 * 60 * 60_000;

/**
 * Keeps the app new, as far as its person wants it: `off` asks nobody and installs nothing, not even what was already
 * downloaded. It never restarts the app: agents may be at work.
 */
export class Updates {
  readonly #options: UpdatesOptions;
  readonly #told = new Set<string>();
  #choice: Settings['updates'] = 'off';
  #updater: Promise<Updater | null> | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: UpdatesOptions) {
    this.#options = options;
  }

  /** Follows the setting; the same choice again changes nothing. */
  use(choice: Settings['updates']): void {
    if (choice === this.#choice) return;
    this.#choice = choice;
    this.#stopAsking();
    if (choice !== 'off') this.#timer = setInterval(() => void this.#ask(), askAgainMs).unref();
    // Without a setting that asks for it the updater is not even loaded.
    if (choice !== 'off' || this.#updater !== null) void this.#ask();
  }

  close(): void {
    this.#stopAsking();
  }

  async #ask(): Promise<void> {
    const { log } = this.#options;
    try {
      this.#updater ??= this.#load();
      const updater = await this.#updater;
      if (updater === null) return;
      updater.autoInstallOnAppQuit = this.#choice !== 'off';
      updater.allowPrerelease = this.#choice === 'beta';
      if (this.#choice === 'off') return;
      log.info('asking for newer versions', { choice: this.#choice });
      await updater.checkForUpdates();
    } catch (error) {
      // Mostly there is no network; it is asked again later.
      log.info('newer versions could not be asked for', { error: String(error) });
    }
  }

  async #load(): Promise<Updater | null> {
    const updater = await this.#options.load();
    updater?.on('error', (error) => this.#options.log.info('the updater failed', { error: error.message }));
    updater?.on('update-downloaded', ({ version }) => {
      if (this.#told.has(version) || this.#choice === 'off') return;
      this.#told.add(version);
      this.#options.onReady(version);
    });
    return updater;
  }

  #stopAsking(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
