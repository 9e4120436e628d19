import { z } from 'zod';
import { jsonObjectSchema, jsonSchema } from './json.ts';

/** One question of the CLI's AskUserQuestion tool. */
export const questionSchema = z
  .object({
    question: z.string(),
    header: z.string(),
    multiSelect: z.boolean(),
    options: z.array(z.object({ label: z.string(), description: z.string() }).readonly()).readonly(),
  })
  .readonly();
export type Question = z.infer<typeof questionSchema>;

export const requestSchema = z
  .object({
    id: z.uuid(),
    instanceId: z.uuid(),
    taskId: z.uuid().nullable(),
    kind: z.enum(['permission', 'question', 'plan']),
    toolName: z.string(),
    toolUseId: z.string().nullable(),
    /** What the tool would be called with. */
    input: jsonObjectSchema,
    /** One line in the CLI's words, when it has one. */
    description: z.string().nullable(),
    /** Why the CLI asks, when it says so. */
    reason: z.string().nullable(),
    /** Rules that the CLI proposes for "always"; handed back as they came. */
    suggestions: z.array(jsonSchema).readonly(),
    /** For `question`. */
    questions: z.array(questionSchema).readonly(),
    /** For `plan`: markdown. */
    plan: z.string().nullable(),
    status: z.enum(['open', 'answered', 'withdrawn']),
    /** What was answered, in one word, for the transcript. */
    verdict: z.enum(['allowed', 'denied', 'answered']).nullable(),
    openedAt: z.number(),
    closedAt: z.number().nullable(),
  })
  .readonly();
export type Request = z.infer<typeof requestSchema>;

/** `remember`: session holds until the process ends; project is written to the directory's local CLI settings. */
export const decisionSchema = z.discriminatedUnion('behavior', [
  z.strictObject({
    behavior: z.literal('allow'),
    updatedInput: jsonObjectSchema.optional(),
    remember: z.enum(['no', 'session', 'project']).default('no'),
  }),
  z.strictObject({
    behavior: z.literal('deny'),
    message: z.string().max(20_000).optional(),
    interrupt: z.boolean().default(false),
  }),
  /** The question's text to the chosen label, the labels joined by ", ", or words of the person's own. */
  z.strictObject({ behavior: z.literal('answer'), answers: z.record(z.string(), z.string().max(20_000)) }),
]);
export type Decision = z.infer<typeof decisionSchema>;
