import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Database } from '../../../apps/main/persistence/database.ts';
import { openDatabase } from '../../../apps/main/persistence/open-database.ts';
import type { BadRowListener } from '../../../apps/main/persistence/stored-rows.ts';

/** A place for a database, deleted after the test. */
export interface Place {
  readonly directory: string;
  readonly file: string;
  readonly backupDirectory: string;
}

export function temporaryPlace(): Place {
  const directory = mkdtempSync(join(tmpdir(), 'tower-database-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  });
  return { directory, file: join(directory, 'tower.db'), backupDirectory: join(directory, 'backups') };
}

/** Opens a database that must open, and closes it after the test. */
export function opened(place: Place, onBadRow?: BadRowListener): Database {
  const result = openDatabase({ ...place, ...(onBadRow ? { onBadRow } : {}) });
  if (!result.ok) throw new Error(`${result.problem.message} ${result.problem.detail ?? ''}`);
  const database = result.value;
  onTestFinished(() => {
    database.close();
  });
  return database;
}

/** What an attempt to open comes to: the code of its problem, or `ok`. */
export function outcomeOfOpening(place: Place): string {
  const result = openDatabase(place);
  if (!result.ok) return result.problem.code;
  result.value.close();
  return 'ok';
}

export const fingerprint = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
