import type { JsonObject } from '../../shared/models/json.ts';
import { objectOf, textOf } from '../claude/fields.ts';
import type { CliMessage } from '../claude/messages.ts';
import type { TurnSigns } from './turn-judgement.ts';

/** Gathers from what the CLI prints in one turn what its watch goes by. */
export class TurnSignals {
  readonly #tools = new Map<string, { readonly name: string; readonly since: number }>();
  #openedAt = 0;
  #discounted: { readonly heardAt: number; readonly before: number } | null = null;
  /** When the model ended its answer; null while it has not, or goes on after it. */
  #answerEndedAt: number | null = null;
  /** When the CLI tries the API again; null when it announced no other try. */
  #retryAt: number | null = null;

  /**
   * What a watch goes by.
   * @param heardAt when the process last printed a byte
   */
  signs(heardAt: number, asksPerson: boolean): Omit<TurnSigns, 'cpuPercent'> {
    return {
      heardAt: Math.max(this.#openedAt, this.#without(heardAt)),
      tools: [...this.#tools.values()],
      retryAt: this.#retryAt,
      answerEndedAt: this.#answerEndedAt,
      asksPerson,
    };
  }

  /** What was heard last was only the answer to a question of ours; before, it was heard at `before`. */
  discount(heardAt: number, before: number): void {
    this.#discounted = { heardAt, before: this.#without(before) };
  }

  /** @param now milliseconds since the epoch */
  take(message: CliMessage, now: number): void {
    switch (message.kind) {
      case 'retry':
        this.#retryAt = now + message.retry.delayMs;
        return;
      case 'assistant':
        this.#retryAt = null;
        for (const block of message.assistant.blocks) this.#begin(block, now);
        return;
      case 'user':
        if (typeof message.user.content !== 'string') for (const block of message.user.content) this.#end(block);
        return;
      case 'stream':
        if (message.parentToolUseId === null) this.#follow(message.event, now);
        return;
      default:
        return;
    }
  }

  /** Another turn begins. */
  reset(now: number): void {
    this.#openedAt = now;
    this.#tools.clear();
    this.#answerEndedAt = null;
    this.#retryAt = null;
  }

  #without(heardAt: number): number {
    return this.#discounted?.heardAt === heardAt ? this.#discounted.before : heardAt;
  }

  #begin(block: JsonObject, now: number): void {
    const id = textOf(block, 'id');
    // What the API runs itself has its result in the same message.
    if (textOf(block, 'type') !== 'tool_use' || id === null) return;
    this.#tools.set(id, { name: textOf(block, 'name') ?? 'tool', since: now });
    this.#answerEndedAt = null;
  }

  #end(block: JsonObject): void {
    if (textOf(block, 'type') === 'tool_result') this.#tools.delete(textOf(block, 'tool_use_id') ?? '');
  }

  #follow(event: JsonObject, now: number): void {
    const type = textOf(event, 'type');
    if (type === 'message_start') {
      this.#answerEndedAt = null;
      this.#retryAt = null;
    } else if (type === 'message_delta' && textOf(objectOf(event, 'delta') ?? {}, 'stop_reason') === 'end_turn') {
      this.#answerEndedAt = now;
    }
  }
}
