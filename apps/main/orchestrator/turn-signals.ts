import type { JsonObject } from '../../shared/models/json.ts';
import { objectOf, textOf } from '../claude/fields.ts';
import type { AssistantMessage, CliMessage } from '../claude/messages.ts';
import type { OpenTool, TurnSigns } from './turn-judgement.ts';

/** @property parent the call of the subagent that runs it; null for the conversation's own */
interface Begun extends OpenTool {
  readonly parent: string | null;
}

/** The model that the CLI names in messages which it made up itself. */
const madeUpModel = '<synthetic>';

/** Gathers from what the CLI prints in one turn what its watch goes by. */
export class TurnSignals {
  readonly #tools = new Map<string, Begun>();
  #openedAt = 0;
  #discounted: { readonly heardAt: number; readonly before: number } | null = null;
  /** When the model ended its answer; null while it has not, or goes on after it. */
  #answerEndedAt: number | null = null;
  /** The next try of the API that the CLI has announced; null when it announced none. */
  #retry: { readonly saidAt: number; readonly delayMs: number } | null = null;
  /** Outlives the beginning of an answer, which may break off and be asked for again, any number of times. */
  #retries: TurnSigns['retries'] = null;
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
      tools: this.#toolsOfTurn().map(({ id, name, since }) => ({ id, name, since })),
      retries: this.#retries,
      retryAt: this.#retry === null ? null : this.#retry.saidAt + this.#retry.delayMs,
      answerEndedAt: this.#answerEndedAt,
      asksPerson,
    };
  }

  /**
   * Does the turn wait for this tool call? The conversation's own it waits for, and a subagent's while it waits for that
   * subagent. The call of one in the background has its result at once.
   */
  waitsFor(toolUseId: string | null): boolean {
    const tool = this.#tools.get(toolUseId ?? '');
    // 2.1.197 asks for a subagent's tool before it says that there is one: the subagent's own call is open then.
    return tool === undefined ? this.#toolsOfTurn().length > 0 : this.#isOfTurn(tool.parent);
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
        this.#retries = { since: this.#retries?.since ?? now, last: now };
        return;
      case 'assistant':
        this.#answered(message.assistant, now);
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
    this.#retries = null;
  }

  #answered({ blocks, parentToolUseId: parent, model, error }: AssistantMessage, now: number): void {
    if (this.#isOfTurn(parent)) {
      this.#retry = null;
      // What the CLI says itself of an API that fails is no answer of that.
      if (error === null && model !== madeUpModel) this.#retries = null;
    }
    for (const block of blocks) this.#begin(block, parent, now);
  }

  #toolsOfTurn(): readonly Begun[] {
    return [...this.#tools.values()].filter(({ parent }) => this.#isOfTurn(parent));
  }

  /** What a subagent does belongs to the turn while the call of that subagent is open. @param parent that call */
  #isOfTurn(parent: string | null): boolean {
    if (parent === null) return true;
    const caller = this.#tools.get(parent);
    return caller !== undefined && this.#isOfTurn(caller.parent);
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
    if (this.#retries !== null) {
      this.#retries = { since: Math.min(this.#retries.since, now), last: Math.min(this.#retries.last, now) };
    }
    for (const [id, tool] of this.#tools) this.#tools.set(id, { ...tool, since: Math.min(tool.since, now) });
  }

  #begin(block: JsonObject, parent: string | null, now: number): void {
    const id = textOf(block, 'id');
    // What the API runs itself has its result in the same message.
    if (textOf(block, 'type') !== 'tool_use' || id === null) return;
    this.#tools.set(id, { id, name: textOf(block, 'name') ?? 'tool', since: now, parent });
    if (this.#isOfTurn(parent)) this.#answerEndedAt = null;
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
