/** What a prompt's draft is kept in: the window's localStorage, or a map in a test. */
export interface DraftStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const keyOf = (instanceId: string): string => `control-tower.draft.${instanceId}`;
/** A longer draft is not kept: localStorage is small and written synchronously. In UTF-16 units. */
const longestDraft = 200_000;

/** Keeps what somebody began to write, an instance each, over reloads. */
export class Drafts {
  readonly #storage: DraftStorage;

  constructor(storage: DraftStorage) {
    this.#storage = storage;
  }

  read(instanceId: string): string {
    try {
      return this.#storage.getItem(keyOf(instanceId)) ?? '';
    } catch {
      return '';
    }
  }

  /** A storage that is full or forbidden loses the draft at a reload, and nothing else. */
  write(instanceId: string, text: string): void {
    try {
      if (text === '' || text.length > longestDraft) this.#storage.removeItem(keyOf(instanceId));
      else this.#storage.setItem(keyOf(instanceId), text);
    } catch {
      return;
    }
  }
}
