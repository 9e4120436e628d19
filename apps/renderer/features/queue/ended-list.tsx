import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { CircleCheck, CircleMinus, CircleX, type LucideIcon, OctagonPause, Repeat2, StepForward } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Task, TaskStatus } from '../../../shared/models/task.ts';
import { useCommand, useFleet } from '../../app-context.tsx';
import { formatCost, formatDuration } from '../../components/format.ts';
import { canGoOn, taskTitle } from '../../stores/fleet-selectors.ts';
import { useProblemWords } from '../../words/use-problem-words.ts';
import { ProblemNote } from '../shell/problem-note.tsx';
import { marks, type TaskListProps } from './marked-task.ts';
import classes from './queue.module.css';
import { useEndedTasks } from './use-ended-tasks.ts';

const icons: Readonly<Partial<Record<TaskStatus, LucideIcon>>> = {
  completed: CircleCheck,
  failed: CircleX,
  cancelled: CircleMinus,
  interrupted: OctagonPause,
};

interface Props extends Pick<TaskListProps, 'markedId'> {
  readonly instanceId: string;
}

/** Tasks that have ended, newest first, with the beginning of what came out; older ones on demand. */
export function EndedList({ instanceId, markedId }: Props) {
  const { t } = useTranslation();
  const { shown, more, loading, problem, showMore } = useEndedTasks(instanceId);
  if (shown.length === 0 && !more) return <p className={classes.empty}>{t('queue.noneEnded')}</p>;
  return (
    <ol className={classes.list}>
      {shown.map((task) => (
        <li key={task.id} data-testid="ended-task" {...marks(task.id === markedId)}>
          <EndedRow task={task} />
        </li>
      ))}
      {more && (
        <li className={classes.more}>
          {problem !== null && <ProblemNote problem={problem} />}
          <Button variant="subtle" size="compact-xs" loading={loading} onClick={showMore}>
            {problem === null ? t('queue.more') : t('common.retry')}
          </Button>
        </li>
      )}
    </ol>
  );
}

function EndedRow({ task }: { readonly task: Task }) {
  const { t } = useTranslation();
  const run = useCommand();
  const words = useProblemWords();
  const Icon = icons[task.status] ?? CircleMinus;
  const { outcome } = task;
  const resumable = useFleet((state) => canGoOn(task, state.instances[task.instanceId]));
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
      {resumable && (
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
