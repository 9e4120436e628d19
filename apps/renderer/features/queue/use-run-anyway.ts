import { useTranslation } from 'react-i18next';
import type { Task } from '../../../shared/models/task.ts';
import { useCommand } from '../../app-context.tsx';
import { useUndo } from '../../components/use-undo.tsx';
import { taskTitle } from '../../stores/fleet-selectors.ts';

/** @returns what lets a task run without those that it waits for; until it runs, it is taken back with one click */
export function useRunAnyway(): (task: Task) => void {
  const { t } = useTranslation();
  const run = useCommand();
  const offerUndo = useUndo();
  const release = async (task: Task): Promise<void> => {
    const { id, after } = task;
    const released = await run('task.update', { id, after: [] });
    if (!released.ok) return;
    const message = t('queue.after.released', { title: taskTitle(task) });
    offerUndo(`released-${id}`, message, () => run('task.update', { id, after }));
  };
  return (task) => void release(task);
}
