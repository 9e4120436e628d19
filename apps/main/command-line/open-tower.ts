import type { Result } from '../../shared/models/problem.ts';
import type { Log } from '../logging/log.ts';
import type { Tower } from '../tower.ts';

/** Opens the tower for a command; the entry makes one that knows the program's version and surroundings. */
export type OpenTower = (wanted: {
  /** The data folder; null is the usual one. */
  readonly data: string | null;
  /** The CLI to use; null is the one of the settings. */
  readonly claude: string | null;
}) => Promise<Result<OpenedTower>>;

export interface OpenedTower {
  readonly tower: Tower;
  readonly log: Log;
}
