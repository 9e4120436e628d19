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
  /** The next try of the API that the CLI has announced; null when it announced none. */
  #retry: { readonly saidAt: number; readonly delayMs: number } | null = null;
  /** A time by the process's clock, and by how much that was ahead of the clock as it was set later. */
  #heard = { at: 0, ahead: 0 };

  /**
   * What a watch goes by.
   * @param heardAt when the process last printed a byte
   * @param now milliseconds since the epoch
   */
  signs(heardAt: number, asksPerson: boolean, now: number): Omit<TurnSigns, 'cpuPercent'> {
    this.#notLaterThan(now, heardAt);
    return {
      heardAt: Math.max(this.#openedAt, this.#without(heardAt)),
      tools: [...this.#tools.values()],
      retryAt: this.#retry === null ? null : this.#retry.saidAt + this.#retry.delayMs,
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
        this.#retry = { saidAt: now, delayMs: message.retry.delayMs };
        return;
      case 'assistant':
        this.#retry = null;
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
    this.#retry = null;
  }

  #without(heardAt: number): number {
    if (this.#discounted?.heardAt === heardAt) return this.#discounted.before;
    return this.#heard.at === heardAt ? heardAt - this.#heard.ahead : heardAt;
  }

  /** What was noted later than now was so before the clock was set back: as it stands, a silence would not be one for hours. */
  #notLaterThan(now: number, heardAt: number): void {
    if (this.#heard.at !== heardAt) this.#heard = { at: heardAt, ahead: 0 };
    this.#heard = { at: heardAt, ahead: Math.max(this.#heard.ahead, heardAt - now) };
    this.#openedAt = Math.min(this.#openedAt, now);
    if (this.#discounted !== null) {
      this.#discounted = { ...this.#discounted, before: Math.min(this.#discounted.before, now) };
    }
    if (this.#answerEndedAt !== null) this.#answerEndedAt = Math.min(this.#answerEndedAt, now);
    if (this.#retry !== null) this.#retry = { ...this.#retry, saidAt: Math.min(this.#retry.saidAt, now) };
    for (const [id, { name, since }] of this.#tools) this.#tools.set(id, { name, since: Math.min(since, now) });
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
      this.#retry = null;
    } else if (type === 'message_delta' && textOf(objectOf(event, 'delta') ?? {}, 'stop_reason') === 'end_turn') {
      this.#answerEndedAt = now;
    }
  }
}
