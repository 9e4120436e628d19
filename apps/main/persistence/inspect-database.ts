import { closeSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { listBackups } from './backups.ts';
import { CleanCloseMark } from './clean-close-mark.ts';
import { applicationId } from './migrate.ts';
import { connect, type Sqlite } from './sqlite.ts';
import { corruptProblem, storageProblem, type StoragePlace } from './storage-problems.ts';

/**
 * Looks at a database without changing a byte of it, before it is opened for writing.
 * @param knownVersion the newest version of the schema that this tower can read
 * @param use is given the read-only connection to a database that is fine, and its version
 * @returns the version of its schema, 0 for a file that is not there or has nothing in it; or why it must be left alone:
 *   `storage.newer`, `storage.corrupt`, `storage.locked`, `storage.readOnly`
 */
export function inspectDatabase(
  place: StoragePlace,
  knownVersion: number,
  use: (sqlite: Sqlite, version: number) => void,
): Result<number> {
  const size = sizeOf(place.file);
  const log = `${place.file}-wal`;
  const mark = new CleanCloseMark(place.file);
  if (size === null) return ok(0);
  if (!statSync(place.file).isFile()) {
    const isNoFile = 'There is something in its place that is not a file.';
    return fail(problem('storage.readOnly', { path: place.file }, isNoFile));
  }
  if (size === 0) {
    const hadContent = (sizeOf(log) ?? 0) > 0 || mark.exists || listBackups(place.backupDirectory).length > 0;
    return hadContent ? fail(corruptProblem(place, 'The file is empty.')) : ok(0);
  }
  let sqlite: Sqlite | null = null;
  try {
    setForeignLogAside(place.file, log);
    sqlite = connect(place.file, 'read');
    const version = Number(sqlite.pragma('user_version', { simple: true }));
    const owner = Number(sqlite.pragma('application_id', { simple: true }));
    if (owner !== applicationId) {
      if (version === 0 && isEmpty(sqlite)) return ok(0);
      return fail(corruptProblem(place, 'This is a database of another program.'));
    }
    if (version > knownVersion) {
      return fail(problem('storage.newer', { path: place.file, found: version, known: knownVersion }));
    }
    const damage = mark.matches ? null : damageOf(sqlite);
    if (damage !== null) return fail(corruptProblem(place, damage));
    use(sqlite, version);
    return ok(version);
  } catch (error) {
    return fail(storageProblem(error, place));
  } finally {
    sqlite?.close();
  }
}

/** @returns the first thing that is wrong, in SQLite's words; null when nothing is. Reads the whole file. */
function damageOf(sqlite: Sqlite): string | null {
  const verdict = String(sqlite.pragma('quick_check(1)', { simple: true }));
  return verdict === 'ok' ? null : verdict;
}

function isEmpty(sqlite: Sqlite): boolean {
  return sqlite.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}

/**
 * A backup that was copied over a damaged database finds that one's write-ahead log beside it, and SQLite would mix the two.
 * Backups are not in WAL mode (a file format of 1 at offset 18), so that such a log cannot be theirs.
 */
function setForeignLogAside(file: string, log: string): void {
  if (sizeOf(log) === null) return;
  const format = Buffer.alloc(1);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, format, 0, 1, 18);
  } finally {
    closeSync(descriptor);
  }
  if (format[0] !== 1) return;
  renameSync(log, `${log}.unused`);
  rmSync(`${file}-shm`, { force: true });
}

function sizeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null;
}
