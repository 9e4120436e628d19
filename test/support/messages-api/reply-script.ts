import { z } from 'zod';
import { jsonObjectSchema, type Json } from '../../../apps/shared/models/json.ts';

/**
 * What the model answers, as data. The stand-in Messages API serves these steps to a real CLI, and fake-claude acts them
 * out by itself, so that one prompt means the same to both.
 */
export const toolCallSchema = z.strictObject({
  name: z.string().min(1),
  input: jsonObjectSchema,
  /** Chosen by the server when absent. */
  id: z.string().optional(),
});
export type ToolCall = z.infer<typeof toolCallSchema>;

/** One answer of the model: its blocks, how they are streamed, and where the stream breaks, if it does. */
export const answerStepSchema = z.strictObject({
  thinking: z.string().optional(),
  text: z.string().optional(),
  tools: z.array(toolCallSchema).optional(),
  /** The text is streamed in this many pieces; 2 unless told. */
  pieces: z.number().int().min(1).optional(),
  /** Milliseconds before each piece. */
  paceMs: z.number().min(0).optional(),
  stopReason: z.enum(['end_turn', 'tool_use', 'max_tokens', 'refusal', 'stop_sequence']).optional(),
  inputTokens: z.number().int().optional(),
  outputTokens: z.number().int().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** After this many pieces of text the connection is cut. */
  dropAfter: z.number().int().min(0).optional(),
  /** After this many pieces of text nothing more comes until the reader goes away or `release` is called. */
  hangAfter: z.number().int().min(0).optional(),
  /** After this many pieces of text an SSE `error` event of this type comes. */
  errorAfter: z.strictObject({ pieces: z.number().int().min(0), type: z.string() }).optional(),
});
export type AnswerStep = z.infer<typeof answerStepSchema>;

/** A refusal by HTTP status: so many times, after which the next step is served, or without `times` whenever asked. */
export const refusalStepSchema = z.strictObject({
  status: z.number().int().min(400).max(599),
  message: z.string().optional(),
  errorType: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  times: z.number().int().min(1).optional(),
});
export type RefusalStep = z.infer<typeof refusalStepSchema>;

export const replyStepSchema = z.union([answerStepSchema, refusalStepSchema]);
export type ReplyStep = z.infer<typeof replyStepSchema>;

/** Whether a step is a refusal. */
export const isRefusal = (step: ReplyStep): step is RefusalStep => 'status' in step;

/** The pieces in which a step's text is streamed; each is as long as the others, but for the last. */
export function textPieces(step: AnswerStep): readonly string[] {
  const text = step.text ?? '';
  const characters = Array.from(text);
  const size = Math.max(1, Math.ceil(characters.length / (step.pieces ?? 2)));
  const pieces: string[] = [];
  for (let start = 0; start < characters.length; start += size) {
    pieces.push(characters.slice(start, start + size).join(''));
  }
  return pieces;
}

/** A tool's input in which `{{planFile}}` stands for the file that the CLI told the model to write its plan into. */
export function fillPlanFile(step: AnswerStep, planFile: string): AnswerStep {
  const fill = (value: Json): Json => {
    if (typeof value === 'string') return value.replaceAll('{{planFile}}', () => planFile);
    if (Array.isArray(value)) return value.map((item: Json) => fill(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item)]));
  };
  const tools = step.tools?.map((tool) => ({ ...tool, input: jsonObjectSchema.parse(fill(tool.input)) }));
  return tools ? { ...step, tools } : step;
}

/** The error type that the Messages API pairs with an HTTP status. */
export function errorTypeOf(status: number): string {
  const types: Readonly<Record<number, string>> = {
    400: 'invalid_request_error',
    401: 'authentication_error',
    403: 'permission_error',
    404: 'not_found_error',
    413: 'request_too_large',
    429: 'rate_limit_error',
    529: 'overloaded_error',
  };
  return types[status] ?? 'api_error';
}
