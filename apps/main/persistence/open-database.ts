import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import { backUp, keptBackups } from './backups.ts';
import { CleanCloseMark } from './clean-close-mark.ts';
import { Database, type UpkeepFailureListener } from './database.ts';
import { inspectDatabase } from './inspect-database.ts';
import { migrate } from './migrate.ts';
import { schemaVersion } from './migrations/migrations.ts';
import { connect, type Sqlite } from './sqlite.ts';
import { storageProblem } from './storage-problems.ts';
import type { BadRowListener } from './stored-rows.ts';

/** The write-ahead log is cut back to this after a burst, in bytes. */
const keptLogBytes = 40 * 1024 * 1024;

export interface OpenDatabaseOptions {
  /** The database; its folder is made if it is not there. */
  readonly file: string;
  /** Where a copy goes before a migration changes an existing database. */
  readonly backupDirectory: string;
  /** Milliseconds since the epoch, for the names of backups. */
  readonly now?: () => number;
  readonly onBadRow?: BadRowListener;
  readonly onUpkeepFailure?: UpkeepFailureListener;
}

/**
 * Opens the tower's database, makes it if there is none, and brings it to the newest schema after a backup. The caller holds
 * the lock of the data folder.
 * @returns the database, or why it was left as it is: `storage.newer`, `storage.corrupt`, `storage.readOnly`,
 *   `storage.locked`, `storage.full`, `storage.failed`
 */
export function openDatabase(options: OpenDatabaseOptions): Result<Database> {
  const {
    file,
    backupDirectory,
    now = Date.now,
    onBadRow = () => undefined,
    onUpkeepFailure = () => undefined,
  } = options;
  const place = { file, backupDirectory };
  let sqlite: Sqlite | null = null;
  try {
    mkdirSync(dirname(file), { recursive: true });
    const inspected = inspectDatabase(place, schemaVersion, (connection, version) => {
      if (version < schemaVersion) backUp(connection, backupDirectory, now(), keptBackups);
    });
    if (!inspected.ok) return inspected;
    sqlite = connect(file, 'write');
    prepare(sqlite);
    const database = new Database(sqlite, place, onBadRow, onUpkeepFailure);
    new CleanCloseMark(file).clear();
    database.events.dropOldFacts();
    return ok(database);
  } catch (error) {
    sqlite?.close();
    return fail(storageProblem(error, place));
  }
}

function prepare(sqlite: Sqlite): void {
  // A database that another program holds must be found out before anything of it is changed.
  sqlite.exec('BEGIN IMMEDIATE; ROLLBACK');
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = NORMAL');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma(`journal_size_limit = ${String(keptLogBytes)}`);
  migrate(sqlite);
}
