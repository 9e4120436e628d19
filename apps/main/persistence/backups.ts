import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Sqlite } from './sqlite.ts';

const namePattern = /^tower-v\d+-\d{8}T\d{9}Z\.db$/;
const unfinished = 'unfinished.db';

/** The backups in a directory, oldest first by the time in their names; none if the directory is not there. */
export function listBackups(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const time = (name: string): string => name.slice(name.lastIndexOf('-'));
  return readdirSync(directory)
    .filter((name) => namePattern.test(name))
    .sort((a, b) => (time(a) < time(b) ? -1 : 1))
    .map((name) => join(directory, name));
}

/**
 * Writes a compact copy of a database and deletes the oldest copies. A copy has its name only when it is whole and on disk.
 * @param at milliseconds since the epoch, for the name
 * @param keep how many copies stay, this one included
 * @returns the copy's path
 * @throws an error of SQLite or of the file system
 */
export function backUp(sqlite: Sqlite, directory: string, at: number, keep: number): string {
  mkdirSync(directory, { recursive: true });
  const version = Number(sqlite.pragma('user_version', { simple: true }));
  const temporary = join(directory, unfinished);
  rmSync(temporary, { force: true });
  try {
    sqlite.prepare('VACUUM INTO ?').run(temporary);
    flushToDisk(temporary);
  } catch (error) {
    // On a full disk the half of a copy is in the way of everything else.
    rmSync(temporary, { force: true });
    throw error;
  }
  const stamp = new Date(at).toISOString().replace(/[-:.]/g, '');
  const file = join(directory, `tower-v${String(version)}-${stamp}.db`);
  renameSync(temporary, file);
  for (const old of listBackups(directory).slice(0, -keep)) rmSync(old, { force: true });
  return file;
}

function flushToDisk(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
