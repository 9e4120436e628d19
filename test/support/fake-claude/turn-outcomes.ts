import { bareName } from './profile.ts';
import type { Core } from './core.ts';
import { unknownModel, type ApiFailure } from './refusals.ts';
import type { ResultKind } from './result.ts';

/** Where a turn was when it was stopped, and how far it had come. */
export interface Stopped {
  readonly by: 'interrupt' | 'now';
  readonly inTools: boolean;
  readonly said: string;
  readonly stopReason: string | null;
}

/** The result of a turn that was stopped. An urgent prompt that takes over counts as success, a person's stop does not. */
export function stoppedResult(stopped: Stopped): ResultKind {
  if (stopped.by === 'now' && !stopped.inTools) {
    const { said } = stopped;
    return { kind: 'success', text: said, isError: false, stopReason: null, terminalReason: 'aborted_streaming' };
  }
  const stopReason = stopped.inTools ? stopped.stopReason : null;
  return {
    kind: 'error',
    subtype: 'error_during_execution',
    errors: [`[ede_diagnostic] result_type=user last_content_type=n/a stop_reason=${String(stopReason)}`],
    stopReason,
    terminalReason: stopped.inTools ? 'aborted_tools' : 'aborted_streaming',
  };
}

/** The note that the CLI leaves in the conversation when a person stopped it. */
export const stopNote = (inTools: boolean): string =>
  inTools ? '[Request interrupted by user for tool use]' : '[Request interrupted by user]';

export const turnsSpent = (limit: number, stopReason: string | null): ResultKind => ({
  kind: 'error',
  subtype: 'error_max_turns',
  errors: [`Reached maximum number of turns (${limit})`],
  stopReason,
  terminalReason: 'max_turns',
});

export const budgetSpent = (limitUsd: number, stopReason: string | null): ResultKind => ({
  kind: 'error',
  subtype: 'error_max_budget_usd',
  errors: [`Reached maximum budget ($${limitUsd})`],
  stopReason,
  terminalReason: null,
});

/** What ends a turn before the API is asked: nobody is signed in, or the model is none. */
export function hopeless(core: Core, model: string, modelIsKnown: boolean): ApiFailure | null {
  const terminalReason = core.profile.modern ? 'api_error' : 'completed';
  if (!core.script.signedIn) {
    return { text: 'Not logged in · Please run /login', error: 'authentication_failed', status: null, terminalReason };
  }
  if (modelIsKnown) return null;
  return { text: unknownModel(bareName(model)), error: 'model_not_found', status: 404, terminalReason };
}
