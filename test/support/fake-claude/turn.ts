import type { JsonObject } from '../../../apps/shared/models/json.ts';
import { fillPlanFile, isRefusal, type AnswerStep } from '../messages-api/reply-script.ts';
import type { ActPlayer, TurnManners } from './acts.ts';
import { meetBrokenStream, meetRefusal } from './call-retries.ts';
import { planFileOf, remember, utter, type Core } from './core.ts';
import { initEvent } from './init.ts';
import { Aborted, speak, type Speaker } from './model-call.ts';
import { bareName, findModel } from './profile.ts';
import { stepsFor, type Prompt } from './prompt.ts';
import { rateLimitInfo, type ApiFailure } from './refusals.ts';
import { resultEvent, type ResultKind } from './result.ts';
import type { FakeStep } from './script.ts';
import { runTools, type RoundServices } from './tool-round.ts';
import { budgetSpent, hopeless, stoppedResult, stopNote, turnsSpent } from './turn-outcomes.ts';

export interface TurnHost {
  readonly core: Core;
  readonly acts: ActPlayer;
  readonly services: RoundServices;
  /** Prompts that were written meanwhile and that this turn takes in after a tool. */
  readonly takeInjected: () => readonly Prompt[];
  /** The turn is over but for its result. */
  readonly beforeResult: (injected: readonly string[]) => void;
}

/** From a prompt to its result. */
export class Turn {
  readonly #host: TurnHost;
  readonly #prompt: Prompt | null;
  readonly #origin: JsonObject | null;
  readonly #startedAt = Date.now();
  readonly #controller = new AbortController();
  readonly #denials: JsonObject[] = [];
  readonly #promptUuids: string[] = [];
  readonly #injected: string[] = [];
  readonly #manners: TurnManners = { results: 1 };
  readonly #model: string;
  #abortedBy: 'interrupt' | 'now' = 'interrupt';
  #inTools = false;
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

  get aborted(): boolean {
    return this.#controller.signal.aborted;
  }

  /** `interrupt`: by a person. `now`: an urgent prompt takes over. */
  abort(by: 'interrupt' | 'now'): void {
    if (this.aborted) return;
    this.#abortedBy = by;
    this.#controller.abort();
  }

