import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { RecordedRequest } from '../support/messages-api/request.ts';
import { textsOf } from '../support/messages-api/request.ts';
import type { TakenTask } from './acknowledged.ts';
import { processHeader } from './round-place.ts';

const recordSchema = z.object({ pid: z.number(), text: z.string() });

/** So an agent is told to go on in its conversation; the task is repeated there, and not begun anew. */
const continuation = 'You were cut off';

/** The prompts that stand-ins were given, as they noted them. @param file one JSON object a line; the last may be cut */
export function recordedPrompts(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => recordSchema.parse(JSON.parse(line)).text);
}

/**
 * How often real CLIs began a turn with a token, as the API saw it: a process that asks with it in the newest message has
 * begun one, however often it asks; a conversation in which it stands twice was given it twice.
 */
export function begunByApi(requests: readonly RecordedRequest[], token: string): number {
  const processes = new Set<string>();
  let repeated = 0;
  for (const { headers, body } of requests) {
    const said = (body?.messages ?? []).filter(({ role }) => role === 'user').map((message) => textsOf(message));
    // A tool's result and what the CLI adds by itself are messages of a user too, and say nothing.
    const carries = said
      .filter((texts) => texts.length > 0)
      .map((texts) => texts.some((text) => beginsWith(text, token)));
    repeated = Math.max(repeated, carries.filter(Boolean).length);
    if (carries.at(-1) === true) processes.add(headers[processHeader] ?? '');
  }
  return Math.max(processes.size, repeated);
}

export interface GivenOptions {
  readonly tasks: Iterable<TakenTask>;
  readonly recorded: readonly string[];
  readonly requests: readonly RecordedRequest[];
}

/** Prompts that were begun more often than a person asked for. */
export function duplicates({ tasks, recorded, requests }: GivenOptions): readonly string[] {
  return [...tasks].flatMap(({ id, token, asked }) => {
    const begun = recorded.filter((text) => beginsWith(text, token)).length + begunByApi(requests, token);
    return begun > asked ? [`task ${id} (${token}) was begun ${begun} times and asked for ${asked} times`] : [];
  });
}

/** Was any agent told of this task at all, to begin it or to go on? */
export function wasGiven(token: string, { recorded, requests }: Omit<GivenOptions, 'tasks'>): boolean {
  return (
    recorded.some((text) => text.includes(token)) ||
    requests.some(({ body }) => JSON.stringify(body?.messages ?? []).includes(token))
  );
}

const beginsWith = (text: string, token: string): boolean => text.includes(token) && !text.startsWith(continuation);
