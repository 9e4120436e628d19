import type { Instance } from '../../shared/models/instance.ts';
import type { Request } from '../../shared/models/request.ts';
import type { Task } from '../../shared/models/task.ts';
import { servedFirst } from './fleet-selectors.ts';
import type { ById } from './fleet-state.ts';

type Counts = ReadonlyMap<string, number>;

/** Computes something once for each table: a table that changed is another table, and every row of a list asks for its part. */
function perTable<T, R extends object>(compute: (records: ById<T>) => R) {
  const known = new WeakMap<ById<T>, R>();
  return (records: ById<T>): R => {
    const found = known.get(records) ?? compute(records);
    known.set(records, found);
    return found;
  };
}

/** Counts records by instance. */
const countsOf = <T extends { readonly instanceId: string }>(matches: (record: T) => boolean) =>
  perTable((records: ById<T>): Counts => {
    const counts = new Map<string, number>();
    for (const record of Object.values(records)) {
      if (matches(record)) counts.set(record.instanceId, (counts.get(record.instanceId) ?? 0) + 1);
    }
    return counts;
  });

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

/** What waits for each instance, in the order in which it is served; those for which nothing does are not in it. */
export const queuesOf = perTable((tasks: ById<Task>): ReadonlyMap<string, readonly Task[]> => {
  const queued = Object.values(tasks).filter(({ status }) => status === 'queued');
  return Map.groupBy(queued.sort(servedFirst), ({ instanceId }) => instanceId);
});

/** How many instances have a turn open, which is what the settings limit; and how many of these wait for a person. */
export const placesTaken = perTable((instances: ById<Instance>) => {
  const all = Object.values(instances);
  const asking = all.filter(({ status }) => status === 'waiting').length;
  return { working: all.filter(({ status }) => status === 'working').length + asking, asking };
});
