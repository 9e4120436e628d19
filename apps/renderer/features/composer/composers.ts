import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Drafts } from '../../stores/drafts.ts';
import { addFiles, type ComposerState, emptyComposer } from './composer-state.ts';
import { readFiles } from './read-files.ts';

/** What is being written, an instance each; the text outlives a reload. */
export class Composers {
  readonly #drafts: Drafts;
  readonly #stores = new Map<string, StoreApi<ComposerState>>();

  constructor(drafts: Drafts) {
    this.#drafts = drafts;
  }

  of(instanceId: string): StoreApi<ComposerState> {
    const found = this.#stores.get(instanceId);
    if (found !== undefined) return found;
    const made = createStore<ComposerState>(() => ({ ...emptyComposer, text: this.#drafts.read(instanceId) }));
    made.subscribe((state, before) => {
      if (state.text !== before.text) this.#drafts.write(instanceId, state.text);
    });
    this.#stores.set(instanceId, made);
    return made;
  }

  /** Takes dropped, pasted or chosen files in. @returns the names of those that could not be read */
  async addFiles(instanceId: string, files: readonly File[]): Promise<readonly string[]> {
    const { read, failed } = await readFiles(files);
    this.of(instanceId).setState((state) => addFiles(state, read), true);
    return failed;
  }
}
