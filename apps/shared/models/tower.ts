import { z } from 'zod';
import { holdSchema } from './hold.ts';
import { problemSchema } from './problem.ts';

/** The state of the whole. */
export const towerStateSchema = z
  .object({
    /** While true, no queued task is started anywhere. */
    paused: z.boolean(),
    /** What the API refuses for now; the tasks that it concerns wait. */
    holds: z.array(holdSchema).readonly().default([]),
    /** Set while the database cannot be written; tasks are held meanwhile. */
    storageProblem: problemSchema.nullable(),
    /** Set while the computer has too little memory left for new turns; tasks wait meanwhile. */
    memoryProblem: problemSchema.nullable().optional(),
  })
  .readonly();
export type TowerState = z.infer<typeof towerStateSchema>;

/** What a window must know of the program that serves it. */
export const hostSchema = z
  .object({
    kind: z.enum(['electron', 'web']),
    version: z.string(),
    /** The version by which the data folder was first opened. */
    firstVersion: z.string().optional(),
    platform: z.string(),
    homeDirectory: z.string(),
    dataDirectory: z.string(),
    /** True where the CLI refuses the autonomous mode (uid 0 without IS_SANDBOX=1). */
    runsAsRoot: z.boolean(),
  })
  .readonly();
export type Host = z.infer<typeof hostSchema>;

/** How the desktop takes part. */
export const desktopSchema = z
  .object({
    /** Is there a tray that shows the tower while no window is open? */
    tray: z.boolean(),
    /** taken: another program has these keys. invalid: no keys of this name. */
    shortcut: z.enum(['none', 'registered', 'taken', 'invalid']),
    /** Why the tower cannot be started at login, in the system's words; null when it can, or is not wanted. */
    loginProblem: z.string().nullable(),
  })
  .readonly();
export type Desktop = z.infer<typeof desktopSchema>;

export const logLineSchema = z
  .object({
    at: z.number(),
    level: z.enum(['debug', 'info', 'warning', 'error']),
    source: z.enum(['stderr', 'lifecycle', 'protocol']),
    text: z.string(),
  })
  .readonly();
export type LogLine = z.infer<typeof logLineSchema>;
