import type { DraftStorage } from '../../stores/drafts.ts';

const key = 'control-tower.recent-actions';
const kept = 20;

/** Which actions of the palette were used last, over reloads. */
export class RecentActions {
  readonly #storage: DraftStorage;

  constructor(storage: DraftStorage) {
    this.#storage = storage;
  }

  /** @returns their ids, the latest first */
  list(): readonly string[] {
    try {
      const stored: unknown = JSON.parse(this.#storage.getItem(key) ?? '[]');
      return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string').slice(0, kept) : [];
    } catch {
      return [];
    }
  }

  /** A storage that is full or forbidden forgets, and nothing else. */
  add(id: string): void {
    try {
      const rest = this.list().filter((other) => other !== id);
      this.#storage.setItem(key, JSON.stringify([id, ...rest].slice(0, kept)));
    } catch {
      return;
    }
  }
}
