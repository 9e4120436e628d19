import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallInput, CallOutput } from '../../shared/contract/calls.ts';
import type { EventBatch } from '../../shared/contract/events.ts';
import type { Entry } from '../../shared/models/entry.ts';
import type { Result } from '../../shared/models/problem.ts';
import {
  applyPage,
  applyToTranscript,
  applyWhole,
  discardOpen,
  emptyTranscript,
  setUnfolded,
  trimToEnd,
  type TranscriptState,
} from './transcript-state.ts';

/** The first page fills the screen and little more, so that it is there at once. */
const firstPageSize = 80;
const pageSize = 200;
/** For somebody who jumps far back. */
const largePageSize = 1000;
/** Entries kept of a transcript that is not on screen, and of one that is followed at its end for hours. */
const keptHidden = 300;
const keptFollowed = 4_000;

type ReadPage = (input: CallInput<'transcript.page'>) => Promise<Result<CallOutput<'transcript.page'>>>;

/** One small store a transcript, so that an agent's stream renders nothing but its own view. */
export class Transcripts {
  readonly #stores = new Map<string, StoreApi<TranscriptState>>();
  readonly #readPage: ReadPage;

  /** Whose transcript is being looked through, and how often that was asked for. */
  readonly finding = createStore<{ readonly instanceId: string | null; readonly asked: number }>(() => ({
    instanceId: null,
    asked: 0,
  }));

  constructor(readPage: ReadPage) {
    this.#readPage = readPage;
  }

  /** The instance's store; made on first use. */
  of(instanceId: string): StoreApi<TranscriptState> {
    const found = this.#stores.get(instanceId);
    if (found !== undefined) return found;
    const made = createStore<TranscriptState>(() => emptyTranscript);
    this.#stores.set(instanceId, made);
    return made;
  }

  apply(batch: EventBatch): void {
    for (const [instanceId, store] of this.#stores) {
      const state = store.getState();
      const next = applyToTranscript(state, instanceId, batch);
      if (next !== state) store.setState(next, true);
    }
  }

  /** Fetches the end, unless it is held already. */
  async open(instanceId: string): Promise<void> {
    const store = this.of(instanceId);
    if (store.getState().status === 'ready' || store.getState().status === 'loading') return;
    store.setState({ status: 'loading' });
    const page = await this.#readPage({ instanceId, limit: firstPageSize });
    if (page.ok) store.setState((state) => applyPage(state, page.value));
    else store.setState({ status: 'failed', problem: page.problem });
  }

  /** Fetches pages until an entry is held, however far back it is. @param signal aborted when nobody wants it any more */
  async openBack(instanceId: string, seq: number, signal: AbortSignal): Promise<void> {
    const store = this.of(instanceId);
    for (;;) {
      const { entries, atStart, status } = store.getState();
      const first = entries[0]?.seq ?? 0;
      if (first <= seq || atStart || status !== 'ready' || signal.aborted) return;
      await this.openOlder(instanceId, true);
      const after = store.getState().entries[0]?.seq;
      // It could not be fetched, or somebody else is fetching: then it is tried again after them.
      if (after === first && !store.getState().loadingOlder) return;
      if (after === first) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Fetches the page before what is held. @param far a large one: somebody is on their way far back */
  async openOlder(instanceId: string, far = false): Promise<void> {
    const store = this.of(instanceId);
    const { status, atStart, loadingOlder, entries } = store.getState();
    const first = entries[0];
    if (status !== 'ready' || atStart || loadingOlder || first === undefined) return;
    store.setState({ loadingOlder: true });
    const page = await this.#readPage({ instanceId, before: first.seq, limit: far ? largePageSize : pageSize });
    if (page.ok) store.setState((state) => applyPage(state, page.value));
    else store.setState({ loadingOlder: false });
  }

  /** A cut entry was fetched whole. */
  showWhole(seq: number, entry: Entry): void {
    this.of(entry.instanceId).setState((state) => applyWhole(state, seq, entry), true);
  }

  /** Shows what the subagent of a row did, or folds it again. */
  unfold(instanceId: string, key: string, unfold: boolean): void {
    this.of(instanceId).setState((state) => setUnfolded(state, key, unfold), true);
  }

  /** Opens the bar that finds a text in this transcript, or goes back to it. */
  openFind(instanceId: string): void {
    this.finding.setState(({ asked }) => ({ instanceId, asked: asked + 1 }));
  }

  closeFind(): void {
    this.finding.setState({ instanceId: null });
  }

  /** The transcript left the screen. */
  hide(instanceId: string): void {
    this.#stores.get(instanceId)?.setState((state) => trimToEnd(state, keptHidden));
  }

  /** The transcript is followed at its end: what scrolled away long ago is fetched again when somebody scrolls back. */
  followed(instanceId: string): void {
    const store = this.#stores.get(instanceId);
    if (store !== undefined && store.getState().entries.length > keptFollowed * 1.5) {
      store.setState((state) => trimToEnd(state, keptFollowed));
    }
  }

  deltasLost(): void {
    for (const store of this.#stores.values()) store.setState((state) => discardOpen(state));
  }

  /** Events were missed for good: everything held is void. Those on screen are opened again by their views. */
  reset(): void {
    for (const store of this.#stores.values()) store.setState(emptyTranscript, true);
  }
}
