import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { connect, type Sqlite } from './sqlite.ts';
import { storageProblem } from './storage-problems.ts';

/** The right to be the one tower of a data folder. */
export interface DataFolderLock {
  /** Gives it back; calling it again does nothing. */
  release(): void;
}

/**
 * Makes sure that one tower at a time works on a data folder. The lock is the operating system's own, on an empty database,
 * so that it is gone with its process however that ends. The process id beside it only says who holds it.
 * @param directory made if it is not there
 * @returns the lock, or `tower.alreadyRunning` with the `pid`, or `storage.readOnly`
 */
export function lockDataFolder(directory: string): Result<DataFolderLock> {
  const file = join(directory, 'tower.lock');
  const pidFile = join(directory, 'tower.pid');
  let sqlite: Sqlite | null = null;
  try {
    mkdirSync(directory, { recursive: true });
    sqlite = connect(file, 'write');
    sqlite.exec('BEGIN EXCLUSIVE');
    writeFileSync(pidFile, `${String(process.pid)}\n`);
    return ok(lockOn(sqlite, pidFile));
  } catch (error) {
    sqlite?.close();
    const reason = storageProblem(error, { file, backupDirectory: directory });
    if (reason.code !== 'storage.locked') return fail(reason);
    return fail(problem('tower.alreadyRunning', { path: directory, pid: readPid(pidFile) }));
  }
}

function lockOn(sqlite: Sqlite, pidFile: string): DataFolderLock {
  return {
    release: () => {
      if (!sqlite.open) return;
      // In this order: another tower may write its own as soon as the lock is free.
      rmSync(pidFile, { force: true });
      sqlite.close();
    },
  };
}

/** The holder has the lock an instant before its id is written; a missing one is told as unknown. */
function readPid(pidFile: string): number | string {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    return Number.isInteger(pid) ? pid : 'unknown';
  } catch {
    return 'unknown';
  }
}
