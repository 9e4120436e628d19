import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import { isHeldBack } from '../../../shared/models/task-after.ts';
import { useFleet } from '../../app-context.tsx';
import { placesTaken, queuesOf } from '../../stores/fleet-counts.ts';
import { taskTitle } from '../../stores/fleet-selectors.ts';
import type { FleetState } from '../../stores/fleet-state.ts';
import { type WaitingReason, waitingReason } from './waiting-reason.ts';

interface Waiting {
  /** Why an instance's queued tasks are not served just now; null when there are none, or they are about to be. */
  readonly reason: WaitingReason | null;
  /** The same in words, as part of a sentence. */
  readonly words: string | null;
}

/** Why what is queued for an instance waits. */
export function useWaiting(instance: Instance): Waiting {
  const { t } = useTranslation();
  const reason = useFleet((state) => reasonIn(state, instance));
  const asking = useFleet((state) => placesTaken(state.instances).asking);
  if (reason === null) return { reason, words: null };
  // It is the person then for whom everything waits, and nothing else says so where they look.
  const isTheirs = reason === 'slot' && asking > 0;
  return { reason, words: isTheirs ? t('queue.slotAsked', { count: asking }) : t(`queue.because.${reason}`) };
}

/** What is served next of an instance's queue, by its title; null when nothing is queued. */
export function useNextTitle(instanceId: string): string | null {
  return useFleet(({ tasks }) => {
    const next = queuesOf(tasks).get(instanceId)?.[0];
    return next === undefined ? null : taskTitle(next);
  });
}

function reasonIn({ tasks, tower, instances, settings }: FleetState, instance: Instance): WaitingReason | null {
  const queue = queuesOf(tasks).get(instance.id);
  if (queue === undefined) return null;
  const allHeldBack = queue.every((task) => isHeldBack(task, (id) => tasks[id]));
  return waitingReason(instance, tower, placesTaken(instances).working, settings.maxRunning, allHeldBack);
}
