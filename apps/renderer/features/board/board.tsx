import { type ReactNode, useMemo, useState } from 'react';
import { Button, ScrollArea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../../shared/models/task.ts';
import { useCommand, useFleet } from '../../app-context.tsx';
import { listInstances } from '../../stores/fleet-selectors.ts';
import { EditTaskDialog } from '../queue/edit-task-dialog.tsx';
import { BoardCard } from './board-card.tsx';
import { boardColumns, type DropPlace, moveFor } from './board-columns.ts';
import { BoardQueue } from './board-queue.tsx';
import classes from './board.module.css';

/** So many that have ended are shown at first, and so many more each time; older ones are in the history of each instance. */
const step = 30;

/** The work of every instance by how far it is, to be put in order, handed on, answered and run again. */
export function Board() {
  const { t } = useTranslation();
  const run = useCommand();
  const tasks = useFleet((state) => state.tasks);
  const records = useFleet((state) => state.instances);
  const order = useFleet((state) => state.settings.instanceOrder);
  const instances = useMemo(() => listInstances(records, order), [records, order]);
  const columns = useMemo(() => boardColumns(tasks, instances), [tasks, instances]);
  const [dragged, setDragged] = useState<string | null>(null);
  const [edited, setEdited] = useState<Task | null>(null);
  const [shown, setShown] = useState(step);
  const { queued, running, waiting, ended } = columns;
  const count = queued.reduce((sum, queue) => sum + queue.tasks.length, 0);

  const move = (id: string, place: DropPlace): void => {
    const task = tasks[id];
    const wanted = task === undefined ? null : moveFor(task, place, columns);
    if (wanted !== null) void run('task.move', wanted);
  };
  const drop = (place: DropPlace): void => {
    if (dragged !== null) move(dragged, place);
    setDragged(null);
  };
  // An agent without a queue can be given one by dropping a task on it, while one is held.
  const others =
    dragged === null ? [] : instances.filter(({ id }) => !queued.some(({ instance }) => instance.id === id));

  return (
    <section className={classes.board} aria-label={t('board.title')} data-testid="board">
      <Column title={t('board.queued')} count={count} empty={others.length > 0 ? null : t('board.noneQueued')}>
        {[...queued, ...others.map((instance) => ({ instance, tasks: [] }))].map((queue) => (
          <BoardQueue
            key={queue.instance.id}
            queue={queue}
            instances={instances}
            dragged={dragged}
            onDrag={setDragged}
            onDrop={drop}
            onMove={move}
            onEdit={setEdited}
          />
        ))}
      </Column>
      <Column title={t('board.running')} count={running.length} empty={t('board.noneRunning')}>
        {running.map((task) => (
          <BoardCard key={task.id} task={task} instance={records[task.instanceId]} />
        ))}
      </Column>
      <Column title={t('board.waiting')} count={waiting.length} empty={t('board.noneWaiting')}>
        {waiting.map((task) => (
          <BoardCard key={task.id} task={task} instance={records[task.instanceId]} />
        ))}
      </Column>
      <Column title={t('board.ended')} count={null} empty={ended.length === 0 ? t('board.noneEnded') : null}>
        {ended.slice(0, shown).map((task) => (
          <BoardCard key={task.id} task={task} instance={records[task.instanceId]} />
        ))}
        {ended.length > shown && (
          <Button variant="subtle" size="compact-xs" onClick={() => setShown(shown + step)}>
            {t('queue.more')}
          </Button>
        )}
      </Column>
      {edited !== null && <EditTaskDialog key={edited.id} task={edited} onClose={() => setEdited(null)} />}
    </section>
  );
}

interface ColumnProps {
  readonly title: string;
  /** null: how many there are is not known. */
  readonly count: number | null;
  /** What stands there while nothing does; null: something does. */
  readonly empty: string | null;
  readonly children: ReactNode;
}

function Column({ title, count, empty, children }: ColumnProps) {
  return (
    <section className={classes.column} aria-label={title}>
      <h2 className={classes.heading}>
        {title} {count !== null && <span className={classes.count}>{count}</span>}
      </h2>
      <ScrollArea className={classes.scroll ?? ''} type="auto" scrollbarSize={8}>
        <div className={classes.cards}>
          {children}
          {(count ?? 0) === 0 && empty !== null && <p className={classes.empty}>{empty}</p>}
        </div>
      </ScrollArea>
    </section>
  );
}
