import { z } from 'zod';
import { jsonObjectSchema } from './json.ts';
import { problemSchema } from './problem.ts';
import { memoryLimitSchema } from './resources.ts';
import { turnEvidenceSchema } from './stall.ts';

/** What an agent may do unasked. `autonomous` is the CLI's --dangerously-skip-permissions. */
export const permissionModes = ['autonomous', 'ask', 'edits', 'plan'] as const;
export const permissionModeSchema = z.enum(permissionModes);
export type PermissionMode = z.infer<typeof permissionModeSchema>;

/** How the process is started. `demo` is the built-in simulation, which needs neither CLI nor account. */
export const launchers = ['local', 'demo'] as const;
export const launcherSchema = z.enum(launchers);
export type Launcher = z.infer<typeof launcherSchema>;

/**
 * stopped: no process. starting: spawned, not ready. idle: ready for a prompt. working: a turn is open. waiting: a turn is
 * open and a person has to answer. stopping: being ended. failed: ended otherwise than asked; `problem` says how.
 */
export const instanceStatuses = ['stopped', 'starting', 'idle', 'working', 'waiting', 'stopping', 'failed'] as const;
export const instanceStatusSchema = z.enum(instanceStatuses);
export type InstanceStatus = z.infer<typeof instanceStatusSchema>;

export const effortLevels = ['low', 'medium', 'high', 'xhigh', 'max'] as const;
export const effortSchema = z.enum(effortLevels);

/** A colour of the palette, by name, so that themes can show their own. */
export const instanceColors = ['gray', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink'] as const;

/**
 * What becomes of a task that was cut off after the CLI had got it: by the end of the tower, or of the CLI. ask: it is shown
 * as interrupted, to be resumed or run again. resume: it goes on in its conversation by itself.
 */
export const cutPolicies = ['ask', 'resume'] as const;
export const cutPolicySchema = z.enum(cutPolicies);
export type CutPolicy = z.infer<typeof cutPolicySchema>;

/** What a person chooses about an instance. */
export const instanceSettingsSchema = z
  .object({
    name: z.string().trim().min(1).max(120),
    color: z.enum(instanceColors),
    /** Absolute path of the working directory. */
    directory: z.string().min(1).max(4096),
    launcher: launcherSchema,
    /** A model name or alias for --model; null leaves the choice to the CLI's own default. */
    model: z.string().trim().min(1).max(200).nullable(),
    effort: effortSchema.nullable(),
    permissionMode: permissionModeSchema,
    /** Text for --append-system-prompt. Linux takes at most 128 KB in one argument, and a character may have four bytes. */
    systemPromptAddition: z.string().max(30_000).nullable(),
    allowedTools: z.array(z.string().min(1).max(500)).max(200).readonly(),
    deniedTools: z.array(z.string().min(1).max(500)).max(200).readonly(),
    /** The value of --mcp-config: `{"mcpServers": {...}}`; null means no MCP server at all. */
    mcpConfig: jsonObjectSchema.nullable(),
    extraDirectories: z.array(z.string().min(1).max(4096)).max(50).readonly(),
    environment: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string().max(32_768)).readonly(),
    /** US dollars for one process's life, --max-budget-usd; null is no limit. */
    budgetUsd: z.number().positive().max(100_000).nullable(),
    /** How much memory it may use with all that it started, in bytes; null leaves it to the tower's settings. */
    memoryLimit: memoryLimitSchema,
    whenCut: cutPolicySchema,
  })
  .readonly();
export type InstanceSettings = z.infer<typeof instanceSettingsSchema>;

/**
 * What `instance.create` takes: only a directory is required. A name that is not known is refused: a misspelt permission mode
 * would be passed over and the default taken, which is the one that asks for nothing.
 */
export const instanceDraftSchema = instanceSettingsSchema
  .unwrap()
  .partial()
  .required({ directory: true })
  .strict()
  .readonly();
export type InstanceDraft = z.infer<typeof instanceDraftSchema>;

export const instancePatchSchema = instanceSettingsSchema.unwrap().partial().strict().readonly();
export type InstancePatch = z.infer<typeof instancePatchSchema>;

/** Sums over the instance's whole life. */
export const usageSchema = z
  .object({
    costUsd: z.number(),
    inputTokens: z.number().int(),
    outputTokens: z.number().int(),
    cacheReadTokens: z.number().int(),
    cacheWriteTokens: z.number().int(),
  })
  .readonly();
export type Usage = z.infer<typeof usageSchema>;
export const noUsage: Usage = { costUsd: 0, inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

/** How much of a model's context a conversation takes, in tokens. */
export const contextUseSchema = z
  .object({
    tokens: z.number().int().min(0),
    /** How much there is; null where the CLI has not said. */
    window: z.number().int().positive().nullable(),
  })
  .readonly();
export type ContextUse = z.infer<typeof contextUseSchema>;

/** From where a conversation goes on that began in another one: its id, and after which message; null after its last. */
const forkOriginSchema = z.object({ sessionId: z.uuid(), at: z.uuid().nullable() }).readonly();
export type ForkOrigin = z.infer<typeof forkOriginSchema>;

export const instanceSchema = z
  .object({
    ...instanceSettingsSchema.unwrap().shape,
    memoryLimit: memoryLimitSchema.default(null),
    whenCut: cutPolicySchema.default('ask'),
    id: z.uuid(),
    status: instanceStatusSchema,
    /** What the person wants of it. A stopped instance that is wanted running starts by itself when it has a task. */
    wanted: z.enum(['running', 'stopped']),
    /** While true, its queue is not served. */
    paused: z.boolean(),
    /** Why it is failed, or what hinders it now (an invalid key, say). */
    problem: problemSchema.nullable(),
    /** The CLI's conversation, and whether the CLI has it on disk, so that it can be resumed. */
    sessionId: z.uuid().nullable(),
    sessionSaved: z.boolean(),
    /** What its own conversation begins with, until the CLI has that on disk. */
    forkOf: forkOriginSchema.nullable().default(null),
    pid: z.number().int().nullable(),
    cliVersion: z.string().nullable(),
    /** The model that the CLI reports, which may differ from the one that was asked for. */
    activeModel: z.string().nullable(),
    currentTaskId: z.uuid().nullable(),
    /** Background work that outlives a turn: shells and subagents that the CLI reported and has not ended. */
    backgroundTasks: z.number().int(),
    usage: usageSchema,
    /** As of its last answer; null while it has given none in this conversation. */
    context: contextUseSchema.nullable().default(null),
    turns: z.number().int(),
    createdAt: z.number(),
    updatedAt: z.number(),
    startedAt: z.number().nullable(),
    /** Why its open turn is taken for stalled; null while it is not. */
    stall: turnEvidenceSchema.nullable().default(null),
    /** Set when deleted; it can be restored until it is purged. */
    deletedAt: z.number().nullable(),
  })
  .readonly();
export type Instance = z.infer<typeof instanceSchema>;
