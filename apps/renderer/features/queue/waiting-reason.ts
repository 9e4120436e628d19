import type { Instance } from '../../../shared/models/instance.ts';
import type { TowerState } from '../../../shared/models/tower.ts';

export type WaitingReason =
  'towerPaused' | 'storage' | 'paused' | 'stopped' | 'failed' | 'after' | 'busy' | 'held' | 'slot' | 'memory';

/**
 * Why an instance's queued tasks are not served just now; null when they are about to be.
 * @param allHeldBack each of them waits for another task
 */
export function waitingReason(
  instance: Instance,
  tower: TowerState,
  working: number,
  cap: number,
  allHeldBack = false,
): WaitingReason | null {
  if (tower.storageProblem !== null) return 'storage';
  if (tower.paused) return 'towerPaused';
  if (instance.paused) return 'paused';
  if (instance.status === 'failed') return 'failed';
  if (instance.status === 'stopped' && instance.wanted === 'stopped') return 'stopped';
  if (allHeldBack) return 'after';
  if (instance.status === 'working' || instance.status === 'waiting') return 'busy';
  if (tower.holds.some(({ instanceIds }) => instanceIds.includes(instance.id))) return 'held';
  if (working >= cap) return 'slot';
  return (tower.memoryProblem ?? null) === null ? null : 'memory';
}

/** Is this more than what the instance's status says, wherever only that stands? */
export const isTold = (reason: WaitingReason | null): boolean =>
  reason !== null && !['paused', 'failed', 'stopped', 'busy'].includes(reason);
