import { ActionIcon, Tooltip } from '@mantine/core';
import { CircleCheck, CircleMinus, CircleX, type LucideIcon, OctagonPause, Repeat2, StepForward } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Task, TaskStatus } from '../../../shared/models/task.ts';
import { useCommand, useFleet } from '../../app-context.tsx';
import { formatCost, formatDuration } from '../../components/format.ts';
import { taskTitle } from '../../stores/fleet-selectors.ts';
import { useProblemWords } from '../../words/use-problem-words.ts';
import { marks, type TaskListProps } from './marked-task.ts';
import classes from './queue.module.css';

const icons: Readonly<Partial<Record<TaskStatus, LucideIcon>>> = {
  completed: CircleCheck,
  failed: CircleX,
  cancelled: CircleMinus,
  interrupted: OctagonPause,
};

/** Tasks that have ended, newest first, with the beginning of what came out. */
export function EndedList({ tasks, markedId }: TaskListProps) {
  const { t } = useTranslation();
  if (tasks.length === 0) return <p className={classes.empty}>{t('queue.noneEnded')}</p>;
  return (
    <ol className={classes.list}>
      {tasks.slice(0, 100).map((task) => (
        <li key={task.id} data-testid="ended-task" {...marks(task.id === markedId)}>
          <EndedRow task={task} />
        </li>
      ))}
    </ol>
  );
}

function EndedRow({ task }: { readonly task: Task }) {
  const { t } = useTranslation();
  const run = useCommand();
  const words = useProblemWords();
  const Icon = icons[task.status] ?? CircleMinus;
  const { outcome } = task;
  const sessionId = useFleet((state) => state.instances[task.instanceId]?.sessionId ?? null);
  const canGoOn =
    (task.status === 'interrupted' || task.status === 'failed') && sessionId !== null && task.sessionId === sessionId;
  const title = taskTitle(task);
  const about = task.problem === null ? outcome?.preview : words(task.problem).message;
  return (
    <div className={classes.task}>
      <span className={classes.endedStatus} data-status={task.status}>
        <Icon size={13} aria-hidden /> {t(`common.taskStatus.${task.status}`)}
      </span>
      <span className={classes.title} title={task.preview}>
        {title}
        {about !== undefined && about !== '' && <span className={classes.about}> — {about}</span>}
      </span>
      {outcome !== null && (
        <span className={classes.dim}>
          {formatDuration(outcome.durationMs)} · {formatCost(outcome.usage.costUsd)}
        </span>
      )}
      {canGoOn && (
        <Tooltip label={t('queue.goOn', { title })}>
          <ActionIcon
            size={24}
            aria-label={t('queue.goOn', { title })}
            onClick={() => void run('task.resume', { id: task.id })}
          >
            <StepForward size={14} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={t('queue.again', { title })}>
        <ActionIcon
          size={24}
          aria-label={t('queue.again', { title })}
          onClick={() => void run('task.retry', { id: task.id })}
        >
          <Repeat2 size={14} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
