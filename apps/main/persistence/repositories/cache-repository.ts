import { jsonSchema, type Json } from '../../../shared/models/json.ts';
import type { Problem } from '../../../shared/models/problem.ts';
import { storageProblem, type StoragePlace } from '../storage-problems.ts';
import type { Sqlite } from '../sqlite.ts';
import { StoredRows, type BadRowListener, type JsonRow } from '../stored-rows.ts';

/** What can be found out again but takes a while, such as what a CLI offers. */
export class CacheRepository {
  readonly #place: StoragePlace;
  readonly #rows: StoredRows<Json>;
  readonly #get;
  readonly #set;

  constructor(sqlite: Sqlite, place: StoragePlace, onBadRow: BadRowListener) {
    this.#place = place;
    this.#rows = new StoredRows('cache', jsonSchema, onBadRow);
    this.#get = sqlite.prepare<[string], JsonRow>('SELECT key AS id, data FROM cache WHERE key = ?');
    this.#set = sqlite.prepare<[string, string]>(
      'INSERT INTO cache (key, data) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET data = excluded.data',
    );
  }

  /** Undefined if nothing is kept under the key. */
  get(key: string): Json | undefined {
    const row = this.#get.get(key);
    if (row === undefined) return undefined;
    return row.data === 'null' ? null : (this.#rows.one(row) ?? undefined);
  }

  /** @returns what kept it from being stored; a caller may well go on without. */
  set(key: string, value: Json): Problem | null {
    try {
      this.#set.run(key, JSON.stringify(value));
      return null;
    } catch (error) {
      return storageProblem(error, this.#place);
    }
  }
}
