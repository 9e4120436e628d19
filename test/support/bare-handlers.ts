import type { Handlers } from '../../apps/main/gateway/handlers.ts';
import { callNames } from '../../apps/shared/contract/calls.ts';
import { fail } from '../../apps/shared/models/problem.ts';
import { problem } from '../../apps/shared/models/problem-words.ts';

/** Handlers that refuse every call except those that a test gives, so that the gateway can be tested without a tower. */
export function bareHandlers(own: Partial<Handlers>): Handlers {
  const refusing = callNames.map((name) => [name, () => fail(problem('internal.failure', { name }))] as const);
  return { ...Object.fromEntries(refusing), ...own } as Handlers;
}
