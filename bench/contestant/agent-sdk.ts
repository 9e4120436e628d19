import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Contestant, Course } from './contestant.ts';

interface UserMessage {
  readonly type: 'user';
  readonly message: { readonly role: 'user'; readonly content: string };
  readonly parent_tool_use_id: null;
}
interface Query extends AsyncIterable<{ readonly type: string }> {
  close?: () => void;
}
type QueryFunction = (parameters: {
  readonly prompt: AsyncIterable<UserMessage>;
  readonly options: Readonly<Record<string, unknown>>;
}) => Query;
const sdkSchema = z.object({ query: z.custom<QueryFunction>((value) => typeof value === 'function') });

/** The SDK may keep a message or two for itself; a stream with much missing would be another contest. */
const mayMiss = 20;

/**
 * (c) The official Agent SDK, as its documentation shows it: streaming input, partial messages, and a loop over what comes.
 * @param module the SDK's file
 */
export async function agentSdk(command: string, module: string): Promise<Contestant> {
  const { query } = sdkSchema.parse(await import(pathToFileURL(module).href));
  const prompts = new PromptLine();
  const messages = query({
    prompt: prompts,
    options: {
      pathToClaudeCodeExecutable: command,
      includePartialMessages: true,
      permissionMode: 'default',
      settingSources: [],
      env: process.env,
    },
  });
  const iterator = messages[Symbol.asyncIterator]();
  return {
    run: async (course) => {
      prompts.give(course);
      // The last line of the turn before may still be on its way: it counts towards this one and is made good there.
      let events = 0;
      for (;;) {
        const next = await iterator.next();
        if (next.done === true) throw new Error('The SDK ended its iteration.');
        events += 1;
        if (next.value.type === 'result') break;
      }
      if (events < course.events - mayMiss) {
        throw new Error(`The SDK gave ${String(events)} messages of ${String(course.events)}.`);
      }
    },
    close: async () => {
      prompts.close();
      messages.close?.();
      await iterator.return?.();
    },
  };
}

/** The prompts as the SDK wants them: an iteration that waits for the next. */
class PromptLine implements AsyncIterable<UserMessage> {
  readonly #waiting: UserMessage[] = [];
  #wake: () => void = () => undefined;
  #closed = false;

  give({ file }: Course): void {
    this.#waiting.push({
      type: 'user',
      message: { role: 'user', content: `play ${file}` },
      parent_tool_use_id: null,
    });
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<UserMessage> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next !== undefined) yield next;
      else if (this.#closed) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
