import type { Check } from '../../shared/models/cli.ts';
import type { DoctorCheck } from '../../shared/models/doctor.ts';
import type { Problem } from '../../shared/models/problem.ts';
import { found } from './found.ts';
import type { StorageMemory } from './storage-record.ts';

/** Made once a day while the tower runs: later than this, two were missed. */
const oldBackupMs = 49 * 3600 * 1000;

/** @param check what a try to write there showed @param freeBytes room on its disk */
export function judgeDataFolder(path: string, check: Check, freeBytes: number | null): DoctorCheck {
  if (check.status === 'failed') return found('dataFolder', 'dataFailed', { path }, check.problem);
  const params = { path, freeBytes: freeBytes ?? 0 };
  return found('dataFolder', check.status === 'warning' ? 'dataShort' : 'dataWritable', params);
}

export interface DatabaseEvidence {
  readonly sizeBytes: number;
  /** What reading all of it showed: what is damaged, null for nothing; `unread` where it is too large to be read now. */
  readonly damage: Problem | null | 'unread';
}

export function judgeDatabase({ sizeBytes, damage }: DatabaseEvidence): DoctorCheck {
  if (damage === 'unread') return found('database', 'databaseLarge', { sizeBytes });
  return damage === null
    ? found('database', 'databaseSound', { sizeBytes })
    : found('database', 'databaseDamaged', { sizeBytes }, damage);
}

/** @param newest when the newest copy was made, in milliseconds since the epoch; null where there is none */
export function judgeBackup(count: number, newest: number | null, now: number): DoctorCheck {
  if (newest === null) return found('backup', 'backupNone');
  return found('backup', now - newest > oldBackupMs ? 'backupOld' : 'backupRecent', {
    number: count,
    newestAt: newest,
  });
}

export function judgeStorage({ now, lastAt }: StorageMemory): DoctorCheck {
  if (now !== null) return found('storage', 'storageNow', {}, now);
  return lastAt === null ? found('storage', 'storageNever') : found('storage', 'storagePast', { lastAt });
}
