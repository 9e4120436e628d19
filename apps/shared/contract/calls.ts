import { z } from 'zod';
import { apiKeySchema, apiKeyStatusSchema, keyPlaceSchema } from '../models/api-key.ts';
import { cliOfferSchema, diagnosisSchema } from '../models/cli.ts';
import { entrySchema, numberedEntrySchema } from '../models/entry.ts';
import {
  instanceDraftSchema,
  instancePatchSchema,
  instanceSchema,
  instanceSettingsSchema,
  instanceStatusSchema,
  launcherSchema,
} from '../models/instance.ts';
import { doctorReportSchema } from '../models/doctor.ts';
import { heldRulesSchema, ruleFileSchema, ruleListSchema, ruleScopeSchema } from '../models/permission-rule.ts';
import { decisionSchema, requestSchema } from '../models/request.ts';
import { resourceSampleSchema, usagePointSchema } from '../models/resources.ts';
import { settingsPatchSchema, settingsSchema } from '../models/settings.ts';
import {
  afterInputSchema,
  attachmentInputSchema,
  attachmentSchema,
  prioritySchema,
  taskOptionsSchema,
  taskSchema,
} from '../models/task.ts';
import { desktopSchema, hostSchema, logLineSchema, towerStateSchema } from '../models/tower.ts';
import { exportFormatSchema } from '../models/transcript-export.ts';
import type { DurableEvent } from './events.ts';
import { recoveredSchema, recoverySchema, turnEvidenceSchema } from '../models/stall.ts';

const nothing = z.object({}).strict().readonly();
const byId = z.object({ id: z.uuid() }).strict().readonly();
const instanceReply = z.object({ instance: instanceSchema }).readonly();
const taskReply = z.object({ task: taskSchema }).readonly();
const done = z.object({}).readonly();

const call = <I extends z.ZodType, O extends z.ZodType>(kind: 'command' | 'query', input: I, output: O) => ({
  kind,
  input,
  output,
});

/** A durable event is checked where it is made; on its way to a window it is passed on as it is. */
const eventSchema = z.custom<DurableEvent>((value) => typeof value === 'object' && value !== null && 'seq' in value);

/**
 * Every call that a window can make: its name, what it takes and what it answers. Transports, preload and the window's API
 * are derived from this list; a new call is a line here and a handler in main.
 *
 * A command answers once what it promises is recorded. What it changes arrives as events.
 */
