import type { JsonObject } from '../../../apps/shared/models/json.ts';
import type { RefusalStep } from '../messages-api/reply-script.ts';
import type { Core } from './core.ts';

/** An answer of the API that ends the turn. */
export interface ApiFailure {
  readonly text: string;
  /** The CLI's own word for it, on the assistant event. */
  readonly error: string;
  readonly status: number | null;
  readonly terminalReason: string;
}

/** The longest `retry-after`, in seconds, that the CLI waits for. */
const patience = 60;

const words: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  401: 'authentication_failed',
  403: 'authentication_failed',
  404: 'model_not_found',
  413: 'invalid_request',
  429: 'rate_limit',
  529: 'overloaded',
};

/** The CLI's word for an HTTP status. */
export const errorWord = (status: number): string => words[status] ?? 'server_error';

/**
 * Whether the CLI tries again: the delay in milliseconds, or null. `attempt` counts from 1. The pace is the script's, the
 * rules are the real CLI's (protocol, section 7).
 */
export function retryDelay(core: Core, step: RefusalStep, attempt: number): number | null {
  const limit = maxRetries(core);
  if (attempt > limit) return null;
  if ([400, 403, 404, 413].includes(step.status)) return null;
  const rejected = step.headers?.['anthropic-ratelimit-unified-status'] === 'rejected';
  if (rejected && core.environment['CLAUDE_CODE_OAUTH_TOKEN']) return null;
  if (step.status === 529 && attempt >= 3 && core.environment['IS_SANDBOX'] !== '1') return null;
  const asked = Number(step.headers?.['retry-after'] ?? 0);
  if (asked > patience) return null;
  const backoff = Math.min(500 * 2 ** (attempt - 1), 32_000) * (1 + Math.random() * 0.25);
  return Math.max(asked * 1000, backoff) * core.script.retryPace;
}

/** How many times the CLI tries again at most. */
export const maxRetries = (core: Core): number => Number(core.environment['CLAUDE_CODE_MAX_RETRIES'] ?? 10);

/** What the CLI says in the end. */
export function failureOf(core: Core, step: RefusalStep, model: string): ApiFailure {
  const message = step.message ?? `stand-in error ${step.status}`;
  const { text, terminalReason } = sentence(core, step, message, model);
  const modern = core.profile.modern;
  const status = step.status === 529 && !modern ? null : step.status;
  return {
    text,
    error: errorWord(step.status),
    status,
    terminalReason: terminalReason ?? (modern ? 'api_error' : 'completed'),
  };
}

function sentence(
  core: Core,
  step: RefusalStep,
  message: string,
  model: string,
): { readonly text: string; readonly terminalReason?: string } {
  if (message.startsWith('prompt is too long'))
    return { text: `Prompt is too long · ${message}`, terminalReason: 'prompt_too_long' };
  if (message.includes('credit balance is too low')) return { text: 'Credit balance is too low' };
  switch (step.status) {
    case 401:
      return { text: 'Invalid API key · Fix external API key' };
    case 403:
      return { text: `Failed to authenticate. API Error: 403 ${message}` };
    case 404:
      return { text: unknownModel(model) };
    case 413:
      return { text: 'Request too large (max 32MB). Double press esc to go back and try with a smaller file.' };
    case 429:
      if (
        step.headers?.['anthropic-ratelimit-unified-status'] === 'rejected' &&
        core.environment['CLAUDE_CODE_OAUTH_TOKEN']
      ) {
        return { text: "You've hit your session limit · resets 2:13am (UTC)" };
      }
      return { text: `API Error: Request rejected (429) · ${message}` };
    case 529:
      return { text: `API Error: 529 ${message}` };
    default:
      return { text: `API Error: ${step.status} ${message}` };
  }
}

export const unknownModel = (model: string): string =>
  `There's an issue with the selected model (${model}). It may not exist or you may not have access to it. ` +
  'Run --model to pick a different model.';

/** The event that speaks of a subscription's limits; null when the headers say nothing or an API key is in use. */
export function rateLimitInfo(core: Core, headers: Readonly<Record<string, string>> | undefined): JsonObject | null {
  const status = headers?.['anthropic-ratelimit-unified-status'];
  if (!headers || !status || !core.environment['CLAUDE_CODE_OAUTH_TOKEN']) return null;
  const warned = status === 'allowed_warning';
  return {
    status,
    resetsAt: Number(headers['anthropic-ratelimit-unified-reset'] ?? 0),
    rateLimitType: headers['anthropic-ratelimit-unified-representative-claim'] ?? 'five_hour',
    ...(warned ? { utilization: Number(headers['anthropic-ratelimit-unified-5h-utilization'] ?? 0.9) } : {}),
    isUsingOverage: false,
    ...(warned ? { surpassedThreshold: 0.9 } : {}),
  };
}
