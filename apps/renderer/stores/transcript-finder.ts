import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallInput, CallOutput } from '../../shared/contract/calls.ts';
import type { NumberedEntry } from '../../shared/models/entry.ts';
import { entryContains } from '../../shared/models/entry-text.ts';
import type { Problem, Result } from '../../shared/models/problem.ts';

/** More than these are not collected: nobody goes through them one by one. */
const mostFound = 5000;

/** What is looked for in one transcript, and what was found. */
export interface FindState {
  readonly text: string;
  /** Event numbers of entries, oldest first. Of a tool's use and its result the one that is found first. */
  readonly found: readonly number[];
  /** The one that somebody has gone to; null before the first. */
  readonly current: number | null;
  /** Older entries are being looked through. */
  readonly searching: boolean;
  /** There are more than were collected. */
  readonly more: boolean;
  readonly problem: Problem | null;
}

export const nothingSought: FindState = {
  text: '',
  found: [],
  current: null,
  searching: false,
  more: false,
  problem: null,
};

type Find = (input: CallInput<'transcript.find'>) => Promise<Result<CallOutput<'transcript.find'>>>;

/** Looks for a text in one transcript, from its end to its beginning, in the tower: here only a part of it is held. */
export class TranscriptFinder {
  readonly store: StoreApi<FindState> = createStore<FindState>(() => nothingSought);
  readonly #instanceId: string;
  readonly #find: Find;
  #tools = new Set<string>();
  #newest = 0;
  /** Which search is the last that was begun. */
  #run = 0;

  constructor(instanceId: string, find: Find) {
    this.#instanceId = instanceId;
    this.#find = find;
  }

  /** Looks for another text; an empty one finds nothing. @param newest the newest entry's number */
  async seek(text: string, newest: number): Promise<void> {
    const wanted = text.trim();
    this.#run += 1;
    const run = this.#run;
    this.#tools = new Set();
    this.#newest = newest;
    this.store.setState({ ...nothingSought, text, searching: wanted !== '' }, true);
    let before: number | undefined = newest + 1;
    while (wanted !== '' && before !== undefined) {
      const answer = await this.#find({ instanceId: this.#instanceId, text: wanted, before });
      if (run !== this.#run) return;
      const state = this.store.getState();
      if (!answer.ok) {
        this.store.setState({ searching: false, problem: answer.problem });
        return;
      }
      const fresh = answer.value.found.filter((one) => this.#isNew(one.toolUseId)).map(({ seq }) => seq);
      const found: readonly number[] = [...fresh, ...state.found];
      const more = found.length > mostFound;
      before = more ? undefined : (answer.value.before ?? undefined);
      this.store.setState({ found, more, searching: before !== undefined });
    }
  }

  /** What was typed; it is looked for when `seek` is called. What is looked for is given up. */
  note(text: string): void {
    this.#run += 1;
    this.store.setState({ text, searching: false });
  }

  /** Takes in entries that came since. */
  noteEntries(entries: readonly NumberedEntry[]): void {
    const { text, found } = this.store.getState();
    const wanted = text.trim().toLowerCase();
    const start = entries.findLastIndex(({ seq }) => seq <= this.#newest) + 1;
    const fresh = entries.slice(start);
    this.#newest = fresh.at(-1)?.seq ?? this.#newest;
    if (wanted === '') return;
    const hits = fresh.filter(
      ({ entry }) => entryContains(entry, wanted) && this.#isNew('toolUseId' in entry ? entry.toolUseId : null),
    );
    if (hits.length > 0) this.store.setState({ found: [...found, ...hits.map(({ seq }) => seq)] });
  }

  /** Goes to the next or the one before, round at the ends; first to the newest. @returns its number, null for none */
  step(by: 1 | -1): number | null {
    const { found, current } = this.store.getState();
    if (found.length === 0) return null;
    const at = current === null ? -1 : found.indexOf(current);
    const to = at === -1 ? found.length - 1 : (at + by + found.length) % found.length;
    const next = found[to] ?? null;
    this.store.setState({ current: next });
    return next;
  }

  #isNew(toolUseId: string | null): boolean {
    if (toolUseId === null) return true;
    if (this.#tools.has(toolUseId)) return false;
    this.#tools.add(toolUseId);
    return true;
  }
}
