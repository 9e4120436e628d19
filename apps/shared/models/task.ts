import { z } from 'zod';
import { usageSchema } from './instance.ts';
import { problemSchema } from './problem.ts';

/** From the first to be served to the last. */
export const priorities = ['urgent', 'high', 'normal', 'low'] as const;
export const prioritySchema = z.enum(priorities);
export type Priority = z.infer<typeof prioritySchema>;

/**
 * queued: recorded, not yet given to the CLI. running: given to it. waiting: running, and a person has to answer.
 * interrupted: stopped by a person or cut off, not judged; it can be run again.
 */
export const taskStatuses = [
  'queued',
  'running',
  'waiting',
  'completed',
  'failed',
  'cancelled',
  'interrupted',
] as const;
export const taskStatusSchema = z.enum(taskStatuses);
export type TaskStatus = z.infer<typeof taskStatusSchema>;

/** The largest prompt that is taken, in bytes of UTF-8. */
export const maxPromptBytes = 16 * 1024 * 1024;
/** The largest sum of a task's attachments, in bytes. The API takes requests of 32 MB, and base64 grows by a third. */
export const maxAttachmentBytes = 20 * 1024 * 1024;
/** How much of a prompt or a result a task carries along; the whole is a query away. In UTF-16 units. */
export const previewLength = 600;

/** The most tasks that one can wait for. */
export const maxAfter = 20;

/** A file that goes with a prompt. `data` is base64. */
export const attachmentInputSchema = z
  .object({ name: z.string().min(1).max(255), mediaType: z.string().max(200), data: z.base64() })
  .strict()
  .readonly();
export type AttachmentInput = z.infer<typeof attachmentInputSchema>;

/** image and document go to the model as such; text is written into the prompt under its name. */
export const attachmentSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    mediaType: z.string(),
    kind: z.enum(['image', 'document', 'text']),
    bytes: z.number().int(),
  })
  .readonly();
export type Attachment = z.infer<typeof attachmentSchema>;

export const taskOutcomeSchema = z
  .object({
    /** The beginning of the final text. */
    preview: z.string(),
    usage: usageSchema,
    durationMs: z.number(),
    /** The CLI's own count of model round trips. */
    rounds: z.number().int(),
  })
  .readonly();
export type TaskOutcome = z.infer<typeof taskOutcomeSchema>;

export const taskSchema = z
  .object({
    id: z.uuid(),
    instanceId: z.uuid(),
    title: z.string(),
    /** The beginning of the prompt; `task.prompt` gives the whole. */
    preview: z.string(),
    promptBytes: z.number().int(),
    attachments: z.array(attachmentSchema).readonly(),
    /** True: a leading slash is a command of the CLI. False: it is text. */
    asCommand: z.boolean(),
    priority: prioritySchema,
    /** Orders the tasks of one priority; smaller is earlier. A fraction after a reordering by hand. */
    rank: z.number(),
    /** Other tasks that must be completed before this one is served; see task-after.ts. */
    after: z.array(z.uuid()).readonly().default([]),
    status: taskStatusSchema,
    attempt: z.number().int(),
    /** The conversation that the last attempt was part of; null before the first one. */
    sessionId: z.uuid().nullable().default(null),
    /** The next attempt goes on in that conversation where the last was cut, in place of giving the prompt again. */
    continues: z.boolean().default(false),
    problem: problemSchema.nullable(),
    outcome: taskOutcomeSchema.nullable(),
    createdAt: z.number(),
    startedAt: z.number().nullable(),
    endedAt: z.number().nullable(),
  })
  .readonly();
export type Task = z.infer<typeof taskSchema>;

/** The tasks to run after, as a caller names them. */
export const afterInputSchema = z.array(z.uuid()).max(maxAfter).readonly();

export const taskOptionsSchema = z
  .object({
    title: z.string().trim().max(200).optional(),
    priority: prioritySchema.optional(),
    asCommand: z.boolean().optional(),
    after: afterInputSchema.optional(),
    attachments: z.array(attachmentInputSchema).max(50).readonly().optional(),
  })
  .strict()
  .readonly();
export type TaskOptions = z.infer<typeof taskOptionsSchema>;

export const isOpenTask = (task: Task): boolean =>
  task.status === 'queued' || task.status === 'running' || task.status === 'waiting';
