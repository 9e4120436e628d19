import { z } from 'zod';
import { entrySchema } from '../models/entry.ts';
import { instanceSchema } from '../models/instance.ts';
import { problemSchema } from '../models/problem.ts';
import { requestSchema } from '../models/request.ts';
import { resourceSampleSchema } from '../models/resources.ts';
import { settingsSchema } from '../models/settings.ts';
import { attachmentInputSchema, taskSchema } from '../models/task.ts';
import { towerStateSchema } from '../models/tower.ts';
import { turnSchema } from '../models/turn.ts';

const instance = z.object({ instance: instanceSchema }).readonly();
const task = z.object({ task: taskSchema }).readonly();
const turn = z.object({ turn: turnSchema }).readonly();
const request = z.object({ request: requestSchema }).readonly();
const tower = z.object({ tower: towerStateSchema }).readonly();

/**
 * Durable facts, numbered without a gap and written to the database before a window sees them. Each carries the whole new
 * version of what changed, so that applying one is replacing one record.
 */
export const durableEvents = {
  'instance.created': instance,
  'instance.updated': instance,
  'instance.starting': instance,
  'instance.started': instance,
  'instance.working': instance,
  'instance.waiting': instance,
  'instance.idle': instance,
  'instance.stopping': instance,
  'instance.stopped': instance,
  'instance.failed': instance,
  'instance.stalled': instance,
  'instance.recovered': instance,
  'instance.overLimit': instance,
  'instance.withinLimit': instance,
  'instance.deleted': instance,
  'instance.restored': instance,
  'task.queued': task,
  'task.updated': task,
  'task.started': task,
  'task.waiting': task,
  'task.resumed': task,
  'task.completed': task,
  'task.failed': task,
  'task.cancelled': task,
  'task.interrupted': task,
  'turn.started': turn,
  'turn.completed': turn,
  'turn.failed': turn,
  'turn.interrupted': turn,
  'request.opened': request,
  'request.answered': request,
  'request.withdrawn': request,
  'transcript.appended': z.object({ entry: entrySchema }).readonly(),
  'tower.paused': tower,
  'tower.resumed': tower,
  'tower.held': tower,
  'tower.released': tower,
  'tower.updated': tower,
  'settings.updated': z.object({ settings: settingsSchema }).readonly(),
} as const;

export type DurableType = keyof typeof durableEvents;
export type DurableData<T extends DurableType> = z.infer<(typeof durableEvents)[T]>;
export type DurableEvent = {
  readonly [T in DurableType]: {
    readonly seq: number;
    readonly at: number;
    readonly type: T;
    readonly data: DurableData<T>;
  };
}[DurableType];
export type DurableEventOf<T extends DurableType> = Extract<DurableEvent, { type: T }>;

/** What an instance is busy with this moment, for a line of text beside its status. */
export const activitySchema = z
  .object({
    kind: z.enum(['none', 'requesting', 'thinking', 'writing', 'tool', 'retrying', 'compacting', 'unresponsive']),
    /** A tool's name, or the error that is being retried. */
    subject: z.string().nullable(),
    /** For `retrying`: which attempt of how many, and when the next one comes. */
    attempt: z.number().int().nullable(),
    attempts: z.number().int().nullable(),
    until: z.number().nullable(),
    since: z.number(),
  })
  .readonly();
export type Activity = z.infer<typeof activitySchema>;

/** A piece of a block that is still being written. The whole block follows as an entry and replaces it. */
export const deltaSchema = z
  .object({
    instanceId: z.uuid(),
    messageId: z.string(),
    blockIndex: z.number().int(),
    parentToolUseId: z.string().nullable(),
    kind: z.enum(['text', 'thinking', 'toolInput']),
    /** For `toolInput`: the tool's name. */
    name: z.string().nullable(),
    text: z.string(),
    /** True: this is all of the block so far, in place of what came before. A window that begins to watch is sent it. */
    restart: z.boolean().optional(),
  })
  .readonly();
export type Delta = z.infer<typeof deltaSchema>;

/**
 * What the host asks one window to show, because of a click on the tray, a notification, a menu, a link or a file. A prompt
 * is written into the composer and never sent: that takes a person's click in the window.
 */
export const directionSchema = z
  .object({
    instanceId: z.uuid().nullable(),
    taskId: z.uuid().nullable(),
    /** `refresh`: see whether anything was missed. */
    show: z.enum(['create', 'settings', 'find', 'news', 'refresh']).nullable(),
    /** For `create`: the folder that the form begins with. */
    directory: z.string().max(4096).nullable(),
    prompt: z.string().nullable(),
    files: z.array(attachmentInputSchema).readonly(),
  })
  .readonly();
export type Direction = z.infer<typeof directionSchema>;
export const noDirection: Direction = {
  instanceId: null,
  taskId: null,
  show: null,
  directory: null,
  prompt: null,
  files: [],
};

/** Passing events: never stored, not numbered, coalesced, and dropped before anything durable would be. */
export const passingEvents = {
  'transcript.delta': deltaSchema,
  'instance.activity': z.object({ instanceId: z.uuid(), activity: activitySchema }).readonly(),
  /** The database cannot be written, or can again (null). It is passing because nothing durable could tell of it. */
  'tower.storage': z.object({ problem: problemSchema.nullable() }).readonly(),
  /** What every running instance uses. The next one replaces it whole. */
  'tower.sampled': resourceSampleSchema,
  /**
   * For the host, and not for windows, which show since when a request waits: one is still open after the time of the
   * settings, and a person is to be told again. It is passing because it changes nothing, and is of no use later.
   */
  'request.reminded': z.object({ requestId: z.uuid(), instanceId: z.uuid(), openedAt: z.number() }).readonly(),
  /** The tower ends what runs, to close: how many instances are still up, of how many. */
  'tower.closing': z.object({ remaining: z.number().int(), total: z.number().int() }).readonly(),
  /**
   * For one window, and not on the bus: it did not keep up, and was spared so many pieces of text and facts since it was
   * last told. It asks again for what it watches; facts it misses by their numbers.
   */
  'window.lagged': z.object({ pieces: z.number().int(), facts: z.number().int() }).readonly(),
  /** For one window, and not on the bus: the gateway hands it out once the window's page listens. */
  'window.directed': directionSchema,
} as const;

export type PassingType = keyof typeof passingEvents;
export type PassingData<T extends PassingType> = z.infer<(typeof passingEvents)[T]>;
export type PassingEvent = {
  readonly [T in PassingType]: { readonly type: T; readonly data: PassingData<T> };
}[PassingType];

/** What a window is sent at once. Durable events first to last; `passing` comes before them in time. */
export interface EventBatch {
  readonly passing: readonly PassingEvent[];
  readonly durable: readonly DurableEvent[];
}
