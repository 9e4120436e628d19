import { type DragEvent, useState } from 'react';
import type { Task } from '../../../shared/models/task.ts';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../app-context.tsx';
import { taskTitle } from '../../stores/fleet-selectors.ts';
import { EditTaskDialog } from './edit-task-dialog.tsx';
import { moveTarget } from './move-target.ts';
import { marks, type TaskListProps } from './marked-task.ts';
import classes from './queue.module.css';
import { QueuedRow } from './queued-row.tsx';

/** The queued tasks in the order in which they will be served; reordered by dragging or with the arrows. */
export function QueueList({ tasks, markedId }: TaskListProps) {
  const { t } = useTranslation();
  const run = useCommand();
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const [edited, setEdited] = useState<Task | null>(null);

  const move = async (from: number, to: number): Promise<void> => {
    const task = tasks[from];
    const beforeId = moveTarget(tasks, from, to);
    if (task === undefined || beforeId === undefined) return;
    const last = tasks.at(-1);
    // "Last" is last of its own priority: behind tasks of a lower one, it takes theirs.
    if (beforeId === null && last !== undefined && last.priority !== task.priority) {
      const lowered = await run('task.update', { id: task.id, priority: last.priority });
      if (!lowered.ok) return;
    }
    await run('task.move', { id: task.id, beforeId });
  };
  const drop = (event: DragEvent, to: number): void => {
    event.preventDefault();
    const from = tasks.findIndex((task) => task.id === dragged);
    setDragged(null);
    setOver(null);
    void move(from, to);
  };

  if (tasks.length === 0) return <p className={classes.empty}>{t('queue.noneWaiting')}</p>;
  return (
    <>
      <ol className={classes.list}>
        {tasks.map((task, index) => (
          <li
            key={task.id}
            data-testid="queued-task"
            {...marks(task.id === markedId)}
            data-over={over === task.id || undefined}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', taskTitle(task));
              setDragged(task.id);
            }}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(task.id);
            }}
            onDragEnd={() => {
              setDragged(null);
              setOver(null);
            }}
            onDrop={(event) => drop(event, index)}
          >
            <QueuedRow
              task={task}
              onUp={index === 0 ? null : () => void move(index, index - 1)}
              onDown={index === tasks.length - 1 ? null : () => void move(index, index + 1)}
              onEdit={() => setEdited(task)}
            />
          </li>
        ))}
      </ol>
      {edited !== null && <EditTaskDialog key={edited.id} task={edited} onClose={() => setEdited(null)} />}
    </>
  );
}
