import { isOpenTask, type Task } from './task.ts';

/** Finds a task by its id; undefined for one of which nothing is known any more. */
export type FindTask = (id: string) => Task | undefined;

/**
 * Does this task hold back those that are to run after it? Only one that is completed does not: what failed, or was
 * cancelled or cut off, holds them until it is run again, or a person lets them run without it.
 */
export const holdsBack = ({ status }: Task): boolean => status !== 'completed';

/** Does a task still wait for others? One that goes on in its conversation has waited already, before it began. */
const canWait = ({ status, continues, after }: Task): boolean => status === 'queued' && !continues && after.length > 0;

/** Does another task keep this one from being served? Those of which nothing is known any more hold nobody back. */
export function isHeldBack(task: Task, find: FindTask): boolean {
  return canWait(task) && task.after.some((id) => isInTheWay(find(id)));
}

/** The tasks that keep this one from being served, those first that have ended: they need a person. */
export function heldBackBy(task: Task, find: FindTask): readonly Task[] {
  if (!canWait(task)) return [];
  const all = task.after.flatMap((id) => find(id) ?? []).filter(holdsBack);
  return [...all.filter((one) => !isOpenTask(one)), ...all.filter(isOpenTask)];
}

/**
 * Would a task that runs after these wait for itself, because one of them is that task, or waits for it, however indirectly?
 * @param id the task that is to run after them
 */
export function leadsBackTo(after: readonly string[], id: string, find: FindTask): boolean {
  const seen = new Set<string>();
  const ahead = [...after];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (next === id) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    const task = find(next);
    // What has ended waits for nothing. When it is run again, this is asked anew.
    if (task !== undefined && isOpenTask(task)) ahead.push(...task.after);
  }
  return false;
}

const isInTheWay = (task: Task | undefined): boolean => task !== undefined && holdsBack(task);
