import type { Problem } from '../../../shared/models/problem.ts';
import type { Sqlite } from '../sqlite.ts';
import { storageProblem, type StoragePlace } from '../storage-problems.ts';

/** The sealed key of an instance; without `sealed`, the fact that there was one. */
export interface SecretRow {
  readonly instanceId: string;
  readonly sealed: { readonly bytes: Buffer; readonly protection: 'keyring' | 'obfuscated' } | null;
  /** The last characters of the key, to know it by. */
  readonly ending: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

interface Row {
  readonly sealed: Buffer | null;
  readonly protection: string | null;
  readonly ending: string;
  readonly since: number;
}

/** Sealed secrets, a row an instance. Each call has written when it returns. */
export class SecretRepository {
  readonly #sqlite: Sqlite;
  readonly #place: StoragePlace;
  readonly #find;
  readonly #put;
  readonly #remove;

  constructor(sqlite: Sqlite, place: StoragePlace) {
    this.#sqlite = sqlite;
    this.#place = place;
    this.#find = sqlite.prepare<[string], Row>(
      'SELECT sealed, protection, ending, since FROM secrets WHERE instance_id = ?',
    );
    this.#put = sqlite.prepare<[string, Buffer | null, string | null, string, number]>(
      'INSERT OR REPLACE INTO secrets (instance_id, sealed, protection, ending, since) VALUES (?, ?, ?, ?, ?)',
    );
    this.#remove = sqlite.prepare<[string]>('DELETE FROM secrets WHERE instance_id = ?');
  }

  find(instanceId: string): SecretRow | null {
    const row = this.#find.get(instanceId);
    if (row === undefined) return null;
    const protection = row.protection === 'keyring' ? 'keyring' : 'obfuscated';
    const sealed = row.sealed === null ? null : ({ bytes: row.sealed, protection } as const);
    return { instanceId, sealed, ending: row.ending, since: row.since };
  }

  /** Adds a row, or replaces the one of the same instance. @returns why it was not written */
  put({ instanceId, sealed, ending, since }: SecretRow): Problem | null {
    return this.#write(() => {
      this.#put.run(instanceId, sealed?.bytes ?? null, sealed?.protection ?? null, ending, since);
    });
  }

  /** Nothing happens if there is no such row. @returns why it was not written */
  remove(instanceId: string): Problem | null {
    return this.#write(() => {
      this.#remove.run(instanceId);
    });
  }

  /** What is replaced or removed is overwritten in the file: its pages would keep it until something else needs them. */
  #write(work: () => void): Problem | null {
    try {
      overwriting(this.#sqlite, work);
      return null;
    } catch (error) {
      return storageProblem(error, this.#place);
    }
  }
}

/** Has SQLite overwrite with zeros what is deleted meanwhile; for everything that would make purging slow. */
export function overwriting(sqlite: Sqlite, work: () => void): void {
  sqlite.pragma('secure_delete = ON');
  try {
    work();
  } finally {
    sqlite.pragma('secure_delete = OFF');
  }
}
