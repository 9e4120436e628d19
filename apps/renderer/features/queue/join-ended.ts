import { isOpenTask, type Task } from '../../../shared/models/task.ts';
import type { ById } from '../../stores/fleet-state.ts';

/**
 * The ended tasks of an instance, newest first: those that the window has, and older ones that were fetched. Of a task that
 * is in both, what the window has is newer; it may have been queued again since.
 */
export function joinEnded(tasks: ById<Task>, older: readonly Task[], instanceId: string): readonly Task[] {
  const endOf = (task: Task): number => task.endedAt ?? task.createdAt;
  return [...Object.values(tasks), ...older.filter(({ id }) => tasks[id] === undefined)]
    .filter((task) => task.instanceId === instanceId && !isOpenTask(task))
    .sort((a, b) => endOf(b) - endOf(a));
}

/**
 * What to ask for next. Tasks may have ended in the same millisecond: the last one is asked for once more, and passed over
 * only when that brought nothing new.
 * @param stuck whether the last page brought nothing new
 * @returns the end before which the next page begins; undefined without a task
 */
export function nextPageBefore(ended: readonly Task[], stuck: boolean): number | undefined {
  const oldest = ended.at(-1)?.endedAt ?? undefined;
  return oldest === undefined || stuck ? oldest : oldest + 1;
}
