import type { Instance } from '../../../shared/models/instance.ts';
import { isOpenTask, type Task } from '../../../shared/models/task.ts';
import { leadsBackTo } from '../../../shared/models/task-after.ts';
import { listInstances, servedFirst, taskTitle } from '../../stores/fleet-selectors.ts';
import type { ById, FleetState } from '../../stores/fleet-state.ts';

/** A task that another one can run after. */
export interface AfterChoice {
  readonly task: Task;
  readonly instance: Instance;
}

/** Whose task it is that is to run after others; `taskId` is null for one that is being written. */
export interface Follower {
  readonly instanceId: string;
  readonly taskId: string | null;
}

/**
 * What a task can run after: what waits or runs, of its own instance first and then by the list of instances, what runs
 * before what waits. Those that wait for the task themselves, however indirectly, are left out.
 */
export function afterChoices(
  { tasks, instances, settings }: Pick<FleetState, 'tasks' | 'instances' | 'settings'>,
  { instanceId, taskId }: Follower,
): readonly AfterChoice[] {
  const open = openByInstance(tasks);
  const find = (id: string): Task | undefined => tasks[id];
  const listed = listInstances(instances, settings.instanceOrder);
  const own = listed.filter(({ id }) => id === instanceId);
  return [...own, ...listed.filter(({ id }) => id !== instanceId)].flatMap((instance) =>
    (open.get(instance.id) ?? [])
      .filter(({ id }) => taskId === null || !leadsBackTo([id], taskId, find))
      .sort((a, b) => Number(a.status === 'queued') - Number(b.status === 'queued') || servedFirst(a, b))
      .map((task) => ({ task, instance })),
  );
}

/** Those whose title and instance together have every word that is looked for, whatever the case. */
export function findChoices(choices: readonly AfterChoice[], query: string): readonly AfterChoice[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return choices;
  return choices.filter(({ task, instance }) => {
    const text = `${taskTitle(task)} ${instance.name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function openByInstance(tasks: ById<Task>): ReadonlyMap<string, Task[]> {
  const found = new Map<string, Task[]>();
  for (const task of Object.values(tasks)) {
    if (!isOpenTask(task)) continue;
    const own = found.get(task.instanceId);
    if (own === undefined) found.set(task.instanceId, [task]);
    else own.push(task);
  }
  return found;
}
