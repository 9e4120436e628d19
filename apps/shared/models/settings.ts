import { z } from 'zod';
import { permissionModeSchema } from './instance.ts';
import { memoryLimitSchema, overLimitPolicySchema } from './resources.ts';

/** A time of the day, as a clock shows it. */
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const dayMs = 24 * 3600 * 1000;

/** So many instances keep an order of one's own. */
export const maxOrdered = 5000;

const fields = {
  /** An executable to use as the CLI; null means: look for it. */
  claudePath: z.string().min(1).max(4096).nullable(),
  /** How many instances may work at the same time. */
  maxRunning: z.number().int().min(1).max(200),
  /** How much memory an instance may use with all that it started, in bytes, unless it has a limit of its own. */
  memoryLimit: memoryLimitSchema,
  overLimit: overLimitPolicySchema,
  /** After how long without a byte a turn is taken for stalled, in milliseconds: while the model answers, and while a tool runs. */
  stallMs: z.number().int().min(1000).max(dayMs),
  stallToolMs: z.number().int().min(1000).max(dayMs),
  /** After how long a turn counts as stalled, in milliseconds: that only tries the API again; whose answer is whole and has no result. */
  stallRetryMs: z.number().int().min(1000).max(dayMs),
  stallResultMs: z.number().int().min(1000).max(dayMs),
  /** tell: say so. recover: nudge a stalled turn, then interrupt it and go on, then restart its instance and go on, a few times. */
  whenStalled: z.enum(['tell', 'recover']),
  /** After how long a request that nobody has answered is told of again, in milliseconds, and each time after; null for never. */
  remindMs: z.number().int().min(1000).max(dayMs).nullable(),
  /** No new turn is started while the computer has less memory left than this, in bytes. */
  memoryReserve: memoryLimitSchema,
  defaultPermissionMode: permissionModeSchema,
  defaultModel: z.string().min(1).max(200).nullable(),
  /** May sessions on this computer send each other messages, which start paid turns unasked? */
  allowPeerMessages: z.boolean(),
  /** Writes prompts and answers into the log files too. */
  logContents: z.boolean(),
  language: z.enum(['system', 'en', 'ko']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Closing the last window leaves the tower at work, where the desktop has a tray to find it in. */
  closeToTray: z.boolean(),
  startAtLogin: z.boolean(),
  /** Electron's name of the keys that show the window from anywhere; null for none. */
  globalShortcut: z.string().trim().min(1).max(100).nullable(),
  /** Keys of actions of the window that are not the first ones, by the action; null for none. Electron's names of keys. */
  shortcuts: z.record(z.string().min(1).max(60), z.string().trim().min(1).max(100).nullable()).readonly(),
  /** Tells of requests, and of tasks that ended, while no window has the focus. */
  notifyRequests: z.boolean(),
  notifyEnds: z.boolean(),
  /** From when to when, by this computer's clock, nothing is told; over midnight when `from` is the later one. */
  quietHours: z.strictObject({ from: clockTime, to: clockTime }).readonly().nullable(),
  /** Instances of which nothing is told. */
  mutedInstances: z.array(z.uuid()).max(2000).readonly(),
  /** The order in which a person has laid the instances; those that are not in it come after, the oldest first. */
  instanceOrder: z.array(z.uuid()).max(maxOrdered).readonly(),
  /** project: the list of instances is grouped by working directory. */
  instanceGrouping: z.enum(['project', 'flat']),
  /** The version of the app whose news somebody has seen; null for none since the data folder was made. */
  newsSeen: z.string().min(1).max(100).nullable(),
  /** Which newer versions of the app are downloaded, and installed when it quits. `off` asks nobody. */
  updates: z.enum(['off', 'stable', 'beta']),
};

/** What came after the first version has a default: settings, and events that carry them, may be older than it. */
export const settingsSchema = z
  .object({
    ...fields,
    memoryLimit: fields.memoryLimit.default(null),
    overLimit: fields.overLimit.default('tell'),
    memoryReserve: fields.memoryReserve.default(null),
    stallMs: fields.stallMs.default(300_000),
    stallToolMs: fields.stallToolMs.default(1_800_000),
    stallRetryMs: fields.stallRetryMs.default(900_000),
    stallResultMs: fields.stallResultMs.default(120_000),
    remindMs: fields.remindMs.default(1_800_000),
    whenStalled: fields.whenStalled.default('tell'),
    closeToTray: fields.closeToTray.default(true),
    startAtLogin: fields.startAtLogin.default(false),
    globalShortcut: fields.globalShortcut.default(null),
    shortcuts: fields.shortcuts.default({}),
    notifyRequests: fields.notifyRequests.default(true),
    notifyEnds: fields.notifyEnds.default(true),
    quietHours: fields.quietHours.default(null),
    mutedInstances: fields.mutedInstances.default([]),
    instanceOrder: fields.instanceOrder.default([]),
    instanceGrouping: fields.instanceGrouping.default('project'),
    newsSeen: fields.newsSeen.default(null),
    updates: fields.updates.default('stable'),
  })
  .readonly();
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  claudePath: null,
  maxRunning: 4,
  memoryLimit: null,
  overLimit: 'tell',
  memoryReserve: null,
  stallMs: 300_000,
  stallToolMs: 1_800_000,
  stallRetryMs: 900_000,
  stallResultMs: 120_000,
  remindMs: 1_800_000,
  whenStalled: 'tell',
  defaultPermissionMode: 'autonomous',
  defaultModel: null,
  allowPeerMessages: false,
  logContents: false,
  language: 'system',
  theme: 'system',
  closeToTray: true,
  startAtLogin: false,
  globalShortcut: null,
  shortcuts: {},
  notifyRequests: true,
  notifyEnds: true,
  quietHours: null,
  mutedInstances: [],
  instanceOrder: [],
  instanceGrouping: 'project',
  newsSeen: null,
  updates: 'stable',
};

/** What is left out stays as it is. */
export const settingsPatchSchema = z.object(fields).partial().strict().readonly();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
