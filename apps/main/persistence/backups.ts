import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Sqlite } from './sqlite.ts';

const namePattern = /^tower-v\d+-\d{8}T\d{9}Z\.db$/;
/** How many backups are kept. */
export const keptBackups = 5;
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
  return finish(sqlite, directory, at, keep);
}

export interface SteppedBackup {
  /** Milliseconds since the epoch, for the name. */
  readonly at: number;
  /** How many copies stay, this one included. */
  readonly keep: number;
  /** Asked between two steps; false gives the copy up. */
  readonly isWanted: () => boolean;
}

/** A step is so short that nobody who waits for the event loop notices it. Pages. */
const pagesPerStep = 100;

/**
 * Writes a copy of a database that is being worked on, a little at a time.
 * @returns the copy's path
 * @throws an error of SQLite or of the file system, or that the copy was given up
 */
export async function backUpInSteps(sqlite: Sqlite, directory: string, options: SteppedBackup): Promise<string> {
  mkdirSync(directory, { recursive: true });
  const temporary = join(directory, unfinished);
  rmSync(temporary, { force: true });
  try {
    await sqlite.backup(temporary, {
      progress: () => {
        if (!options.isWanted()) throw new Error('the copy was given up');
        return pagesPerStep;
      },
    });
    if (!options.isWanted()) throw new Error('the copy was given up');
    flushToDisk(temporary);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return finish(sqlite, directory, options.at, options.keep);
}

/** Gives a whole copy its name, and deletes the oldest. */
function finish(sqlite: Sqlite, directory: string, at: number, keep: number): string {
  const version = Number(sqlite.pragma('user_version', { simple: true }));
  const temporary = join(directory, unfinished);
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
