import type { Task } from '../../../shared/models/task.ts';

/**
 * What to tell `task.move` so that the task at `from` comes to stand at `to`.
 * @returns the id of the task that it is put before, null for last; undefined when it stands there already
 */
export function moveTarget(tasks: readonly Task[], from: number, to: number): string | null | undefined {
  if (from === to || from < 0 || to < 0 || from >= tasks.length || to >= tasks.length) return undefined;
  const rest = tasks.filter((_, index) => index !== from);
  return rest[to]?.id ?? null;
}
