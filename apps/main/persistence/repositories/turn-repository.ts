import { turnSchema, type Turn } from '../../../shared/models/turn.ts';
import type { Sqlite } from '../sqlite.ts';
import { StoredRows, type BadRowListener, type JsonRow } from '../stored-rows.ts';

/** Turns; the open ones are those that a tower which was killed left behind. */
export class TurnRepository {
  readonly #rows: StoredRows<Turn>;
  readonly #open;

  constructor(sqlite: Sqlite, onBadRow: BadRowListener) {
    this.#rows = new StoredRows('turns', turnSchema, onBadRow);
    this.#open = sqlite.prepare<[], JsonRow>(
      "SELECT id, data FROM turns WHERE status = 'open' ORDER BY started_at, rowid",
    );
  }

  /** In the order in which they began. */
  open(): Turn[] {
    return this.#rows.all(this.#open.all());
  }
}
