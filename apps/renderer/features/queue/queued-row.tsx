import { ActionIcon, Select } from '@mantine/core';
import { ArrowDown, ArrowUp, GripVertical, Paperclip, Pencil, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { priorities, type Task } from '../../../shared/models/task.ts';
import { useCommand } from '../../app-context.tsx';
import { taskTitle } from '../../stores/fleet-selectors.ts';
import classes from './queue.module.css';
import { useCancelTask } from './use-cancel-task.ts';

interface Props {
  readonly task: Task;
  readonly onUp: (() => void) | null;
  readonly onDown: (() => void) | null;
  readonly onEdit: () => void;
}

/** A task that waits. */
export function QueuedRow({ task, onUp, onDown, onEdit }: Props) {
  const { t } = useTranslation();
  const run = useCommand();
  const cancel = useCancelTask();
  const { id } = task;
  const title = taskTitle(task);
  return (
    <div className={classes.task}>
      <GripVertical size={13} className={classes.grip} aria-hidden />
      <span className={classes.title} title={task.preview}>
        {title}
      </span>
      {task.attachments.length > 0 && (
        <span className={classes.dim}>
          <Paperclip size={11} aria-hidden /> {task.attachments.length}
        </span>
      )}
      {task.attempt > 1 && <span className={classes.dim}>{t('queue.attempt', { count: task.attempt })}</span>}
      <Select
        size="xs"
        w={86}
        variant="unstyled"
        aria-label={t('queue.priorityOf', { title })}
        value={task.priority}
        data={priorities.map((each) => ({ value: each, label: t(`common.priority.${each}`) }))}
        onChange={(next) => {
          const priority = priorities.find((each) => each === next);
          if (priority !== undefined) void run('task.update', { id, priority });
        }}
      />
      <ActionIcon size={24} disabled={onUp === null} aria-label={t('queue.up', { title })} onClick={() => onUp?.()}>
        <ArrowUp size={13} />
      </ActionIcon>
      <ActionIcon
        size={24}
        disabled={onDown === null}
        aria-label={t('queue.down', { title })}
        onClick={() => onDown?.()}
      >
        <ArrowDown size={13} />
      </ActionIcon>
      <ActionIcon size={24} aria-label={t('queue.edit', { title })} onClick={onEdit}>
        <Pencil size={13} />
      </ActionIcon>
      <ActionIcon size={24} aria-label={t('queue.cancel', { title })} onClick={() => cancel(task)}>
        <X size={14} />
      </ActionIcon>
    </div>
  );
}
