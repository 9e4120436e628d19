import type { Instance } from '../../shared/models/instance.ts';
import type { Task } from '../../shared/models/task.ts';
import { compareTasks } from './task-order.ts';

/** An instance as the scheduler sees it. */
export interface Candidate {
  readonly instance: Instance;
  /** The first of its queue. */
  readonly head: Task;
  /** The API refuses its work for now. */
  readonly held: boolean;
}

export interface SchedulerView {
  /** No queued task is started at all: paused by a person, or the database cannot be written. */
  readonly held: boolean;
  readonly maxRunning: number;
  /** Instances with a turn open, whoever began it. */
  readonly working: number;
  /** Instances on their way up. */
  readonly starting: number;
  readonly candidates: readonly Candidate[];
}

export type Step =
  | { readonly kind: 'give'; readonly instanceId: string; readonly taskId: string }
  | { readonly kind: 'start'; readonly instanceId: string };

/** Starting a CLI takes all of a core for a second or more: too many at once only make each later (protocol, section 10). */
export const maxStarting = 2;

/**
 * Says what is to be done next: which ready instance gets its first task, and which is started because it has one. The
 * most urgent task of all goes first; nobody is served over the cap.
 */
export function schedule(view: SchedulerView): readonly Step[] {
  if (view.held) return [];
  const steps: Step[] = [];
  let free = view.maxRunning - view.working - view.starting;
  let starts = maxStarting - view.starting;
  for (const { instance, head, held } of [...view.candidates].sort((a, b) => compareTasks(a.head, b.head))) {
    if (free <= 0) break;
    if (held || instance.paused || instance.wanted !== 'running') continue;
    if (instance.status === 'idle') {
      steps.push({ kind: 'give', instanceId: instance.id, taskId: head.id });
      free -= 1;
    } else if (instance.status === 'stopped' && starts > 0) {
      steps.push({ kind: 'start', instanceId: instance.id });
      starts -= 1;
      free -= 1;
    }
  }
  return steps;
}
