import type { Problem } from '../../../shared/models/problem.ts';
import type { Sqlite } from '../sqlite.ts';
import { storageProblem, type StoragePlace } from '../storage-problems.ts';

/** A process that was started, with what names it for certain: a pid alone may be a stranger's by now. */
export interface ProcessRow {
  readonly marker: string;
  readonly pid: number;
  readonly startTime: string;
  readonly instanceId: string;
  readonly command: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** The ledger of processes. Each call has written when it returns, so that it holds after the tower was killed. */
export class ProcessRepository {
  readonly #place: StoragePlace;
  readonly #add;
  readonly #remove;
  readonly #all;

  constructor(sqlite: Sqlite, place: StoragePlace) {
    this.#place = place;
    this.#add = sqlite.prepare<[ProcessRow]>(
      `INSERT OR REPLACE INTO processes (marker, pid, start_time, instance_id, command, started_at)
       VALUES (@marker, @pid, @startTime, @instanceId, @command, @startedAt)`,
    );
    this.#remove = sqlite.prepare<[string]>('DELETE FROM processes WHERE marker = ?');
    this.#all = sqlite.prepare<[], ProcessRow>(
      `SELECT marker, pid, start_time AS startTime, instance_id AS instanceId, command, started_at AS startedAt
       FROM processes ORDER BY started_at, rowid`,
    );
  }

  /** @returns why it was not written: a process that is not in the ledger must not be given its first byte */
  add(row: ProcessRow): Problem | null {
    return this.#write(() => this.#add.run(row));
  }

  /** Nothing happens if the marker is not there. @returns why it was not written */
  remove(marker: string): Problem | null {
    return this.#write(() => this.#remove.run(marker));
  }

  /** In the order in which they were started. */
  all(): ProcessRow[] {
    return this.#all.all();
  }

  #write(work: () => unknown): Problem | null {
    try {
      work();
      return null;
    } catch (error) {
      return storageProblem(error, this.#place);
    }
  }
}
