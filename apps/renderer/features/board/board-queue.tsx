import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import type { Task } from '../../../shared/models/task.ts';
import { taskTitle } from '../../stores/fleet-selectors.ts';
import { moveTarget } from '../queue/move-target.ts';
import { useWaiting } from '../queue/use-waiting.ts';
import { BoardCard } from './board-card.tsx';
import type { BoardQueue as Queue, DropPlace } from './board-columns.ts';
import classes from './board.module.css';

interface Props {
  readonly queue: Queue;
  readonly instances: readonly Instance[];
  /** The task that is being dragged. */
  readonly dragged: string | null;
  readonly onDrag: (id: string | null) => void;
  readonly onDrop: (place: DropPlace) => void;
  readonly onMove: (id: string, place: DropPlace) => void;
  readonly onEdit: (task: Task) => void;
}

/** What waits for one instance, and why it waits; tasks are dropped before one another, or on the name to come last. */
export function BoardQueue({ queue, instances, dragged, onDrag, onDrop, onMove, onEdit }: Props) {
  const { t } = useTranslation();
  const { instance, tasks } = queue;
  const [over, setOver] = useState<string | null>(null);
  const { words } = useWaiting(instance);
  const target = (beforeId: string | null) => ({
    onDragOver: (event: DragEvent) => {
      if (dragged === null) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(beforeId ?? 'last');
    },
    onDragLeave: () => setOver(null),
    onDrop: (event: DragEvent) => {
      if (dragged === null) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(null);
      onDrop({ instanceId: instance.id, beforeId });
    },
  });
  /** @returns what moves the task at `from` to another place in this queue; null where there is no such place */
  const moverTo = (from: number, to: number): (() => void) | null => {
    const task = tasks[from];
    const beforeId = moveTarget(tasks, from, to);
    if (task === undefined || beforeId === undefined) return null;
    return () => onMove(task.id, { instanceId: instance.id, beforeId });
  };
  return (
    <div className={classes.queue} data-testid="board-queue">
      <h3 className={classes.owner} data-over={over === 'last' || undefined} {...target(null)}>
        <span className={classes.name}>{instance.name}</span>
        {words !== null && <span className={classes.reason}>{words}</span>}
      </h3>
      <ol className={classes.list} aria-label={t('board.queueOf', { name: instance.name })}>
        {tasks.map((task, index) => (
          <li
            key={task.id}
            draggable
            data-over={over === task.id || undefined}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', taskTitle(task));
              onDrag(task.id);
            }}
            onDragEnd={() => onDrag(null)}
            {...target(task.id)}
          >
            <BoardCard
              task={task}
              instance={instance}
              withOwner={false}
              others={instances.filter(({ id }) => id !== instance.id)}
              onHandTo={(instanceId) => onMove(task.id, { instanceId, beforeId: null })}
              onUp={moverTo(index, index - 1)}
              onDown={moverTo(index, index + 1)}
              onEdit={() => onEdit(task)}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}
