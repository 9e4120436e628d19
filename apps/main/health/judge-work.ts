import type { DoctorCheck } from '../../shared/models/doctor.ts';
import type { TowerState } from '../../shared/models/tower.ts';
import { found } from './found.ts';

/** What keeps queued tasks from being started, everywhere or in part. */
export function judgeWork({ paused, holds, memoryProblem = null }: TowerState): readonly DoctorCheck[] {
  const nextAt = Math.min(...holds.map(({ until }) => until));
  return [
    found('paused', paused ? 'towerPaused' : 'towerRuns'),
    holds.length === 0
      ? found('holds', 'holdsNone')
      : found('holds', 'holdsSome', { number: holds.length, nextAt }, holds[0]?.problem ?? null),
    memoryProblem === null ? found('memory', 'memoryEnough') : found('memory', 'memoryShort', {}, memoryProblem),
  ];
}
