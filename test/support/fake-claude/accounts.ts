import type { JsonObject } from '../../../apps/shared/models/json.ts';
import { findModel, type Profile } from './profile.ts';

interface Spent {
  inputTokens: number;
  outputTokens: number;
  costUsd: number;
}
const nothing = (): Spent => ({ inputTokens: 0, outputTokens: 0, costUsd: 0 });

/** What was spent: by the process (or the conversation, where the CLI carries it over) and by the turn. */
export class Accounts {
  readonly #profile: Profile;
  readonly #byModel = new Map<string, Spent>();
  #sinceResult = new Map<string, Spent>();
  #turn = nothing();

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  get costUsd(): number {
    return [...this.#byModel.values()].reduce((sum, spent) => sum + spent.costUsd, 0);
  }

  get tokens(): { readonly inputTokens: number; readonly outputTokens: number } {
    const all = [...this.#byModel.values()];
    return {
      inputTokens: all.reduce((sum, spent) => sum + spent.inputTokens, 0),
      outputTokens: all.reduce((sum, spent) => sum + spent.outputTokens, 0),
    };
  }

  /** Takes over what a resumed conversation had spent before. */
  carryOver(model: string, inputTokens: number, outputTokens: number, costUsd: number): void {
    this.#byModel.set(model, { inputTokens, outputTokens, costUsd });
  }

  /** The newer CLI begins at nothing when the conversation is cleared. */
  forget(): void {
    this.#byModel.clear();
    this.#sinceResult.clear();
  }

  startTurn(): void {
    this.#turn = nothing();
  }

  /** Books one call of the API. `turn: false`: counted for the process, not for the turn (an aborted call, a subagent). */
  book(model: string, inputTokens: number, outputTokens: number, turn: boolean): void {
    const fact = findModel(this.#profile, model);
    const costUsd = (inputTokens * (fact?.inputPrice ?? 0) + outputTokens * (fact?.outputPrice ?? 0)) / 1_000_000;
    for (const book of [this.#byModel, this.#sinceResult]) {
      const spent = book.get(model) ?? nothing();
      book.set(model, add(spent, inputTokens, outputTokens, costUsd));
    }
    if (turn) this.#turn = add(this.#turn, inputTokens, outputTokens, costUsd);
  }

  /** The fields of a result that speak of money and tokens. */
  report(): JsonObject {
    const report = {
      total_cost_usd: this.costUsd,
      usage: {
        input_tokens: this.#turn.inputTokens,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        output_tokens: this.#turn.outputTokens,
        ...(this.#profile.modern ? { output_tokens_details: { thinking_tokens: 0 } } : {}),
        server_tool_use: { web_search_requests: 0, web_fetch_requests: 0 },
        service_tier: 'standard',
        cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 0 },
        inference_geo: '',
        iterations: [],
        speed: 'standard',
      },
      modelUsage: this.#usageOf(this.#byModel),
      ...(this.#profile.modern ? { model_usage_since_last_result: this.#usageOf(this.#sinceResult) } : {}),
    };
    this.#sinceResult = new Map();
    return report;
  }

  #usageOf(book: ReadonlyMap<string, Spent>): JsonObject {
    return Object.fromEntries(
      [...book].map(([model, spent]) => [
        model,
        {
          inputTokens: spent.inputTokens,
          outputTokens: spent.outputTokens,
          cacheReadInputTokens: 0,
          cacheCreationInputTokens: 0,
          webSearchRequests: 0,
          costUSD: spent.costUsd,
          contextWindow: findModel(this.#profile, model)?.contextWindow ?? 200_000,
          maxOutputTokens: this.#profile.modern ? 128_000 : 64_000,
          ...(this.#profile.modern ? { canonicalModel: model, provider: 'firstParty', costBasis: 'list' } : {}),
        },
      ]),
    );
  }
}

const add = (spent: Spent, inputTokens: number, outputTokens: number, costUsd: number): Spent => ({
  inputTokens: spent.inputTokens + inputTokens,
  outputTokens: spent.outputTokens + outputTokens,
  costUsd: spent.costUsd + costUsd,
});
