import { z } from 'zod';
import { jsonSchema, type Json, type JsonObject } from '../../../apps/shared/models/json.ts';
import { findDirectives } from '../messages-api/directive.ts';
import { inlineScriptSchema, type FakeScript, type FakeStep } from './script.ts';

const contentSchema = z.union([z.string(), z.array(jsonSchema)]);
const priorities = ['now', 'next', 'later'] as const;

/** A prompt as it was written to stdin. */
export interface Prompt {
  readonly content: string | readonly Json[];
  readonly text: string;
  readonly uuid: string | null;
  readonly priority: (typeof priorities)[number];
  readonly query: boolean;
}

/** Reads a `user` message; the error is what the real CLI prints before it exits. */
export function readPrompt(message: JsonObject): { readonly prompt: Prompt } | { readonly error: string } {
  const body = message['message'];
  if (typeof body !== 'object' || body === null || !('role' in body)) {
    return { error: "Error: Expected message role 'user', got 'undefined'" };
  }
  if (body.role !== 'user') return { error: `Error: Expected message role 'user', got '${String(body.role)}'` };
  const content = contentSchema.safeParse('content' in body ? body.content : '').data ?? '';
  const uuid = message['uuid'];
  return {
    prompt: {
      content,
      text: textOf(content),
      uuid: typeof uuid === 'string' ? uuid : null,
      priority: priorities.find((priority) => priority === message['priority']) ?? 'next',
      query: message['shouldQuery'] !== false,
    },
  };
}

/** Prompts that were written while a turn ran become one, under the last one's id. */
export function mergePrompts(prompts: readonly Prompt[]): Prompt | undefined {
  const last = prompts.at(-1);
  if (!last || prompts.length === 1) return last;
  const allText = prompts.every((prompt) => typeof prompt.content === 'string');
  const text = prompts.map((prompt) => prompt.text).join('\n');
  const blocks = prompts.flatMap((prompt) =>
    typeof prompt.content === 'string' ? [{ type: 'text', text: prompt.content }] : prompt.content,
  );
  return { ...last, content: allText ? text : blocks, text };
}

const textOf = (content: string | readonly Json[]): string =>
  typeof content === 'string'
    ? content
    : content
        .map((block) => (typeof block === 'object' && block !== null && 'text' in block ? String(block.text) : ''))
        .filter(Boolean)
        .join('\n');

/** The steps that a text asks for: of its last directive, else the script's reply, else an echo. */
export function stepsFor(script: FakeScript, text: string): readonly FakeStep[] {
  const directive = findDirectives(text).at(-1);
  if (directive?.kind === 'inline') return inlineScriptSchema.parse(JSON.parse(directive.json)).steps;
  if (directive?.kind === 'name') {
    const steps = script.scripts[directive.name];
    if (!steps)
      throw new Error(`The prompt asks for the script "${directive.name}", which FAKE_CLAUDE_SCRIPT does not have.`);
    return steps;
  }
  return script.reply ?? [{ text: `You said: ${text.slice(0, 500)}` }];
}
