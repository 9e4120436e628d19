import { ActionIcon, Select, Tooltip } from '@mantine/core';
import { ArrowDown, ArrowUp, CornerUpLeft, FastForward, GripVertical, Paperclip, Pencil, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { priorities, type Task } from '../../../shared/models/task.ts';
import { useApp, useCommand } from '../../app-context.tsx';
import { taskTitle } from '../../stores/fleet-selectors.ts';
import { showingTask } from '../../stores/view-state.ts';
import classes from './queue.module.css';
import { useCancelTask } from './use-cancel-task.ts';
import { useHeldBack } from './use-held-back.ts';
import { useRunAnyway } from './use-run-anyway.ts';

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
  const heldBack = useHeldBack(task);
  const { id } = task;
  const title = taskTitle(task);
  return (
    <div className={classes.task}>
      <GripVertical size={13} className={classes.grip} aria-hidden />
      <span className={classes.title} title={task.preview}>
        {title}
        {heldBack !== null && <span className={classes.about}> — {heldBack.why}</span>}
      </span>
      {heldBack !== null && <HeldBackActions task={task} by={heldBack.by} />}
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

/** What can be done about a task that waits for another one: to look at that one, or not to wait for it. */
function HeldBackActions({ task, by }: { readonly task: Task; readonly by: Task }) {
  const { t } = useTranslation();
  const { view } = useApp();
  const runAnyway = useRunAnyway();
  const goTo = t('queue.after.goTo', { title: taskTitle(by) });
  const anyway = t('queue.after.anyway', { title: taskTitle(task) });
  return (
    <>
      <Tooltip label={goTo}>
        <ActionIcon size={24} aria-label={goTo} onClick={() => view.setState(showingTask(by))}>
          <CornerUpLeft size={13} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={anyway}>
        <ActionIcon size={24} aria-label={anyway} onClick={() => runAnyway(task)}>
          <FastForward size={13} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
