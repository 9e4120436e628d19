import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../shared/contract/bridge.ts';
import type { CallInput } from '../shared/contract/calls.ts';
import { FrameGatherer } from './connection/frame-gatherer.ts';
import { nextFrame } from './connection/next-frame.ts';
import { type ConnectionSink, TowerConnection } from './connection/tower-connection.ts';
import { RecentActions } from './features/actions/recent-actions.ts';
import { Composers } from './features/composer/composers.ts';
import { Drafts } from './stores/drafts.ts';
import { type Arrangement, type ArrangementInput, createArranger } from './stores/fleet-arrangement.ts';
import { applyBatch, applySnapshot, emptyFleet, type FleetState } from './stores/fleet-state.ts';
import { LastWords } from './stores/last-words.ts';
import { firstChoice } from './stores/shown-instance.ts';
import { Transcripts } from './stores/transcripts.ts';
import { recallView, rememberView, type ViewStorage } from './stores/view-memory.ts';
import { initialView, type ViewState } from './stores/view-state.ts';

/** Everything that the window's views read and call. */
export interface AppModel {
  readonly connection: TowerConnection;
  readonly fleet: StoreApi<FleetState>;
  readonly transcripts: Transcripts;
  readonly lastWords: LastWords;
  /** Puts the instances in order for every list of them. */
  readonly arrange: (input: ArrangementInput) => Arrangement;
  readonly view: StoreApi<ViewState>;
  readonly composers: Composers;
  readonly recentActions: RecentActions;
}

/**
 * Puts the window's model together over a bridge. Nothing is connected before `connection.start()`.
 * @param soleId the one instance that the window is for; null for the main window
 */
export function createAppModel(bridge: Bridge, storage: ViewStorage, soleId: string | null = null): AppModel {
  const fleet = createStore<FleetState>(() => emptyFleet);
  const sink: ConnectionSink = {
    snapshot: (snapshot) => {
      fleet.setState((state) => applySnapshot(state, snapshot), true);
      transcripts.reset();
      lastWords.reset();
    },
    batch: (batch) => {
      fleet.setState((state) => applyBatch(state, batch), true);
      transcripts.apply(batch);
      lastWords.apply(batch);
      const directions = batch.passing.flatMap((event) => (event.type === 'window.directed' ? [event.data] : []));
      if (directions.length > 0) view.setState((state) => ({ directions: [...state.directions, ...directions] }));
    },
    deltasLost: () => transcripts.deltasLost(),
    link: (link) => fleet.setState({ link }),
  };
  const connection = new TowerConnection(bridge, new FrameGatherer(sink, nextFrame));
  const readPage = (input: CallInput<'transcript.page'>) => connection.command('transcript.page', input);
  const transcripts = new Transcripts(readPage);
  const lastWords = new LastWords(readPage);
  const recalled = soleId === null ? recallView(storage) : {};
  const view = createStore<ViewState>(() => ({ ...initialView, ...recalled, soleId }));
  if (soleId === null) rememberView(view, storage);
  fleet.subscribe((state, before) => {
    if (state.instances === before.instances) return;
    const selectedId = firstChoice(state, view.getState());
    if (selectedId !== null) view.setState({ selectedId });
  });
  const composers = new Composers(new Drafts(storage.lasting));
  const recentActions = new RecentActions(storage.lasting);
  return { connection, fleet, transcripts, lastWords, arrange: createArranger(), view, composers, recentActions };
}
