import { z } from 'zod';
import { jsonObjectSchema, jsonSchema } from '../../../apps/shared/models/json.ts';

const messageSchema = z.looseObject({ role: z.string(), content: z.union([z.string(), z.array(jsonObjectSchema)]) });

/** The parts of a request to /v1/messages that the stand-in looks at; the rest is kept as it came. */
export const bodySchema = z.looseObject({
  model: z.string(),
  stream: z.boolean().optional(),
  max_tokens: z.number().optional(),
  messages: z.array(messageSchema),
  system: jsonSchema.optional(),
  metadata: z.looseObject({ user_id: z.string().optional() }).optional(),
});
export type MessagesBody = z.infer<typeof bodySchema>;
export type ApiMessage = z.infer<typeof messageSchema>;

/** One request as it was received. Credentials are not kept. */
export interface RecordedRequest {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null when the body is not that of a message: a HEAD, a token count, noise. */
  readonly body: MessagesBody | null;
}

/** The texts of a message: its string, or its text blocks. What the CLI adds by itself is left out. */
export function textsOf(message: ApiMessage): readonly string[] {
  const texts =
    typeof message.content === 'string'
      ? [message.content]
      : message.content.flatMap((block) => (typeof block['text'] === 'string' ? [block['text']] : []));
  return texts.filter((text) => text !== '' && !text.trimStart().startsWith('<system-reminder>'));
}

/** The file that the CLI told the model to write its plan into; empty when it told it of none. */
export const planFileOf = (body: MessagesBody): string =>
  JSON.stringify(body.messages).match(/[^\s"\\]*plans\/[\w-]+\.md/)?.[0] ?? '';

/** The texts of the newest message that a person wrote; none when nobody said anything. */
export function newestUserTexts(body: MessagesBody): readonly string[] {
  const spoken = body.messages.filter((message) => message.role === 'user').map((message) => textsOf(message));
  return spoken.findLast((texts) => texts.length > 0) ?? [];
}
