import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isOpenTask, type Task } from '../../../shared/models/task.ts';
import { heldBackBy } from '../../../shared/models/task-after.ts';
import { useFleet } from '../../app-context.tsx';
import { taskTitle } from '../../stores/fleet-selectors.ts';

export interface HeldBack {
  /** The task that it waits for; of several, one that has ended and so needs a person, or the first. */
  readonly by: Task;
  /** Why it waits, as part of a sentence. */
  readonly why: string;
}

/** Which other task keeps this one from being served, and in which words that is said; null when none does. */
export function useHeldBack(task: Task): HeldBack | null {
  const { t } = useTranslation();
  // Most tasks wait for nobody, and need not be drawn anew with every change of another one.
  const tasks = useFleet((state) => (task.after.length === 0 ? null : state.tasks));
  const all = useMemo(() => (tasks === null ? [] : heldBackBy(task, (id) => tasks[id])), [task, tasks]);
  const [by] = all;
  const isGone = useFleet(({ instances }) => by !== undefined && instances[by.instanceId]?.deletedAt !== null);
  if (by === undefined) return null;
  const how = !isOpenTask(by) ? endOf(by) : isGone ? 'deleted' : 'open';
  const why = t(`queue.after.because.${how}`, { title: taskTitle(by) });
  return { by, why: all.length === 1 ? why : `${why} ${t('queue.after.others', { count: all.length - 1 })}` };
}

/** How a task ended that holds others back. */
function endOf({ status }: Task): 'failed' | 'cancelled' | 'interrupted' {
  return status === 'failed' || status === 'cancelled' ? status : 'interrupted';
}