export const calls = {
  'instance.create': call('command', instanceDraftSchema, instanceReply),
  /**
   * Makes an instance that knows what this one knew, and goes on by itself: after the answer or the tool with the number
   * `entrySeq`, before the prompt with that number, or with all that was said (null). A `name` that is taken gets a number.
   */
  'instance.fork': call(
    'command',
    z
      .object({
        id: z.uuid(),
        entrySeq: z.number().int().nullable(),
        name: instanceSettingsSchema.unwrap().shape.name.optional(),
      })
      .strict()
      .readonly(),
    instanceReply,
  ),
  'instance.update': call(
    'command',
    z.object({ id: z.uuid(), patch: instancePatchSchema }).strict().readonly(),
    instanceReply,
  ),
  'instance.start': call('command', byId, instanceReply),
  /** Answers when the whole process tree is gone. */
  'instance.stop': call('command', byId, instanceReply),
  'instance.restart': call('command', byId, instanceReply),
  /** Does something about a turn that does not go on; its task goes on in its conversation afterwards. */
  'instance.recover': call(
    'command',
    z.object({ id: z.uuid(), how: recoverySchema }).strict().readonly(),
    z.object({ instance: instanceSchema, ...recoveredSchema.unwrap().shape }).readonly(),
  ),
  /** What is known of the open turn of an instance; null when there is none. */
  'instance.evidence': call('query', byId, z.object({ evidence: turnEvidenceSchema.nullable() }).readonly()),
  'instance.interrupt': call('command', byId, instanceReply),
  'instance.delete': call('command', byId, instanceReply),
  'instance.restore': call('command', byId, instanceReply),
  'instance.pause': call('command', byId, instanceReply),
  'instance.resume': call('command', byId, instanceReply),
  /** Forgets the conversation: the next prompt begins a new session. The transcript stays. */
  'instance.newSession': call('command', byId, instanceReply),
  'task.submit': call(
    'command',
    z.object({ instanceId: z.uuid(), prompt: z.string(), options: taskOptionsSchema.optional() }).strict().readonly(),
    taskReply,
  ),
  /** Changes a task that is still queued. `after` replaces what it waits for: with none it runs without waiting. */
  'task.update': call(
    'command',
    z
      .object({
        id: z.uuid(),
        prompt: z.string().optional(),
        title: z.string().trim().max(200).optional(),
        priority: prioritySchema.optional(),
        after: afterInputSchema.optional(),
      })
      .strict()
      .readonly(),
    taskReply,
  ),
  /**
   * Puts a queued task before another one (taking that one's priority), or last of its priority; `instanceId` hands it to
   * another instance. One that goes on in a conversation stays where that is.
   */
  'task.move': call(
    'command',
    z.object({ id: z.uuid(), beforeId: z.uuid().nullable(), instanceId: z.uuid().optional() }).strict().readonly(),
    taskReply,
  ),
  /** Takes a queued task out, or interrupts a running one. */
  'task.cancel': call('command', byId, taskReply),
  /** Queues an ended task again, as it was. */
  'task.retry': call('command', byId, taskReply),
  /** Queues a task that was cut off or failed, to go on in the conversation that it was part of. */
  'task.resume': call('command', byId, taskReply),
  'request.answer': call(
    'command',
    z.object({ id: z.uuid(), decision: decisionSchema }).strict().readonly(),
    z.object({ request: requestSchema }).readonly(),
  ),
  /**
   * The permission rules that hold for an instance, or for all of them: what stands in the CLI's settings, and what was
   * allowed for a process until it ends. `leftOut` files were not looked at, because there are too many.
   */
  'rules.list': call(
    'query',
    z.object({ instanceId: z.uuid().nullable() }).strict().readonly(),
    z
      .object({
        files: z.array(ruleFileSchema).readonly(),
        held: z.array(heldRulesSchema).readonly(),
        leftOut: z.number().int(),
      })
      .readonly(),
  ),
  /** Takes a rule out of a settings file of an instance: exactly this text of this list. */
  'rules.takeBack': call(
    'command',
    z
      .object({
        instanceId: z.uuid(),
        scope: ruleScopeSchema,
        list: ruleListSchema,
        text: z.string().max(300_000),
      })
      .strict()
      .readonly(),
    z.object({ undoId: z.uuid() }).readonly(),
  ),
  /** Puts back what was taken back, where it stood. */
  'rules.putBack': call('command', z.object({ undoId: z.uuid() }).strict().readonly(), done),
  /** What is known of an instance's API key, and what this host can do for one; without an id only the latter. */
  'apiKey.status': call('query', z.object({ id: z.uuid().nullable() }).strict().readonly(), apiKeyStatusSchema),
  /** Gives an instance a key, from its next start on. It is refused if it could not lie as safely as `place` says. */
  'apiKey.set': call(
    'command',
    z.object({ id: z.uuid(), key: apiKeySchema, place: keyPlaceSchema }).strict().readonly(),
    apiKeyStatusSchema,
  ),
  /** Destroys an instance's key. A process that was started with it has it until it ends. */
  'apiKey.remove': call('command', byId, apiKeyStatusSchema),
  'tower.pause': call('command', nothing, done),
  'tower.resume': call('command', nothing, done),
  /** Tries at once what the API had refused. */
  'tower.release': call('command', z.object({ holdId: z.uuid() }).strict().readonly(), done),
  'settings.update': call('command', settingsPatchSchema, z.object({ settings: settingsSchema }).readonly()),

  /** All that a window needs to begin, as of event number `seq`. Of the ended tasks, the newest 200. */
  'tower.snapshot': call(
    'query',
    nothing,
    z
      .object({
        seq: z.number().int(),
        host: hostSchema,
        tower: towerStateSchema,
        settings: settingsSchema,
        instances: z.array(instanceSchema).readonly(),
        tasks: z.array(taskSchema).readonly(),
        requests: z.array(requestSchema).readonly(),
        /** The newest sample; null while nothing has run yet. */
        resources: resourceSampleSchema.nullable(),
      })
      .readonly(),
  ),
  /** The durable events after `seq`; `complete: false` when there are too many: take a new snapshot. */
  'tower.eventsSince': call(
    'query',
    z
      .object({ seq: z.number().int().min(0) })
      .strict()
      .readonly(),
    z.object({ complete: z.boolean(), events: z.array(eventSchema).readonly() }).readonly(),
  ),
  'tower.status': call(
    'query',
    nothing,
    z
      .object({
        instances: z.record(instanceStatusSchema, z.number().int()),
        pendingTasks: z.number().int(),
        openRequests: z.number().int(),
      })
      .readonly(),
  ),
  /** What an instance has used in the last minutes, oldest first; it is empty for one that has not run. */
  'resource.history': call('query', byId, z.object({ points: z.array(usagePointSchema).readonly() }).readonly()),
  /** Which instances' deltas this window wants; it replaces what was watched before. */
  'transcript.watch': call(
    'command',
    z
      .object({ instanceIds: z.array(z.uuid()).max(500).readonly() })
      .strict()
      .readonly(),
    done,
  ),
  /** Up to `limit` entries before event number `before` (from the end without it), oldest first. */
  'transcript.page': call(
    'query',
    z
      .object({
        instanceId: z.uuid(),
        before: z.number().int().optional(),
        limit: z.number().int().min(1).max(1000).default(200),
      })
      .strict()
      .readonly(),
    z.object({ entries: z.array(numberedEntrySchema).readonly(), atStart: z.boolean() }).readonly(),
  ),
  /** One entry whole, however long. */
  'transcript.entry': call(
    'query',
    z.object({ seq: z.number().int() }).strict().readonly(),
    z.object({ entry: entrySchema }).readonly(),
  ),
  /**
   * Which entries of a transcript contain a text, whether in large or small letters: looks through some of those before
   * event number `before` (from the end without it), newest last. The answer's `before` asks for the next; null when all
   * were looked through. A tool's result and its use have one `toolUseId`.
   */
  'transcript.find': call(
    'query',
    z
      .object({ instanceId: z.uuid(), text: z.string().min(1).max(1000), before: z.number().int().optional() })
      .strict()
      .readonly(),
    z
      .object({
        found: z.array(z.object({ seq: z.number().int(), toolUseId: z.string().nullable() }).readonly()).readonly(),
        before: z.number().int().nullable(),
      })
      .readonly(),
  ),
  /**
   * A piece of a transcript to be taken along, without secrets: the entries before event number `before` (the end without
   * it). The answer's `before` asks for the piece before it; null when there is none.
   */
  'transcript.export': call(
    'query',
    z
      .object({ instanceId: z.uuid(), format: exportFormatSchema, before: z.number().int().optional() })
      .strict()
      .readonly(),
    z.object({ text: z.string(), before: z.number().int().nullable() }).readonly(),
  ),
  'task.prompt': call('query', byId, z.object({ prompt: z.string() }).readonly()),
  /** Ended tasks, newest first. */
  'task.history': call(
    'query',
    z
      .object({
        instanceId: z.uuid().optional(),
        beforeEndedAt: z.number().optional(),
        limit: z.number().int().min(1).max(500).default(100),
      })
      .strict()
      .readonly(),
    z.object({ tasks: z.array(taskSchema).readonly() }).readonly(),
  ),
  'attachment.data': call(
    'query',
    byId,
    z.object({ attachment: attachmentSchema, data: attachmentInputSchema.unwrap().shape.data }).readonly(),
  ),
  'log.read': call(
    'query',
    z
      .object({ instanceId: z.uuid(), limit: z.number().int().min(1).max(5000).default(500) })
      .strict()
      .readonly(),
    z.object({ lines: z.array(logLineSchema).readonly() }).readonly(),
  ),
  /** The models and slash commands of the CLI (or of the demo agent), from its own answer to `initialize`; cached. */
  'cli.offer': call(
    'query',
    z.object({ launcher: launcherSchema, refresh: z.boolean().optional() }).strict().readonly(),
    cliOfferSchema,
  ),
  /** Looks at everything an agent needs. With a path, judges that executable in place of the one in use. */
  'cli.diagnose': call(
    'query',
    z
      .object({ claudePath: z.string().max(4096).optional() })
      .strict()
      .readonly(),
    diagnosisSchema,
  ),
  /** Looks at everything that the tower needs, now: each check with what was seen. May take seconds; changes nothing. */
  'tower.doctor': call('query', nothing, doctorReportSchema),
  /** Folders below a path, for a chooser; a path that is not there answers its nearest parent's. `~` is the home. */
  'directory.list': call(
    'query',
    z
      .object({ path: z.string().max(4096), hidden: z.boolean().optional() })
      .strict()
      .readonly(),
    z
      .object({
        path: z.string(),
        exists: z.boolean(),
        parent: z.string().nullable(),
        directories: z
          .array(z.object({ name: z.string(), path: z.string(), isGitRepository: z.boolean() }).readonly())
          .readonly(),
      })
      .readonly(),
  ),
  /** Paths in the working directory of an instance that fit what is typed, the best first; a folder's ends with a slash. */
  'file.find': call(
    'query',
    z
      .object({ instanceId: z.uuid(), query: z.string().max(500) })
      .strict()
      .readonly(),
    z.object({ paths: z.array(z.string()).readonly() }).readonly(),
  ),
  /** The host's own folder dialog; null when it was cancelled or the host has none (the web host). */
  'host.chooseDirectory': call(
    'query',
    z
      .object({ startIn: z.string().max(4096).nullable() })
      .strict()
      .readonly(),
    z.object({ path: z.string().nullable() }).readonly(),
  ),
  /** Asks in the host's own dialog for a file, and writes a transcript into it; null when it was cancelled or there is none. */
  'host.saveTranscript': call(
    'command',
    z.object({ instanceId: z.uuid(), format: exportFormatSchema }).strict().readonly(),
    z.object({ path: z.string().nullable() }).readonly(),
  ),
  /** Opens a window that shows one instance alone, or brings it to the front. The web host leaves that to the browser. */
  'host.openInstanceWindow': call('command', byId, done),
  /** What became of the settings that only a desktop can grant; null from the web host. */
  'host.desktop': call('query', nothing, z.object({ desktop: desktopSchema.nullable() }).readonly()),
} as const;

export type CallName = keyof typeof calls;
/** What a caller passes; defaults may be left out. */
export type CallInput<N extends CallName> = z.input<(typeof calls)[N]['input']>;
/** What a handler is given, after validation. */
export type CallArguments<N extends CallName> = z.output<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = z.output<(typeof calls)[N]['output']>;

export const callNames = Object.keys(calls) as readonly CallName[];
