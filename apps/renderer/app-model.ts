import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../shared/contract/bridge.ts';
import { TowerConnection } from './connection/tower-connection.ts';
import { RecentActions } from './features/actions/recent-actions.ts';
import { Composers } from './features/composer/composers.ts';
import { Drafts, type DraftStorage } from './stores/drafts.ts';
import { applyBatch, applySnapshot, emptyFleet, type FleetState } from './stores/fleet-state.ts';
import { Transcripts } from './stores/transcripts.ts';
import { initialView, type ViewState } from './stores/view-state.ts';

/** Everything that the window's views read and call. */
export interface AppModel {
  readonly connection: TowerConnection;
  readonly fleet: StoreApi<FleetState>;
  readonly transcripts: Transcripts;
  readonly view: StoreApi<ViewState>;
  readonly composers: Composers;
  readonly recentActions: RecentActions;
}

/**
 * Puts the window's model together over a bridge. Nothing is connected before `connection.start()`.
 * @param soleId the one instance that the window is for; null for the main window
 */
export function createAppModel(bridge: Bridge, storage: DraftStorage, soleId: string | null = null): AppModel {
  const fleet = createStore<FleetState>(() => emptyFleet);
  const connection: TowerConnection = new TowerConnection(bridge, {
    snapshot: (snapshot) => {
      fleet.setState((state) => applySnapshot(state, snapshot), true);
      transcripts.reset();
    },
    batch: (batch) => {
      fleet.setState((state) => applyBatch(state, batch), true);
      transcripts.apply(batch);
      const directions = batch.passing.flatMap((event) => (event.type === 'window.directed' ? [event.data] : []));
      if (directions.length > 0) view.setState((state) => ({ directions: [...state.directions, ...directions] }));
    },
    deltasLost: () => transcripts.deltasLost(),
    link: (link) => fleet.setState({ link }),
  });
  const transcripts = new Transcripts((input) => connection.command('transcript.page', input));
  const view = createStore<ViewState>(() => ({ ...initialView, soleId }));
  const composers = new Composers(new Drafts(storage));
  const recentActions = new RecentActions(storage);
  return { connection, fleet, transcripts, view, composers, recentActions };
}
