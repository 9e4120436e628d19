import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnosis } from '../../shared/models/cli.ts';
import type { Desktop, Host } from '../../shared/models/tower.ts';
import { checkData, checkGit } from '../claude/discovery/check-surroundings.ts';
import { runProgram } from '../claude/discovery/run-program.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { InstanceRecords } from '../orchestrator/instance-records.ts';
import type { TowerControl } from '../orchestrator/tower-control.ts';
import type { Database } from '../persistence/database.ts';
import type { InstanceKeys } from '../secrets/instance-keys.ts';
import type { InstanceScopes } from '../supervision/instance-scopes.ts';
import type { ProcessLedger, SweepReport } from '../supervision/process-ledger.ts';
import { Doctor, type Probe } from './doctor.ts';
import { judgeCli, judgeGit } from './judge-cli.ts';
import { judgeDesktop, judgeSecrets } from './judge-desktop.ts';
import { type GuardEvidence, judgeGuard, judgeProcesses, judgeScopes, judgeSweep } from './judge-processes.ts';
import { judgeBackup, judgeDatabase, judgeDataFolder, judgeStorage } from './judge-storage.ts';
import { judgeWork } from './judge-work.ts';
import { StorageRecord } from './storage-record.ts';

export interface DoctorParts {
  readonly host: Pick<Host, 'kind' | 'dataDirectory'>;
  readonly environment: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly now: () => number;
  readonly bus: EventBus;
  readonly database: Pick<Database, 'checkIntegrity'>;
  /** The copies of the database, oldest first. */
  readonly backups: () => readonly string[];
  readonly diagnose: () => Promise<Diagnosis>;
  readonly guard: () => GuardEvidence;
  /** What the sweep at the start did. */
  readonly swept: SweepReport;
  /** Null where the system has no scopes. */
  readonly scopes: Pick<InstanceScopes, 'lack'> | null;
  readonly ledger: Pick<ProcessLedger, 'running'>;
  readonly records: Pick<InstanceRecords, 'find'>;
  readonly keys: Pick<InstanceKeys, 'status'>;
  readonly desktop: () => Desktop | null;
  readonly control: Pick<TowerControl, 'state'>;
}

/** Looks at the CLI start programs, some of which take seconds on a busy computer. Milliseconds. */
const programLimitMs = 20_000;
const limitMs = 5000;
/** Reading more than this at once would be felt by everybody who waits for this thread, in bytes. */
const readAtOnce = 8 * 1024 * 1024;

/** The doctor of a tower: it looks at everything that the tower needs, when it is asked. */
export function buildDoctor(parts: DoctorParts): Doctor {
  return new Doctor([...cliProbes(parts), ...storageProbes(parts), ...processProbes(parts)], parts.now);
}

function cliProbes({ diagnose, environment, platform }: DoctorParts): readonly Probe[] {
  return [
    {
      ids: ['cliPath', 'cliVersion', 'cliLogin', 'user'],
      limitMs: programLimitMs,
      look: async () => judgeCli(await diagnose()),
    },
    {
      ids: ['git'],
      limitMs: programLimitMs,
      look: async () => [judgeGit(await checkGit({ environment, platform, run: runProgram }))],
    },
  ];
}

function storageProbes({ host, database, backups, bus, now }: DoctorParts): readonly Probe[] {
  const { dataDirectory } = host;
  const file = join(dataDirectory, 'tower.db');
  const record = new StorageRecord(bus, now);
  return [
    {
      ids: ['dataFolder'],
      limitMs,
      look: async () => {
        const [check, free] = await Promise.all([checkData(dataDirectory), freeBytes(dataDirectory)]);
        return [judgeDataFolder(dataDirectory, check, free)];
      },
    },
    {
      ids: ['database'],
      limitMs,
      look: async () => {
        const sizes = await Promise.all([file, `${file}-wal`].map((each) => sizeOf(each)));
        const sizeBytes = sizes.reduce((sum, each) => sum + each, 0);
        return [judgeDatabase({ sizeBytes, damage: sizeBytes > readAtOnce ? 'unread' : database.checkIntegrity() })];
      },
    },
    {
      ids: ['backup'],
      limitMs,
      look: async () => {
        const files = backups();
        const newest = files.at(-1);
        return [judgeBackup(files.length, newest === undefined ? null : (await stat(newest)).mtimeMs, now())];
      },
    },
    { ids: ['storage'], limitMs, look: () => [judgeStorage(record.memory)] },
  ];
}

function processProbes(parts: DoctorParts): readonly Probe[] {
  const { guard, swept, scopes, ledger, records, keys, desktop, control, now, host } = parts;
  return [
    { ids: ['guard'], limitMs, look: () => [judgeGuard(guard())] },
    {
      ids: ['sweep'],
      limitMs,
      look: () => [
        judgeSweep({ ended: swept.ended.length, remaining: swept.remaining.flatMap(({ pids }) => [...pids]) }),
      ],
    },
    {
      ids: ['scopes'],
      limitMs,
      look: async () => [judgeScopes(scopes === null ? null : { lack: await scopes.lack() })],
    },
    {
      ids: ['processes'],
      limitMs,
      look: () => {
        const rows = ledger.running().map(({ pid, startedAt, instanceId }) => {
          const instance = records.find(instanceId);
          return { pid, startedAt, status: instance.ok ? instance.value.status : null };
        });
        return [judgeProcesses(rows, now())];
      },
    },
    {
      ids: ['secrets'],
      limitMs,
      look: async () => {
        const status = await keys.status(null);
        if (!status.ok) throw new Error(status.problem.message);
        return [judgeSecrets(status.value.protection, host.kind === 'electron')];
      },
    },
    { ids: ['tray', 'shortcut', 'login'], limitMs, look: () => judgeDesktop(desktop()) },
    { ids: ['paused', 'holds', 'memory'], limitMs, look: () => judgeWork(control.state) },
  ];
}

async function freeBytes(folder: string): Promise<number | null> {
  return statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