  /** Runs to the result, which is written. */
  async run(): Promise<void> {
    const { core, acts } = this.#host;
    core.accounts.startTurn();
    core.writer.line(initEvent(core, this.#receipts()));
    await acts.at('init', this.#manners);
    if (this.#prompt) this.#store('user', this.#prompt.content, this.#prompt.uuid);
    const kind = await this.#converse(
      this.#prompt ? [...stepsFor(core.script, this.#prompt.text)] : [{ text: 'Noted.' }],
    );
    await acts.at('beforeResult', this.#manners);
    await core.writer.room();
    this.#host.beforeResult(this.#injected);
    const facts = {
      startedAt: this.#startedAt,
      rounds: this.#rounds,
      denials: this.#denials,
      promptUuids: this.#promptUuids,
      origin: this.#origin,
      apiMs: Date.now() - this.#startedAt,
    };
    for (let count = 0; count < this.#manners.results; count += 1) core.writer.line(resultEvent(core, kind, facts));
    remember(core, [{ type: 'result', model: this.#model, costUsd: core.accounts.costUsd, ...core.accounts.tokens }]);
    await acts.at('afterResult');
  }

  async #converse(steps: FakeStep[]): Promise<ResultKind> {
    const { core, acts } = this.#host;
    const hopelessCall = hopeless(core, this.#model, findModel(core.profile, this.#model) !== null);
    if (hopelessCall) return this.#failed(hopelessCall);
    if (this.#overBudget()) return budgetSpent(core.line.maxBudgetUsd ?? 0, null);
    let refusals = 0;
    for (;;) {
      const open = this.#calls === 0 || this.#inTools;
      const step = steps[0] ?? (open ? { text: 'Done.' } : null);
      if (step !== null && 'act' in step) {
        steps.shift();
        await acts.play(step, this.#manners);
        continue;
      }
      if (this.aborted) return this.#stopped();
      if (step === null || !open) {
        return { kind: 'success', text: this.#lastText, isError: false, stopReason: this.#lastStop };
      }
      this.#requesting();
      if (!isRefusal(step)) {
        refusals = 0;
        steps.shift();
        const end = await this.#answer(step);
        if (end) return end;
        continue;
      }
      refusals += 1;
      if (step.times === refusals) steps.shift();
      const met = await meetRefusal(core, step, refusals, this.#model, this.#controller.signal);
      if (met === null) return this.#stopped();
      if (met !== 'again') return this.#failed(met);
    }
  }

  /** One answer and its tools; a result when the turn is over with it. */
  async #answer(step: AnswerStep): Promise<ResultKind | null> {
    const { core, services } = this.#host;
    const { signal } = this.#controller;
    this.#inTools = false;
    try {
      let speaker = this.#speaker(signal);
      if (step.dropAfter !== undefined || step.errorAfter) speaker = await meetBrokenStream(speaker, step);
      const spoken = await speak(speaker, fillPlanFile(step, planFileOf(core)));
      this.#calls += 1;
      this.#lastText = spoken.text;
      this.#lastStop = spoken.stopReason;
      core.accounts.book(this.#model, step.inputTokens ?? 100, step.outputTokens ?? 20, true);
      this.#store('assistant', [{ type: 'text', text: spoken.text }]);
      const limits = rateLimitInfo(core, step.headers);
      if (limits) core.writer.line(core.events.stamp({ type: 'rate_limit_event', rate_limit_info: limits }));
      if (spoken.tools.length === 0) return null;
      this.#inTools = true;
      if (this.#overBudget()) {
        this.#rounds += 1;
        return budgetSpent(core.line.maxBudgetUsd ?? 0, this.#lastStop);
      }
      this.#rounds += spoken.tools.length;
      const stop = (): void => {
        this.abort('interrupt');
      };
      await runTools(services, spoken.tools, { signal, parent: null, denials: this.#denials, stop });
      if (signal.aborted) return this.#stopped();
      if (core.line.maxTurns !== null && this.#calls >= core.line.maxTurns) {
        return turnsSpent(core.line.maxTurns, this.#lastStop);
      }
      this.#inject();
      return null;
    } catch (error) {
      if (!(error instanceof Aborted)) throw error;
      this.#lastText = error.said;
      // The newer CLI pays for what was said, in the sum of the process and not in the turn.
      if (core.profile.modern) core.accounts.book(this.#model, 100, Math.ceil(error.said.length / 3), false);
      return this.#stopped(error);
    }
  }

  #speaker(signal: AbortSignal): Speaker {
    const { core } = this.#host;
    const beforeFirst = (): void => {
      this.#echo();
    };
    return {
      core,
      signal,
      model: this.#model,
      parent: null,
      streamed: true,
      beforeFirst,
      receipts: () => this.#firstReceipts(),
    };
  }

  #failed(failure: ApiFailure): ResultKind {
    const { core } = this.#host;
    this.#echo();
    utter(core, core.events.synthetic(failure.text, { error: failure.error, ...this.#firstReceipts() }));
    const { text, status, terminalReason } = failure;
    return { kind: 'success', text, isError: true, status, stopReason: 'stop_sequence', terminalReason };
  }

  #stopped(cut?: Aborted): ResultKind {
    const { core } = this.#host;
    const inTools = this.#inTools;
    if (this.#abortedBy === 'interrupt' || inTools) {
      this.#rounds += 1;
      core.writer.line(core.events.user([{ type: 'text', text: stopNote(inTools) }]));
    }
    cut?.close();
    return stoppedResult({ by: this.#abortedBy, inTools, said: this.#lastText, stopReason: this.#lastStop });
  }

  #overBudget(): boolean {
    const { line, accounts } = this.#host.core;
    return line.maxBudgetUsd !== null && accounts.costUsd >= line.maxBudgetUsd;
  }

  /** Prompts that came during a tool go into the running turn, and never get a result of their own. */
  #inject(): void {
    for (const prompt of this.#host.takeInjected()) {
      if (prompt.uuid !== null) {
        this.#promptUuids.push(prompt.uuid);
        this.#injected.push(prompt.uuid);
      }
      this.#store('user', prompt.content, prompt.uuid);
    }
  }

  #requesting(): void {
    const { core } = this.#host;
    if (!core.line.partialMessages) return;
    const receipts = this.#calls === 0 ? this.#receipts() : {};
    core.writer.line(core.events.system('status', { status: 'requesting', ...receipts }));
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
    const uuid = this.#promptUuids.at(-1);
    if (this.#receipted || uuid === undefined || !this.#host.core.profile.modern) return {};
    this.#receipted = true;
    return { user_message_uuid: uuid, ...this.#receipts() };
  }

  #store(role: 'user' | 'assistant', content: Prompt['content'], uuid: string | null = null): void {
    const { session } = this.#host.core;
    session.messages += 1;
    const entry = {
      type: role,
      ...(uuid === null ? {} : { uuid }),
      message: { role, content },
      sessionId: session.id,
      timestamp: new Date().toISOString(),
    };
    remember(this.#host.core, [role === 'assistant' ? { ...entry, model: bareName(this.#model) } : entry]);
  }
}
