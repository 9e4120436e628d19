import { z } from 'zod';
import { problemSchema } from './problem.ts';

/** What the doctor looks at, in its order. */
export const doctorCheckIds = [
  'cliPath',
  'cliVersion',
  'cliLogin',
  'user',
  'git',
  'dataFolder',
  'database',
  'backup',
  'storage',
  'guard',
  'sweep',
  'scopes',
  'processes',
  'secrets',
  'tray',
  'shortcut',
  'login',
  'paused',
  'holds',
  'memory',
] as const;
export type DoctorCheckId = (typeof doctorCheckIds)[number];

/** bad: something does not work. warning: it works, but less well or less safely. unknown: it could not be told. */
export const doctorOutcomes = ['good', 'warning', 'bad', 'unknown'] as const;
export type DoctorOutcome = (typeof doctorOutcomes)[number];

/** Everything that a check can find, and how bad that is. Windows have words for each. */
export const doctorFindings = {
  cliFound: 'good',
  cliMissing: 'bad',
  cliNotThere: 'bad',
  cliUnusable: 'bad',
  versionTested: 'good',
  versionUntested: 'good',
  versionAhead: 'warning',
  versionBehind: 'warning',
  versionTooOld: 'bad',
  versionUnknown: 'unknown',
  signedIn: 'good',
  notSignedIn: 'bad',
  loginUnknown: 'unknown',
  loginNotAsked: 'unknown',
  ordinaryUser: 'good',
  sandboxRoot: 'good',
  root: 'warning',
  gitFound: 'good',
  gitMissing: 'warning',
  dataWritable: 'good',
  dataShort: 'warning',
  dataFailed: 'bad',
  databaseSound: 'good',
  databaseLarge: 'good',
  databaseDamaged: 'bad',
  backupRecent: 'good',
  backupOld: 'warning',
  backupNone: 'warning',
  storageNever: 'good',
  storagePast: 'good',
  storageNow: 'bad',
  guardRuns: 'good',
  guardLater: 'good',
  guardNotNeeded: 'good',
  guardFailed: 'warning',
  sweptNothing: 'good',
  sweptSome: 'good',
  sweptNotAll: 'bad',
  scopesHad: 'good',
  scopesNotHere: 'good',
  scopesLacking: 'warning',
  processesOwned: 'good',
  processesStray: 'bad',
  keysSealed: 'good',
  keysReadable: 'warning',
  keysInMemory: 'good',
  keysNoKeyring: 'warning',
  trayShown: 'good',
  trayMissing: 'warning',
  shortcutNone: 'good',
  shortcutWorks: 'good',
  shortcutTaken: 'warning',
  shortcutInvalid: 'warning',
  loginFine: 'good',
  loginRefused: 'warning',
  towerRuns: 'good',
  towerPaused: 'warning',
  holdsNone: 'good',
  holdsSome: 'warning',
  memoryEnough: 'good',
  memoryShort: 'warning',
  lookedTooLong: 'unknown',
  lookFailed: 'unknown',
} as const satisfies Record<string, DoctorOutcome>;
export type DoctorFinding = keyof typeof doctorFindings;

const isFinding = (name: unknown): name is DoctorFinding =>
  typeof name === 'string' && Object.hasOwn(doctorFindings, name);

/**
 * One check of the doctor. What was seen is in `params`, as values: those whose names end with `Bytes` are sizes, those with
 * `At` are times in milliseconds since the epoch.
 */
export const doctorCheckSchema = z
  .object({
    id: z.enum(doctorCheckIds),
    outcome: z.enum(doctorOutcomes),
    finding: z.custom<DoctorFinding>(isFinding),
    params: z.record(z.string(), z.union([z.string(), z.number()])).readonly(),
    /** What is wrong and what to do, where that is one of the tower's problems. */
    problem: problemSchema.nullable(),
  })
  .readonly();
export type DoctorCheck = z.infer<typeof doctorCheckSchema>;

export const doctorReportSchema = z
  .object({
    /** When it was looked, in milliseconds since the epoch. */
    at: z.number(),
    checks: z.array(doctorCheckSchema).readonly(),
  })
  .readonly();
export type DoctorReport = z.infer<typeof doctorReportSchema>;
