import { priorities, type Priority, type Task } from '../../shared/models/task.ts';

const weight = new Map<Priority, number>(priorities.map((priority, index) => [priority, index]));

/** Sorts tasks into the order in which they are served: by priority, then as they came or were put by hand. */
export function compareTasks(a: Task, b: Task): number {
  const byPriority = (weight.get(a.priority) ?? 0) - (weight.get(b.priority) ?? 0);
  return byPriority || a.rank - b.rank || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}

export interface Placement {
  readonly id: string;
  readonly priority: Priority;
  readonly rank: number;
}

/**
 * Where a task must stand to come right before another (taking its priority), or last of its own priority.
 * @param queued the tasks among which it is placed, in any order
 * @returns its place, and new places for its neighbours when there is no number left between two of them
 */
export function placeBefore(task: Task, before: Task | null, queued: readonly Task[]): readonly Placement[] {
  const priority = before?.priority ?? task.priority;
  const peers = queued.filter((other) => other.id !== task.id && other.priority === priority).sort(compareTasks);
  const at = before === null ? peers.length : peers.findIndex((other) => other.id === before.id);
  const lower = peers[at - 1]?.rank;
  const upper = peers[at]?.rank;
  const rank = between(lower, upper);
  if (rank !== null) return [{ id: task.id, priority, rank }];
  const order = [...peers.slice(0, at), task, ...peers.slice(at)];
  const first = peers[0]?.rank ?? 0;
  return order.map(({ id }, index) => ({ id, priority, rank: first + index }));
}

/** @returns null when no number lies between */
function between(lower: number | undefined, upper: number | undefined): number | null {
  if (lower === undefined && upper === undefined) return 0;
  if (lower === undefined) return (upper ?? 0) - 1;
  if (upper === undefined) return lower + 1;
  const middle = lower + (upper - lower) / 2;
  return middle > lower && middle < upper ? middle : null;
}
