import { requestSchema, type Request } from '../../../shared/models/request.ts';
import type { Sqlite } from '../sqlite.ts';
import { StoredRows, type BadRowListener, type JsonRow } from '../stored-rows.ts';

/** What agents asked of a person. */
export class RequestRepository {
  readonly #rows: StoredRows<Request>;
  readonly #open;
  readonly #one;

  constructor(sqlite: Sqlite, onBadRow: BadRowListener) {
    this.#rows = new StoredRows('requests', requestSchema, onBadRow);
    this.#open = sqlite.prepare<[], JsonRow>(
      "SELECT id, data FROM requests WHERE status = 'open' ORDER BY opened_at, rowid",
    );
    this.#one = sqlite.prepare<[string], JsonRow>('SELECT id, data FROM requests WHERE id = ?');
  }

  /** In the order in which they were asked. */
  open(): Request[] {
    return this.#rows.all(this.#open.all());
  }

  get(id: string): Request | null {
    return this.#rows.one(this.#one.get(id));
  }
}
