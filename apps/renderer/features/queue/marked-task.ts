import type { Task } from '../../../shared/models/task.ts';

export interface TaskListProps {
  readonly tasks: readonly Task[];
  /** The task that a link asked for; null for none. */
  readonly markedId: string | null;
}

/** The same function every time: React calls it when the mark comes, not whenever the list is drawn. */
const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' });

/** What makes a task's line the marked one, and brings it into view. */
export function marks(marked: boolean) {
  return marked ? { 'data-marked': true, ref: intoView } : {};
}
