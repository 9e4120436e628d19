import type { JsonObject } from '../../shared/models/json.ts';
import { isJsonObject, listIn, objectIn, textIn } from './json-fields.ts';

/** A prompt as it stood on stdin, taken apart. */
export interface Prompt {
  readonly uuid: string | null;
  readonly text: string;
  readonly attachments: number;
  /** The `message` as it came, for the echo. */
  readonly message: JsonObject;
}

/** @returns the prompt, or in words what is wrong with it; the CLI ends over either fault */
export function readPrompt(value: JsonObject): Prompt | string {
  const message = objectIn(value, 'message');
  if (message === null) return "Error: Expected 'message' in a user message";
  const role = textIn(message, 'role');
  if (role !== 'user') return `Error: Expected message role 'user', got '${role ?? ''}'`;
  const uuid = textIn(value, 'uuid');
  const content = textIn(message, 'content');
  if (content !== null) return { uuid, text: content, attachments: 0, message };
  const blocks = listIn(message, 'content').filter(isJsonObject);
  const texts = blocks.flatMap((block) => textIn(block, 'text') ?? []);
  return { uuid, text: texts.join('\n'), attachments: blocks.length - texts.length, message };
}
