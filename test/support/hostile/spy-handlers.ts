import type { Handlers } from '../../../apps/main/gateway/handlers.ts';
import { callNames } from '../../../apps/shared/contract/calls.ts';
import { fail } from '../../../apps/shared/models/problem.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';

/** Services that do nothing but write down that they were reached. @param reached where they write their calls' names */
export function spyHandlers(reached: string[]): Handlers {
  const none: Partial<Handlers> = {};
  const spies = callNames.map((name) => [
    name,
    () => {
      reached.push(name);
      return fail(problem('task.notFound'));
    },
  ]);
  return { ...Object.fromEntries(spies), ...none } as Handlers;
}
