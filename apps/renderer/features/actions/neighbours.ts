import type { Instance } from '../../../shared/models/instance.ts';
import type { Request } from '../../../shared/models/request.ts';

/** The next instance in the list, or the one before; after the last comes the first. Null when there is no other. */
export function neighbourOf(instances: readonly Instance[], id: string | null, by: 1 | -1): Instance | null {
  const at = instances.findIndex((instance) => instance.id === id);
  const next = at === -1 ? 0 : (at + by + instances.length) % instances.length;
  return next === at ? null : (instances[next] ?? null);
}

/**
 * The instance to go to when a person asks who waits for them: the one that is shown, if it waits; once they are about to
 * answer that, or it does not, the one whose request is the oldest, and from there the next one. Null when nobody waits.
 */
export function nextWaiting(open: readonly Request[], shownId: string | null, isAnswering: boolean): string | null {
  const waiting = [...new Set(open.map(({ instanceId }) => instanceId))];
  const at = waiting.indexOf(shownId ?? '');
  return (at !== -1 && !isAnswering ? waiting[at] : waiting[(at + 1) % waiting.length]) ?? null;
}
