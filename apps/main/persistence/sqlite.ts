import BetterSqlite3 from 'better-sqlite3';

/** A connection, as the files of this room pass it around. */
export type Sqlite = BetterSqlite3.Database;

/** How long a statement waits for another program's lock, in milliseconds; the main thread stands still meanwhile. */
export const busyTimeoutMs = 250;

/**
 * Opens a connection.
 * @param mode `read` never changes the file, not even by finishing what an earlier process left in the write-ahead log
 * @throws an error whose `code` is SQLite's
 */
export function connect(file: string, mode: 'read' | 'write'): Sqlite {
  return new BetterSqlite3(file, { timeout: busyTimeoutMs, readonly: mode === 'read', fileMustExist: mode === 'read' });
}
