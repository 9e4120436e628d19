import type { Json, JsonObject } from '../../../apps/shared/models/json.ts';
import type { Core } from './core.ts';

export interface TurnFacts {
  readonly startedAt: number;
  readonly rounds: number;
  readonly denials: readonly JsonObject[];
  readonly promptUuids: readonly string[];
  readonly origin: JsonObject | null;
  readonly apiMs: number;
}

export type ResultKind =
  | {
      readonly kind: 'success';
      readonly text: string;
      readonly isError: boolean;
      readonly stopReason?: string | null;
      readonly status?: number | null;
      readonly terminalReason?: string | null;
    }
  | {
      readonly kind: 'error';
      readonly subtype: string;
      readonly errors: readonly string[];
      readonly stopReason: string | null;
      readonly terminalReason: string | null;
    };

const noTurn: TurnFacts = { startedAt: Date.now(), rounds: 1, denials: [], promptUuids: [], origin: null, apiMs: 0 };

/** A `result` event, in the key order and with the fields of the imitated version. Counts it, and notes how it went. */
export function resultEvent(core: Core, result: ResultKind, turn: TurnFacts = noTurn): JsonObject {
  const modern = core.profile.modern;
  const isError = result.kind === 'error' || result.isError;
  const durations = { duration_ms: Date.now() - turn.startedAt, duration_api_ms: turn.apiMs };
  const outcome: JsonObject = { is_error: isError, num_turns: turn.rounds };
  const reason = result.terminalReason === undefined ? 'completed' : result.terminalReason;
  const tail: JsonObject = {
    ...core.accounts.report(),
    permission_denials: turn.denials,
    ...(reason === null ? {} : { terminal_reason: reason }),
    fast_mode_state: 'off',
    ...(turn.origin ? { origin: turn.origin } : {}),
  };
  const words: JsonObject =
    result.kind === 'success'
      ? {
          subtype: 'success',
          ...(reason === null && !modern ? {} : { api_error_status: result.status ?? null }),
          result: result.text,
          stop_reason: result.stopReason === undefined ? 'end_turn' : result.stopReason,
        }
      : { subtype: result.subtype, stop_reason: result.stopReason, errors: result.errors };
  const index = core.session.results;
  core.session.results += 1;
  core.session.lastResultFailed = isError;
  if (!modern) return core.events.stamp({ type: 'result', ...words, ...outcome, ...durations, ...tail });
  const { subtype, ...rest } = words;
  const receipts: JsonObject =
    turn.promptUuids.length === 0
      ? {}
      : { user_message_uuid: turn.promptUuids.at(-1) ?? '', user_message_uuids: turn.promptUuids };
  return core.events.stamp({
    ...durations,
    ...rest,
    ...tail,
    ...outcome,
    subtype: subtype as Json,
    type: 'result',
    ...receipts,
    queued_turn_count: 0,
    result_index: index,
  });
}

/** The result of a process that could not begin: no turn, no session. Type first in both versions. */
export const startErrorResult = (core: Core, error: string): JsonObject =>
  core.events.stamp({
    type: 'result',
    subtype: 'error_during_execution',
    duration_ms: 0,
    duration_api_ms: 0,
    is_error: true,
    num_turns: 0,
    stop_reason: null,
    ...core.accounts.report(),
    permission_denials: [],
    errors: [error],
  });

/** A text of so many bytes that is not all the same character. */
export function longText(bytes: number): string {
  const unit = 'The quick brown fox jumps over the lazy dog. ';
  return unit.repeat(Math.ceil(bytes / unit.length)).slice(0, bytes);
}
