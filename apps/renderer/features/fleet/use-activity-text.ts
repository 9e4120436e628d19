import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import { taskTitle } from '../../stores/fleet-selectors.ts';
import { useFleet } from '../../app-context.tsx';

/** What an instance is busy with, in words; null when there is nothing to say beyond its status. */
export function useActivityText(instance: Instance): string | null {
  const { t } = useTranslation();
  const activity = useFleet((state) => state.activities[instance.id]);
  const task = useFleet((state) => (instance.currentTaskId === null ? undefined : state.tasks[instance.currentTaskId]));
  if (instance.status !== 'working' && instance.status !== 'waiting') return null;
  if (instance.stall !== null) return t('watch.stalled');
  const { kind, subject } = activity ?? { kind: 'none' as const, subject: null };
  if (instance.status === 'working' && kind === 'retrying') {
    return t('common.activity.retrying', { attempt: activity?.attempt ?? 1, attempts: activity?.attempts ?? '?' });
  }
  if (instance.status === 'working' && kind === 'tool') return t('common.activity.tool', { subject: subject ?? '' });
  if (instance.status === 'working' && kind !== 'none') return t(`common.activity.${kind}`);
  return task === undefined ? null : taskTitle(task);
}
