import { towerStateSchema, type TowerState } from '../../../shared/models/tower.ts';
import type { Sqlite } from '../sqlite.ts';
import { StoredRows, type BadRowListener, type JsonRow } from '../stored-rows.ts';

/** The state of the whole, as it was when the tower last ran. */
export class TowerStateRepository {
  readonly #rows: StoredRows<TowerState>;
  readonly #one;

  constructor(sqlite: Sqlite, onBadRow: BadRowListener) {
    this.#rows = new StoredRows('tower_state', towerStateSchema, onBadRow);
    this.#one = sqlite.prepare<[], JsonRow>('SELECT id, data FROM tower_state');
  }

  /** Without a storage problem: one that was stored is over, since it could be stored. */
  load(): TowerState {
    const stored = this.#rows.one(this.#one.get());
    return { paused: stored?.paused ?? false, holds: stored?.holds ?? [], storageProblem: null };
  }
}
