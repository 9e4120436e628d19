import type { JsonObject } from '../../../apps/shared/models/json.ts';
import { isRefusal, type AnswerStep, type RefusalStep } from '../messages-api/reply-script.ts';
import type { ActPlayer, TurnManners } from './acts.ts';
import { remember, type Core } from './core.ts';
import { initEvent } from './init.ts';
import { Aborted, beginAndBreak, speak, type Speaker } from './model-call.ts';
import { bareName, findModel } from './profile.ts';
import { stepsFor, type Prompt } from './prompt.ts';
import {
  errorWord,
  failureOf,
  maxRetries,
  rateLimitInfo,
  retryDelay,
  unknownModel,
  type ApiFailure,
} from './refusals.ts';
import { resultEvent, type ResultKind } from './result.ts';
import type { FakeStep } from './script.ts';
import { pause } from './stdout-writer.ts';
import { runTools, type RoundServices } from './tool-round.ts';

export interface TurnHost {
  readonly core: Core;
  readonly acts: ActPlayer;
  readonly services: RoundServices;
  /** Prompts that were written meanwhile and that this turn takes in after a tool. */
  readonly takeInjected: () => readonly Prompt[];
}

type AbortKind = 'interrupt' | 'now';

/** From a prompt to its result. */
export class Turn {
  readonly #host: TurnHost;
  readonly #prompt: Prompt | null;
  readonly #origin: JsonObject | null;
  readonly #startedAt = Date.now();
  readonly #controller = new AbortController();
  readonly #denials: JsonObject[] = [];
  readonly #promptUuids: string[] = [];
  readonly #manners: TurnManners = { results: 1 };
  readonly #model: string;
  #abortKind: AbortKind = 'interrupt';
  #phase: 'streaming' | 'tools' = 'streaming';
  #echoed = false;
  #receipted = false;
  #rounds = 1;
  #calls = 0;
  #lastText = '';
  #lastStop: string | null = null;

  /** `prompt` is null for a turn that the CLI starts by itself; `origin` then says why. */
  constructor(host: TurnHost, prompt: Prompt | null, merged: readonly Prompt[], origin: JsonObject | null) {
    this.#host = host;
    this.#prompt = prompt;
    this.#origin = origin;
    this.#model = host.core.session.model;
    for (const { uuid } of merged) if (uuid !== null) this.#promptUuids.push(uuid);
  }

  get promptUuids(): readonly string[] {
    return this.#promptUuids;
  }

  get aborted(): boolean {
    return this.#controller.signal.aborted;
  }

  /** `interrupt`: by a person. `now`: an urgent prompt takes over. */
  abort(kind: AbortKind): void {
    if (this.aborted) return;
    this.#abortKind = kind;
    this.#controller.abort();
  }

