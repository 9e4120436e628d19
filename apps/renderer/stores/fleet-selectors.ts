import type { Instance, InstanceStatus } from '../../shared/models/instance.ts';
import { inOrder } from '../../shared/models/instance-order.ts';
import type { Request } from '../../shared/models/request.ts';
import { priorities, type Task } from '../../shared/models/task.ts';
import type { ById } from './fleet-state.ts';

/**
 * The instances that are there, in the order in which a person has laid them, and then oldest first: rows that jump about
 * while agents work cannot be clicked.
 * @param order ids; those of instances that are not there do no harm
 */
export function listInstances(instances: ById<Instance>, order: readonly string[] = []): readonly Instance[] {
  const present = Object.values(instances).filter((instance) => instance.deletedAt === null);
  return inOrder(present, order);
}

/** What is looked for among the instances. */
export interface FleetFilter {
  /** Words that name, folder or status must contain, each of them, whatever the case. */
  readonly text: string;
  /** The statuses that are wanted; none means all. */
  readonly statuses: readonly InstanceStatus[];
}

export const isFiltering = ({ text, statuses }: FleetFilter): boolean => text.trim() !== '' || statuses.length > 0;

/** Those that the filter lets through, in the order in which they come. */
export function filterInstances(
  instances: readonly Instance[],
  filter: FleetFilter,
  statusWord: (status: InstanceStatus) => string,
): readonly Instance[] {
  if (!isFiltering(filter)) return instances;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return instances.filter((instance) => {
    if (filter.statuses.length > 0 && !filter.statuses.includes(instance.status)) return false;
    const text = `${instance.name} ${instance.directory} ${statusWord(instance.status)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Requests that wait for a person, oldest first. */
export function openRequests(requests: ById<Request>, instances: ById<Instance>): readonly Request[] {
  return Object.values(requests)
    .filter((request) => request.status === 'open' && instances[request.instanceId]?.deletedAt === null)
    .sort((a, b) => a.openedAt - b.openedAt);
}

/** What the scheduler would serve first comes first: by priority, then by rank. */
export function queuedTasks(tasks: ById<Task>, instanceId: string): readonly Task[] {
  return Object.values(tasks)
    .filter((task) => task.instanceId === instanceId && task.status === 'queued')
    .sort(servedFirst);
}

/** Sorts what waits: by priority, then by rank. */
export const servedFirst = (a: Task, b: Task): number =>
  priorities.indexOf(a.priority) - priorities.indexOf(b.priority) || a.rank - b.rank || a.createdAt - b.createdAt;

/** How many instances there are of each status, those with none left out. */
export function countByStatus(instances: readonly Instance[]): ReadonlyMap<InstanceStatus, number> {
  const counts = new Map<InstanceStatus, number>();
  for (const { status } of instances) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}

/** Can this task go on where it was cut off? Only while its instance still has the session that knows of it. */
export function canGoOn({ status, sessionId }: Task, instance: Pick<Instance, 'sessionId'> | undefined): boolean {
  return (status === 'interrupted' || status === 'failed') && sessionId !== null && sessionId === instance?.sessionId;
}

/** What a task is called: its title, or the first line of its prompt. */
export function taskTitle(task: Task): string {
  if (task.title !== '') return task.title;
  return task.preview.trim().split('\n', 1)[0] ?? '';
}
