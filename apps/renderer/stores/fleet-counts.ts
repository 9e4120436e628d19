import type { Request } from '../../shared/models/request.ts';
import type { Task } from '../../shared/models/task.ts';
import type { ById } from './fleet-state.ts';

type Counts = ReadonlyMap<string, number>;

/**
 * Counts records by instance, once for each table: a table that changed is another table, and every row of a list asks for
 * its own number.
 */
function countsOf<T extends { readonly instanceId: string }>(matches: (record: T) => boolean) {
  const known = new WeakMap<ById<T>, Counts>();
  return (records: ById<T>): Counts => {
    const found = known.get(records);
    if (found !== undefined) return found;
    const counts = new Map<string, number>();
    for (const record of Object.values(records)) {
      if (matches(record)) counts.set(record.instanceId, (counts.get(record.instanceId) ?? 0) + 1);
    }
    known.set(records, counts);
    return counts;
  };
}

/** How many there are of all instances together. */
export function sumOf(counts: Counts): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}

/** How many requests of each instance wait for a person; those without any are not in it. */
export const openRequestCounts = countsOf((request: Request) => request.status === 'open');

/** How many tasks of each instance are queued; those without any are not in it. */
export const queuedTaskCounts = countsOf((task: Task) => task.status === 'queued');
