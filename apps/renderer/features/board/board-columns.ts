import type { Instance } from '../../../shared/models/instance.ts';
import type { Task } from '../../../shared/models/task.ts';
import { queuedTasks } from '../../stores/fleet-selectors.ts';
import type { ById } from '../../stores/fleet-state.ts';

/** What waits for one instance, in the order in which it will be served. */
export interface BoardQueue {
  readonly instance: Instance;
  readonly tasks: readonly Task[];
}

/** The work of all instances, by how far it is. */
export interface BoardColumns {
  /** Only instances for which something waits, in the order of the list. */
  readonly queued: readonly BoardQueue[];
  /** The longest first. */
  readonly running: readonly Task[];
  /** A person has to answer: who has waited longest comes first. */
  readonly waiting: readonly Task[];
  /** The newest first. */
  readonly ended: readonly Task[];
}

/**
 * Sorts the tasks that a window knows into columns.
 * @param instances those that are there, in the order of the list
 */
export function boardColumns(tasks: ById<Task>, instances: readonly Instance[]): BoardColumns {
  const there = new Set(instances.map(({ id }) => id));
  const all = Object.values(tasks).filter(({ instanceId }) => there.has(instanceId));
  const of = (status: Task['status']): readonly Task[] =>
    all
      .filter((task) => task.status === status)
      .sort((a, b) => (a.startedAt ?? a.createdAt) - (b.startedAt ?? b.createdAt));
  const waits = new Set(all.filter(({ status }) => status === 'queued').map(({ instanceId }) => instanceId));
  return {
    queued: instances
      .filter(({ id }) => waits.has(id))
      .map((instance) => ({ instance, tasks: queuedTasks(tasks, instance.id) })),
    running: of('running'),
    waiting: of('waiting'),
    ended: all.filter(({ endedAt }) => endedAt !== null).sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0)),
  };
}

/** Where a task is dropped: before another one, or at the end of an instance's queue. */
export interface DropPlace {
  readonly instanceId: string;
  readonly beforeId: string | null;
}

/**
 * What `task.move` is told for a drop.
 * @returns null when the task stands there already
 */
export function moveFor(
  task: Task,
  place: DropPlace,
  columns: BoardColumns,
): { readonly id: string; readonly beforeId: string | null; readonly instanceId?: string } | null {
  const { instanceId, beforeId } = place;
  if (beforeId === task.id) return null;
  if (instanceId !== task.instanceId) return { id: task.id, beforeId, instanceId };
  const own = columns.queued.find(({ instance }) => instance.id === instanceId)?.tasks ?? [];
  const at = own.findIndex(({ id }) => id === task.id);
  if ((own[at + 1]?.id ?? null) === beforeId) return null;
  return { id: task.id, beforeId };
}