  /** Runs to the result, which is written. */
  async run(): Promise<void> {
    const { core, acts } = this.#host;
    core.accounts.startTurn();
    core.writer.line(initEvent(core, this.#receipts()));
    await acts.at('init', this.#manners);
    const text = this.#prompt?.text ?? '';
    if (this.#prompt) this.#store('user', this.#prompt.content);
    const kind = await this.#converse(this.#prompt ? [...stepsFor(core.script, text)] : [{ text: 'Noted.' }]);
    await acts.at('beforeResult', this.#manners);
    await core.writer.room();
    const facts = {
      startedAt: this.#startedAt,
      rounds: this.#rounds,
      denials: this.#denials,
      promptUuids: core.profile.modern ? this.#promptUuids : [],
      origin: this.#origin,
      apiMs: Date.now() - this.#startedAt,
    };
    for (let count = 0; count < this.#manners.results; count += 1) core.writer.line(resultEvent(core, kind, facts));
    remember(core, [{ type: 'result', model: this.#model, costUsd: core.accounts.costUsd, ...core.accounts.tokens }]);
    await acts.at('afterResult');
  }

  async #converse(steps: FakeStep[]): Promise<ResultKind> {
    const { core, acts } = this.#host;
    if (!core.script.signedIn) return this.#notSignedIn();
    if (this.#overBudget()) return this.#budgetSpent();
    if (!findModel(core.profile, this.#model)) return this.#failed(this.#noSuchModel());
    let attempt = 1;
    let served = 0;
    for (;;) {
      const step = steps[0] ?? (this.#calls === 0 || this.#phase === 'tools' ? { text: 'Done.' } : null);
      if (step === null) return this.#completed();
      if ('act' in step) {
        steps.shift();
        await acts.play(step, this.#manners);
        continue;
      }
      if (this.aborted) return this.#abortedResult();
      if (this.#calls > 0 && this.#phase === 'streaming' && this.#lastStop !== 'again') return this.#completed();
      this.#requesting();
      if (isRefusal(step)) {
        served += 1;
        if (step.times === served) steps.shift();
        const failure = await this.#refused(step, attempt);
        if (failure === 'again') {
          attempt += 1;
          continue;
        }
        return failure ? this.#failed(failure) : this.#abortedResult();
      }
      attempt = 1;
      served = 0;
      steps.shift();
      const end = await this.#answer(step);
      if (end) return end;
    }
  }

  /** One answer and its tools; a result when the turn is over with it. */
  async #answer(step: AnswerStep): Promise<ResultKind | null> {
    const { core, services } = this.#host;
    const signal = this.#controller.signal;
    this.#phase = 'streaming';
    const speaker = {
      core,
      signal,
      model: this.#model,
      parent: null,
      beforeFirst: () => {
        this.#echo();
      },
      receipts: () => this.#firstReceipts(),
    };
    try {
      if (step.dropAfter !== undefined || step.errorAfter) await this.#broken(speaker, step, signal);
      const spoken = await speak(speaker, step);
      this.#calls += 1;
      this.#lastText = spoken.text;
      this.#lastStop = spoken.stopReason;
      core.accounts.book(this.#model, step.inputTokens ?? 100, step.outputTokens ?? 20, true);
      this.#store('assistant', [{ type: 'text', text: spoken.text }]);
      const limits = rateLimitInfo(core, step.headers);
      if (limits) core.writer.line(core.events.stamp({ type: 'rate_limit_event', rate_limit_info: limits }));
      if (spoken.tools.length === 0) return null;
      if (this.#overBudget()) {
        this.#rounds += 1;
        return this.#budgetSpent();
      }
      this.#phase = 'tools';
      this.#rounds += spoken.tools.length;
      const stop = (): void => {
        this.abort('interrupt');
      };
      await runTools(services, spoken.tools, { signal, parent: null, denials: this.#denials, stop });
      if (signal.aborted) return this.#abortedResult();
      if (core.line.maxTurns !== null && this.#calls >= core.line.maxTurns) return this.#turnsSpent(core.line.maxTurns);
      this.#inject();
      return null;
    } catch (error) {
      if (!(error instanceof Aborted)) throw error;
      this.#lastText = '';
      return this.#abortedResult();
    }
  }

  /** The stream breaks once; the older CLI asks again in silence, the newer one says so. */
  async #broken(speaker: Speaker, step: AnswerStep, signal: AbortSignal): Promise<void> {
    const { core } = this.#host;
    beginAndBreak(speaker, step);
    if (!core.profile.modern) return;
    const delay = 600 * core.script.retryPace;
    const fields = {
      attempt: 1,
      max_retries: maxRetries(core),
      retry_delay_ms: delay,
      error_status: null,
      error: 'unknown',
    };
    core.writer.line(core.events.system('api_retry', fields));
    await Promise.race([
      pause(delay),
      new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
      }),
    ]);
  }

  /** `again`, the failure that ends the turn, or null when the turn was aborted while it waited. */
  async #refused(step: RefusalStep, attempt: number): Promise<'again' | ApiFailure | null> {
    const { core } = this.#host;
    const delay = retryDelay(core, step, attempt);
    if (delay === null) {
      const limits = rateLimitInfo(core, step.headers);
      if (limits) core.writer.line(core.events.stamp({ type: 'rate_limit_event', rate_limit_info: limits }));
      return failureOf(core, step, this.#model);
    }
    core.writer.line(
      core.events.system('api_retry', {
        attempt,
        max_retries: maxRetries(core),
        retry_delay_ms: delay,
        error_status: step.status,
        error: errorWord(step.status),
      }),
    );
    const signal = this.#controller.signal;
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
    await Promise.race([pause(delay), aborted]);
    return signal.aborted ? null : 'again';
  }

  #completed(): ResultKind {
    return { kind: 'success', text: this.#lastText, isError: false, stopReason: this.#lastStop };
  }

  #failed(failure: ApiFailure): ResultKind {
    const { core } = this.#host;
    this.#echo();
    core.writer.line(core.events.synthetic(failure.text, { error: failure.error, ...this.#firstReceipts() }));
    return {
      kind: 'success',
      text: failure.text,
      isError: true,
      status: failure.status,
      stopReason: 'stop_sequence',
      terminalReason: failure.terminalReason,
    };
  }

  #abortedResult(): ResultKind {
    const { core } = this.#host;
    const inTools = this.#phase === 'tools';
    if (this.#abortKind === 'now' && !inTools) {
      return {
        kind: 'success',
        text: this.#lastText,
        isError: false,
        stopReason: null,
        terminalReason: 'aborted_streaming',
      };
    }
    this.#rounds += 1;
    const note = inTools ? '[Request interrupted by user for tool use]' : '[Request interrupted by user]';
    core.writer.line(core.events.user([{ type: 'text', text: note }]));
    const stopReason = inTools ? this.#lastStop : null;
    return {
      kind: 'error',
      subtype: 'error_during_execution',
      errors: [`[ede_diagnostic] result_type=user last_content_type=n/a stop_reason=${String(stopReason)}`],
      stopReason,
      terminalReason: inTools ? 'aborted_tools' : 'aborted_streaming',
    };
  }

  #turnsSpent(limit: number): ResultKind {
    const errors = [`Reached maximum number of turns (${limit})`];
    return {
      kind: 'error',
      subtype: 'error_max_turns',
      errors,
      stopReason: this.#lastStop,
      terminalReason: 'max_turns',
    };
  }

  #budgetSpent(): ResultKind {
    const errors = [`Reached maximum budget ($${this.#host.core.line.maxBudgetUsd ?? 0})`];
    return { kind: 'error', subtype: 'error_max_budget_usd', errors, stopReason: this.#lastStop, terminalReason: null };
  }

  #overBudget(): boolean {
    const { core } = this.#host;
    return core.line.maxBudgetUsd !== null && core.accounts.costUsd >= core.line.maxBudgetUsd;
  }

  #notSignedIn(): ResultKind {
    const terminalReason = this.#host.core.profile.modern ? 'api_error' : 'completed';
    return this.#failed({
      text: 'Not logged in · Please run /login',
      error: 'authentication_failed',
      status: null,
      terminalReason,
    });
  }

  #noSuchModel(): ApiFailure {
    const terminalReason = this.#host.core.profile.modern ? 'api_error' : 'completed';
    return { text: unknownModel(this.#model), error: 'model_not_found', status: 404, terminalReason };
  }

  /** Prompts that came during a tool go into the running turn, and never get a result of their own. */
  #inject(): void {
    const { core } = this.#host;
    for (const prompt of this.#host.takeInjected()) {
      if (prompt.uuid !== null) this.#promptUuids.push(prompt.uuid);
      if (core.line.replay) core.writer.line(core.events.replay(prompt.content, prompt.uuid));
      this.#store('user', prompt.content);
    }
  }

  #requesting(): void {
    const { core } = this.#host;
    if (!core.line.partialMessages) return;
    core.writer.line(
      core.events.system('status', { status: 'requesting', ...(this.#calls === 0 ? this.#receipts() : {}) }),
    );
  }

  #echo(): void {
    const { core } = this.#host;
    if (this.#echoed) return;
    this.#echoed = true;
    if (core.line.replay && this.#prompt) core.writer.line(core.events.replay(this.#prompt.content, this.#prompt.uuid));
  }

  #receipts(): JsonObject {
    const known = this.#host.core.profile.modern && this.#promptUuids.length > 0;
    return known ? { user_message_uuids: [...this.#promptUuids] } : {};
  }

  #firstReceipts(): JsonObject {
    if (this.#receipted) return {};
    this.#receipted = true;
    const uuid = this.#promptUuids.at(-1);
    return this.#host.core.profile.modern && uuid !== undefined ? { user_message_uuid: uuid, ...this.#receipts() } : {};
  }

  #store(role: 'user' | 'assistant', content: Prompt['content']): void {
    const { session } = this.#host.core;
    session.messages += 1;
    const entry = {
      type: role,
      message: { role, content },
      sessionId: session.id,
      timestamp: new Date().toISOString(),
    };
    remember(this.#host.core, [role === 'assistant' ? { ...entry, model: bareName(this.#model) } : entry]);
  }
}
