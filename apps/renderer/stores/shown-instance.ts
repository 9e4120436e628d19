import type { Instance } from '../../shared/models/instance.ts';
import type { FleetState } from './fleet-state.ts';
import type { ViewState } from './view-state.ts';

/** The instance on screen: the one that the window is for, or the one chosen. Null shows all of them, on the wall. */
export function shownInstance(
  { instances }: Pick<FleetState, 'instances'>,
  { soleId, selectedId }: Pick<ViewState, 'soleId' | 'selectedId'>,
): Instance | null {
  const wanted = soleId ?? selectedId;
  const instance = wanted === null ? undefined : instances[wanted];
  return instance === undefined || instance.deletedAt !== null ? null : instance;
}

/**
 * A fleet of one has nothing to be compared with: unless somebody asked for the wall, its one instance is shown itself.
 * @returns its id; null when there are none or several, or when something is chosen already
 */
export function firstChoice(
  { instances, loaded }: Pick<FleetState, 'instances' | 'loaded'>,
  { soleId, selectedId, wall }: Pick<ViewState, 'soleId' | 'selectedId' | 'wall'>,
): string | null {
  if (!loaded || wall || soleId !== null || selectedId !== null) return null;
  let only: string | null = null;
  for (const { id, deletedAt } of Object.values(instances)) {
    if (deletedAt !== null) continue;
    if (only !== null) return null;
    only = id;
  }
  return only;
}
