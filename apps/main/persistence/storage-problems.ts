import { dirname } from 'node:path';
import type { Problem } from '../../shared/models/problem.ts';
import { problem } from '../../shared/models/problem-words.ts';

/** Where the database and its backups are, for the sentences of a problem. */
export interface StoragePlace {
  readonly file: string;
  readonly backupDirectory: string;
}

/** Primary result codes of SQLite, without their extensions, and error numbers of the file system. */
const full = ['SQLITE_FULL', 'ENOSPC', 'EDQUOT'];
const readOnly = [
  ...['SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_PERM'],
  ...['EACCES', 'EPERM', 'EROFS', 'EISDIR', 'ENOTDIR', 'EEXIST'],
];
const corrupt = ['SQLITE_CORRUPT', 'SQLITE_NOTADB'];
const locked = ['SQLITE_BUSY', 'SQLITE_LOCKED'];

/**
 * Says what an error of SQLite or of the file system means for a person.
 * @param error what was thrown; what is neither of the two becomes `storage.failed` with its message
 */
export function storageProblem(error: unknown, place: StoragePlace): Problem {
  const code = codeOf(error);
  const reason = error instanceof Error ? error.message : String(error);
  const detail = code === '' ? reason : `${code}: ${reason}`;
  const is = (codes: readonly string[]): boolean => codes.some((one) => code === one || code.startsWith(`${one}_`));
  if (is(full)) return problem('storage.full', { path: dirname(place.file) }, detail);
  if (is(readOnly)) return problem('storage.readOnly', { path: dirname(place.file) }, detail);
  if (is(corrupt)) return corruptProblem(place, detail);
  if (is(locked)) return problem('storage.locked', { path: place.file }, detail);
  return problem('storage.failed', { reason, path: dirname(place.file) }, detail);
}

/** @param detail what was seen that should not be there */
export function corruptProblem(place: StoragePlace, detail: string): Problem {
  return problem('storage.corrupt', { path: place.file, backups: place.backupDirectory }, detail);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
