import type { Instance } from '../../shared/models/instance.ts';
import { listInstances } from './fleet-selectors.ts';
import type { FleetState } from './fleet-state.ts';
import type { ViewState } from './view-state.ts';

/** The instance on screen: the one that the window is for, or the one chosen, or the first; null when there is none. */
export function shownInstance(
  { instances }: Pick<FleetState, 'instances'>,
  { soleId, selectedId }: Pick<ViewState, 'soleId' | 'selectedId'>,
): Instance | null {
  const wanted = soleId ?? selectedId;
  const chosen = wanted === null ? undefined : instances[wanted];
  if (chosen !== undefined && chosen.deletedAt === null) return chosen;
  return soleId === null ? (listInstances(instances)[0] ?? null) : null;
}
