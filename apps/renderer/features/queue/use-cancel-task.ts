import { useTranslation } from 'react-i18next';
import type { Task } from '../../../shared/models/task.ts';
import { useApp, useCommand } from '../../app-context.tsx';
import { useUndo } from '../../components/use-undo.tsx';
import { queuedTasks, taskTitle } from '../../stores/fleet-selectors.ts';

/** @returns what cancels a task. One that only waited comes back to its place with one click; one that ran does not. */
export function useCancelTask(): (task: Task) => void {
  const { t } = useTranslation();
  const { fleet } = useApp();
  const run = useCommand();
  const offerUndo = useUndo();
  const cancel = async (task: Task): Promise<void> => {
    const { id, instanceId, status } = task;
    const queue = queuedTasks(fleet.getState().tasks, instanceId);
    const after = queue.slice(queue.findIndex((each) => each.id === id) + 1);
    const cancelled = await run('task.cancel', { id });
    if (!cancelled.ok || status !== 'queued') return;
    offerUndo(`cancelled-${id}`, t('queue.cancelled', { title: taskTitle(task) }), async () => {
      const back = await run('task.retry', { id });
      const still = new Set(queuedTasks(fleet.getState().tasks, instanceId).map((each) => each.id));
      const before = after.find((each) => still.has(each.id));
      if (back.ok && before !== undefined) await run('task.move', { id, beforeId: before.id });
    });
  };
  return (task) => void cancel(task);
}
