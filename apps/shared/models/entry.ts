import { z } from 'zod';
import { jsonObjectSchema, jsonSchema } from './json.ts';
import { usageSchema } from './instance.ts';
import { problemSchema } from './problem.ts';
import { attachmentSchema } from './task.ts';

/** Where the CLI has an entry in its own records: under which id, in which conversation. A fork can begin there. */
const cliPlaceSchema = z.object({ sessionId: z.uuid(), uuid: z.uuid() }).readonly();
export type CliPlace = z.infer<typeof cliPlaceSchema>;

const base = {
  id: z.uuid(),
  instanceId: z.uuid(),
  taskId: z.uuid().nullable(),
  turnId: z.uuid().nullable(),
  at: z.number(),
  /** True in a window: the body was longer than a window is sent unasked; `transcript.entry` gives the whole. */
  clipped: z.boolean().optional(),
};
/** Which block of which message of the model; the same pair names the block's deltas. */
const block = {
  messageId: z.string(),
  blockIndex: z.number().int(),
  /** The tool use of the subagent that this belongs to; null in the main conversation. */
  parentToolUseId: z.string().nullable(),
};

/** Missing on entries that are older than this field, and on those of subagents. */
const cliPlace = { cliPlace: cliPlaceSchema.optional() };

/** One line of a transcript. Its number is that of the event which brought it. */
export const entrySchema = z.discriminatedUnion('kind', [
  z
    .object({
      ...base,
      ...cliPlace,
      kind: z.literal('prompt'),
      text: z.string(),
      attachments: z.array(attachmentSchema),
    })
    .readonly(),
  z.object({ ...base, ...block, ...cliPlace, kind: z.literal('text'), text: z.string() }).readonly(),
  z.object({ ...base, ...block, kind: z.literal('thinking'), text: z.string() }).readonly(),
  z
    .object({
      ...base,
      ...block,
      kind: z.literal('toolUse'),
      toolUseId: z.string(),
      name: z.string(),
      input: jsonObjectSchema,
    })
    .readonly(),
  z
    .object({
      ...base,
      ...cliPlace,
      kind: z.literal('toolResult'),
      parentToolUseId: z.string().nullable(),
      toolUseId: z.string(),
      isError: z.boolean(),
      /** The text that the model was given. */
      text: z.string(),
      /** Pictures in the result, base64. */
      images: z.array(z.object({ mediaType: z.string(), data: z.string() }).readonly()).readonly(),
      /** The CLI's structured form (stdout and stderr, a patch ...), when there is one. */
      structured: jsonSchema,
    })
    .readonly(),
  /** The end of a turn. */
  z
    .object({
      ...base,
      kind: z.literal('outcome'),
      status: z.enum(['completed', 'failed', 'interrupted']),
      problem: problemSchema.nullable(),
      /** The text of a result whose turn had no assistant text of its own (a local slash command). */
      text: z.string().nullable(),
      usage: usageSchema,
      durationMs: z.number(),
      rounds: z.number().int(),
    })
    .readonly(),
  /** Something worth a line: a retry, a refused permission, a mode change, a restart. `code` names the words. */
  z
    .object({
      ...base,
      kind: z.literal('notice'),
      level: z.enum(['info', 'warning', 'error']),
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])).readonly(),
      /** English, for whoever has no words for `code`. */
      text: z.string(),
      problem: problemSchema.nullable(),
    })
    .readonly(),
  /** An event of the CLI that we have no place for: kept and shown folded. */
  z.object({ ...base, kind: z.literal('unknown'), type: z.string(), raw: jsonSchema }).readonly(),
]);
export type Entry = z.infer<typeof entrySchema>;
export type EntryOf<K extends Entry['kind']> = Extract<Entry, { kind: K }>;
/** An entry with the number of its event, as pages and stores hold it. */
export const numberedEntrySchema = z.object({ seq: z.number().int(), entry: entrySchema }).readonly();
export type NumberedEntry = z.infer<typeof numberedEntrySchema>;
