import { globalShortcut } from 'electron';
import type { Desktop } from '../../shared/models/tower.ts';
import type { Log } from '../logging/log.ts';

/** Holds the keys that show the window from anywhere, as the settings have them. */
export class ShortcutKeeper {
  readonly #onPressed: () => void;
  readonly #log: Log;
  #keys: string | null = null;
  #state: Desktop['shortcut'] = 'none';

  constructor(onPressed: () => void, log: Log) {
    this.#onPressed = onPressed;
    this.#log = log;
  }

  get state(): Desktop['shortcut'] {
    return this.#state;
  }

  /** @param keys Electron's name of them, such as `CommandOrControl+Shift+T`; null for none */
  use(keys: string | null): void {
    if (keys === this.#keys) return;
    this.close();
    this.#keys = keys;
    this.#state = keys === null ? 'none' : this.#register(keys);
    if (this.#state === 'taken' || this.#state === 'invalid') {
      this.#log.warn('the shortcut cannot be used', { keys, state: this.#state });
    }
  }

  close(): void {
    if (this.#keys !== null && this.#state === 'registered') globalShortcut.unregister(this.#keys);
    this.#keys = null;
    this.#state = 'none';
  }

  #register(keys: string): Desktop['shortcut'] {
    try {
      return globalShortcut.register(keys, this.#onPressed) ? 'registered' : 'taken';
    } catch {
      // Electron throws at what is no name of keys.
      return 'invalid';
    }
  }
}
