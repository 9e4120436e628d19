import type { Instance, InstanceStatus } from '../../shared/models/instance.ts';
import type { Request } from '../../shared/models/request.ts';
import { priorities, type Task } from '../../shared/models/task.ts';
import type { ById } from './fleet-state.ts';

/** The instances that are there, oldest first: rows that jump about while agents work cannot be clicked. */
export function listInstances(instances: ById<Instance>): readonly Instance[] {
  return Object.values(instances)
    .filter((instance) => instance.deletedAt === null)
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

/** Those whose name, folder or status word contains every word of the filter, whatever the case. */
export function filterInstances(
  instances: readonly Instance[],
  filter: string,
  statusWord: (status: InstanceStatus) => string,
): readonly Instance[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return instances;
  return instances.filter((instance) => {
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
    .sort(
      (a, b) =>
        priorities.indexOf(a.priority) - priorities.indexOf(b.priority) || a.rank - b.rank || a.createdAt - b.createdAt,
    );
}

/** How many instances there are of each status, those with none left out. */
export function countByStatus(instances: readonly Instance[]): ReadonlyMap<InstanceStatus, number> {
  const counts = new Map<InstanceStatus, number>();
  for (const { status } of instances) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}

/** What a task is called: its title, or the first line of its prompt. */
export function taskTitle(task: Task): string {
  if (task.title !== '') return task.title;
  return task.preview.trim().split('\n', 1)[0] ?? '';
}
