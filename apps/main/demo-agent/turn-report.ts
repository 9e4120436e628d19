import type { Json, JsonObject } from '../../shared/models/json.ts';
import { demoModel } from './offer.ts';
import type { Ending } from './scene-player.ts';

export interface TurnFacts {
  readonly ending: Exclude<Ending, { kind: 'crashed' }>;
  readonly text: string;
  readonly rounds: number;
  readonly promptWords: number;
  readonly words: number;
  readonly milliseconds: number;
}

/** Builds the `result` events of one process: this turn's numbers, and the running totals beside them. */
export class TurnReporter {
  #inputTokens = 0;
  #outputTokens = 0;

  report(facts: TurnFacts): JsonObject {
    this.#inputTokens += facts.promptWords;
    this.#outputTokens += facts.words;
    return {
      type: 'result',
      ...outcomeOf(facts),
      duration_ms: Math.round(facts.milliseconds),
      duration_api_ms: Math.round(facts.milliseconds),
      num_turns: facts.rounds,
      total_cost_usd: 0,
      usage: {
        input_tokens: facts.promptWords,
        output_tokens: facts.words,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
      },
      modelUsage: {
        [demoModel]: {
          inputTokens: this.#inputTokens,
          outputTokens: this.#outputTokens,
          cacheReadInputTokens: 0,
          cacheCreationInputTokens: 0,
          webSearchRequests: 0,
          costUSD: 0,
          contextWindow: 200_000,
        },
      },
      permission_denials: [],
    };
  }
}

function outcomeOf({ ending, text }: TurnFacts): { readonly [key: string]: Json } {
  switch (ending.kind) {
    case 'completed':
      return {
        subtype: 'success',
        is_error: false,
        api_error_status: null,
        stop_reason: 'end_turn',
        result: text,
        terminal_reason: 'completed',
      };
    case 'failed':
      return {
        subtype: 'success',
        is_error: true,
        api_error_status: ending.status,
        stop_reason: 'stop_sequence',
        result: ending.text,
        terminal_reason: 'api_error',
      };
    case 'aborted':
      return {
        subtype: 'error_during_execution',
        is_error: true,
        stop_reason: null,
        terminal_reason: `aborted_${ending.during}`,
        errors: ['The turn was interrupted (demo agent).'],
      };
  }
}
