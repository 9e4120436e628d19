import { ActionIcon, Menu, ScrollArea, Tooltip } from '@mantine/core';
import {
  ArrowDown,
  ArrowUp,
  CornerUpLeft,
  CornerUpRight,
  Ellipsis,
  FastForward,
  OctagonPause,
  Paperclip,
  Pencil,
  Repeat2,
  StepForward,
  X,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import { priorities, type Task } from '../../../shared/models/task.ts';
import { useApp, useCommand } from '../../app-context.tsx';
import { formatCost, formatDuration } from '../../components/format.ts';
import { canGoOn, taskTitle } from '../../stores/fleet-selectors.ts';
import { showingTask } from '../../stores/view-state.ts';
import { useProblemWords } from '../../words/use-problem-words.ts';
import { useCancelTask } from '../queue/use-cancel-task.ts';
import { type HeldBack, useHeldBack } from '../queue/use-held-back.ts';
import { useRunAnyway } from '../queue/use-run-anyway.ts';
import { RunningFor } from './running-for.tsx';
import classes from './board.module.css';

interface Props {
  readonly task: Task;
  readonly instance: Instance | undefined;
  /** False where the instance is named above. */
  readonly withOwner?: boolean;
  /** The instances to which it can be handed. */
  readonly others?: readonly Instance[];
  readonly onHandTo?: (instanceId: string) => void;
  readonly onUp?: (() => void) | null;
  readonly onDown?: (() => void) | null;
  readonly onEdit?: () => void;
}

/** A task: what it is, whose, how far it is, and all that can be done with it. */
export function BoardCard(props: Props) {
  const { task, instance, withOwner = true } = props;
  const { t } = useTranslation();
  const { view } = useApp();
  const words = useProblemWords();
  const title = taskTitle(task);
  const { outcome, problem } = task;
  const heldBack = useHeldBack(task);
  const about = heldBack?.why ?? (problem === null ? (outcome?.preview ?? '') : words(problem).message);
  const show = (): void => view.setState(showingTask(task));
  return (
    <article className={classes.card} data-testid="board-card" data-status={task.status} aria-label={title}>
      <div className={classes.line}>
        <button type="button" className={classes.open} onClick={show} title={task.preview}>
          {title}
        </button>
        <CardMenu {...props} title={title} heldBack={heldBack} />
      </div>
      {about !== '' && <p className={classes.about}>{about}</p>}
      <p className={classes.facts}>
        {withOwner && <span className={classes.name}>{instance?.name ?? ''}</span>}
        {task.status === 'queued' && task.priority !== 'normal' && (
          <span data-priority={task.priority}>{t(`common.priority.${task.priority}`)}</span>
        )}
        {task.endedAt !== null && <span data-status={task.status}>{t(`common.taskStatus.${task.status}`)}</span>}
        {(task.status === 'running' || task.status === 'waiting') && task.startedAt !== null && (
          <RunningFor since={task.startedAt} />
        )}
        {task.attempt > 1 && <span>{t('queue.attempt', { count: task.attempt })}</span>}
        {task.attachments.length > 0 && (
          <span>
            <Paperclip size={11} aria-hidden /> {task.attachments.length}
          </span>
        )}
        {outcome !== null && (
          <span>
            {formatDuration(outcome.durationMs)} · {formatCost(outcome.usage.costUsd)}
          </span>
        )}
      </p>
    </article>
  );
}

function CardMenu({
  task,
  instance,
  title,
  heldBack,
  others = [],
  onHandTo,
  onUp,
  onDown,
  onEdit,
}: Props & { readonly title: string; readonly heldBack: HeldBack | null }) {
  const { t } = useTranslation();
  const { view } = useApp();
  const run = useCommand();
  const { id, status } = task;
  const cancel = useCancelTask();
  const runAnyway = useRunAnyway();
  const label = t('board.actions', { title });
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label={label}>
          <ActionIcon size={22} aria-label={label}>
            <Ellipsis size={14} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {heldBack !== null && (
          <>
            <Menu.Item leftSection={<FastForward size={14} />} onClick={() => runAnyway(task)}>
              {t('board.runAnyway')}
            </Menu.Item>
            <Menu.Item leftSection={<CornerUpLeft size={14} />} onClick={() => view.setState(showingTask(heldBack.by))}>
              {t('queue.after.goTo', { title: taskTitle(heldBack.by) })}
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        {status === 'queued' && (
          <>
            <Menu.Item leftSection={<ArrowUp size={14} />} disabled={onUp == null} onClick={() => onUp?.()}>
              {t('board.up')}
            </Menu.Item>
            <Menu.Item leftSection={<ArrowDown size={14} />} disabled={onDown == null} onClick={() => onDown?.()}>
              {t('board.down')}
            </Menu.Item>
            <Menu.Item leftSection={<Pencil size={14} />} onClick={onEdit}>
              {t('board.edit')}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Label>{t('composer.priority')}</Menu.Label>
            {priorities.map((priority) => (
              <Menu.Item
                key={priority}
                disabled={priority === task.priority}
                onClick={() => void run('task.update', { id, priority })}
              >
                {t(`common.priority.${priority}`)}
              </Menu.Item>
            ))}
            {others.length > 0 && !task.continues && (
              <>
                <Menu.Divider />
                <Menu.Label>{t('board.handTo')}</Menu.Label>
                <ScrollArea.Autosize mah={200} type="auto" scrollbarSize={8}>
                  {others.map((other) => (
                    <Menu.Item
                      key={other.id}
                      leftSection={<CornerUpRight size={14} />}
                      onClick={() => onHandTo?.(other.id)}
                    >
                      {other.name}
                    </Menu.Item>
                  ))}
                </ScrollArea.Autosize>
              </>
            )}
            <Menu.Divider />
          </>
        )}
        {canGoOn(task, instance) && (
          <Menu.Item leftSection={<StepForward size={14} />} onClick={() => void run('task.resume', { id })}>
            {t('board.goOn')}
          </Menu.Item>
        )}
        {task.endedAt !== null ? (
          <Menu.Item leftSection={<Repeat2 size={14} />} onClick={() => void run('task.retry', { id })}>
            {t('board.again')}
          </Menu.Item>
        ) : (
          <Menu.Item
            leftSection={status === 'queued' ? <X size={14} /> : <OctagonPause size={14} />}
            onClick={() => cancel(task)}
          >
            {status === 'queued' ? t('board.cancel') : t('board.stop')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
