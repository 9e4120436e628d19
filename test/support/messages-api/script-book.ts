import { z } from 'zod';
import { findDirectives, type Directive } from './directive.ts';
import { fillPlanFile, isRefusal, replyStepSchema, type ReplyStep } from './reply-script.ts';
import { newestUserTexts, planFileOf, textsOf, type MessagesBody } from './request.ts';

const inlineSchema = z.strictObject({ id: z.string().optional(), steps: z.array(replyStepSchema) });

interface Cursor {
  index: number;
  /** How often the step at `index` was refused or broken off. */
  attempts: number;
}

/** What to answer to one request, and how to note that it was answered. */
export interface Assignment {
  readonly step: ReplyStep;
  /** How often this very step was tried before. */
  readonly attempts: number;
  /** `done`: the next request gets the next step. `failed`: it gets this one again, or the next when it has had its times. */
  readonly report: (outcome: 'done' | 'failed') => void;
}

/** Knows the scripts, and how far each conversation is in them. */
export class ScriptBook {
  readonly #scripts = new Map<string, readonly ReplyStep[]>();
  readonly #cursors = new Map<string, Cursor>();
  #fallback: (text: string) => readonly ReplyStep[] = (text) => [{ text: `You said: ${text.slice(0, 500)}` }];

  /** Registers what `[[name]]` in a prompt stands for. */
  set(name: string, steps: readonly ReplyStep[]): void {
    this.#scripts.set(name, z.array(replyStepSchema).parse(steps));
  }

  /** What prompts without a directive get, instead of an echo of their last words. */
  setFallback(reply: (text: string) => readonly ReplyStep[]): void {
    this.#fallback = reply;
  }

  /** Throws an Error that names the mistake when a directive asks for what is not there. */
  assign(body: MessagesBody): Assignment {
    const texts = newestUserTexts(body);
    const directive = findDirectives(texts.join('\n')).at(-1);
    const steps = directive ? this.#steps(directive) : this.#fallback(texts.at(-1) ?? '');
    const cursor = directive ? this.#cursor(body, directive) : { index: 0, attempts: 0 };
    const step = steps[cursor.index] ?? { text: 'Done.' };
    return {
      step: isRefusal(step) ? step : fillPlanFile(step, planFileOf(body)),
      attempts: cursor.attempts,
      report: (outcome) => {
        cursor.attempts += 1;
        if (outcome === 'failed' && !(isRefusal(step) && step.times === cursor.attempts)) return;
        cursor.index += 1;
        cursor.attempts = 0;
      },
    };
  }

  #steps(directive: Directive): readonly ReplyStep[] {
    if (directive.kind === 'inline') return inlineSchema.parse(JSON.parse(directive.json)).steps;
    const steps = this.#scripts.get(directive.name);
    if (!steps)
      throw new Error(`No script "${directive.name}". There are: ${[...this.#scripts.keys()].join(', ') || 'none'}.`);
    return steps;
  }

  /** A conversation that says the same words again starts the script again. */
  #cursor(body: MessagesBody, directive: Directive): Cursor {
    const said = body.messages.filter(
      (message) => message.role === 'user' && textsOf(message).some((text) => text.includes(directive.source)),
    );
    const key = JSON.stringify([body.metadata?.user_id ?? '', directive.source, said.length]);
    const cursor = this.#cursors.get(key) ?? { index: 0, attempts: 0 };
    this.#cursors.set(key, cursor);
    return cursor;
  }
}
