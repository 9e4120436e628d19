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
const final = [400, 403, 404, 413];

const words: Readonly<Record<number, string>> = {
  401: 'authentication_failed',
  403: 'authentication_failed',
  404: 'model_not_found',
  413: 'invalid_request',
  429: 'rate_limit',
  529: 'overloaded',
};

const isTooLong = (step: RefusalStep): boolean => step.message?.startsWith('prompt is too long') ?? false;
const isCredit = (step: RefusalStep): boolean => step.message?.includes('credit balance is too low') ?? false;
const isSubscriptionLimit = (core: Core, step: RefusalStep): boolean =>
  step.headers?.['anthropic-ratelimit-unified-status'] === 'rejected' &&
  Boolean(core.environment['CLAUDE_CODE_OAUTH_TOKEN']);

/** The CLI's word for a refusal while it tries again. */
export const errorWord = (step: RefusalStep): string => words[step.status] ?? 'server_error';

/** Whether the CLI tries to make the conversation shorter before it gives up. */
export const triesToCompact = (step: RefusalStep): boolean => step.status === 413 || isTooLong(step);

/** How many times the CLI tries again at most. */
export const maxRetries = (core: Core): number => Number(core.environment['CLAUDE_CODE_MAX_RETRIES'] ?? 10);

/**
 * Whether the CLI tries again: the delay in milliseconds, or null. `attempt` counts from 1. The pace is the script's, the
 * rules are the real CLI's (protocol, section 7).
 */
export function retryDelay(core: Core, step: RefusalStep, attempt: number): number | null {
  if (attempt > maxRetries(core) || final.includes(step.status) || isSubscriptionLimit(core, step)) return null;
  if (givesUpOnOverload(core, step) && attempt >= 3) return null;
  const asked = Number(step.headers?.['retry-after'] ?? 0);
  if (asked > patience) return null;
  const backoff = Math.min(500 * 2 ** (attempt - 1), 32_000) * (1 + Math.random() * 0.25);
  return Math.max(asked * 1000, backoff) * core.script.retryPace;
}

/** Three refusals for overload are enough, but not in a sandbox (protocol, section 1.2). */
const givesUpOnOverload = (core: Core, step: RefusalStep): boolean =>
  step.status === 529 && core.environment['IS_SANDBOX'] !== '1';

/** What the CLI says in the end. */
export function failureOf(core: Core, step: RefusalStep, model: string): ApiFailure {
  const modern = core.profile.modern;
  const usual = modern ? 'api_error' : 'completed';
  const message = step.message ?? `stand-in error ${step.status}`;
  const failure = (text: string, error = errorWord(step), terminalReason = usual): ApiFailure => ({
    text,
    error,
    status: step.status,
    terminalReason,
  });
  if (isTooLong(step)) return failure('Prompt is too long', 'invalid_request', 'prompt_too_long');
  if (isCredit(step)) return failure('Credit balance is too low', 'billing_error');
  if (isSubscriptionLimit(core, step)) return failure("You've hit your session limit · resets 2:13am (UTC)");
  switch (step.status) {
    case 400:
      return failure(`API Error: 400 ${message}`, 'unknown');
    case 401:
      return failure('Invalid API key · Fix external API key');
    case 403:
      return failure(`Failed to authenticate. API Error: 403 ${message}`);
    case 404:
      return failure(unknownModel(model));
    case 413:
      return failure('Request too large (max 32MB). Try with a smaller file.', 'invalid_request', 'image_error');
    case 429:
      return failure(`API Error: Request rejected (429) · ${message}`);
    case 529:
      if (!givesUpOnOverload(core, step)) return failure(`API Error: 529 ${message}. ${comfort}`, 'server_error');
      return { ...failure('API Error: Repeated 529 Overloaded errors', 'server_error'), status: modern ? 529 : null };
    default:
      return failure(`API Error: ${step.status} ${message}. ${comfort}`, 'server_error');
  }
}

const comfort = 'This is a server-side issue, usually temporary — try again in a moment.';

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
