import type { AnswerStep, RefusalStep } from '../messages-api/reply-script.ts';
import type { Core } from './core.ts';
import { beginAndBreak, type Speaker } from './model-call.ts';
import {
  errorWord,
  failureOf,
  maxRetries,
  rateLimitInfo,
  retryDelay,
  triesToCompact,
  type ApiFailure,
} from './refusals.ts';
import { pause } from './stdout-writer.ts';

/**
 * What the CLI makes of a refusal: `again` after its wait, the failure that ends the turn, or null when the turn was
 * aborted while it waited. `attempt` counts from 1.
 */
export async function meetRefusal(
  core: Core,
  step: RefusalStep,
  attempt: number,
  model: string,
  signal: AbortSignal,
): Promise<'again' | ApiFailure | null> {
  const delay = retryDelay(core, step, attempt);
  if (delay === null) {
    const limits = rateLimitInfo(core, step.headers);
    if (limits) core.writer.line(core.events.stamp({ type: 'rate_limit_event', rate_limit_info: limits }));
    if (triesToCompact(step)) {
      const failed = { status: null, compact_result: 'failed', compact_error: 'Not enough messages to compact.' };
      core.writer.line(core.events.system('status', { status: 'compacting' }));
      core.writer.line(core.events.system('status', failed));
    }
    return failureOf(core, step, model);
  }
  tellRetry(core, attempt, delay, step.status, errorWord(step));
  await pauseOrAbort(delay, signal);
  return signal.aborted ? null : 'again';
}

/**
 * A stream that breaks: deltas without an end. The older CLI asks again in silence and not as a stream; the newer one
 * closes the message, says that it tries again, and streams. Gives back how the answer is to be spoken then.
 */
export async function meetBrokenStream(speaker: Speaker, step: AnswerStep): Promise<Speaker> {
  const { core, signal } = speaker;
  beginAndBreak(speaker, step);
  if (!core.profile.modern) return { ...speaker, streamed: false };
  const delay = 600 * core.script.retryPace;
  tellRetry(core, 1, delay, null, 'unknown');
  await pauseOrAbort(delay, signal);
  return speaker;
}

function tellRetry(core: Core, attempt: number, delay: number, status: number | null, error: string): void {
  const fields = { attempt, max_retries: maxRetries(core), retry_delay_ms: delay, error_status: status, error };
  core.writer.line(core.events.system('api_retry', fields));
}

const pauseOrAbort = (ms: number, signal: AbortSignal): Promise<void> =>
  Promise.race([
    pause(ms),
    new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => {
        resolve();
      });
    }),
  ]);
