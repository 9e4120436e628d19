import { useMemo, useState } from 'react';
import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { ChevronUp, CirclePause, CirclePlay, History, ListTodo } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import { useCommand, useFleet, useView } from '../../app-context.tsx';
import { useShortWindow } from '../../components/use-short-window.ts';
import { queuedTasks } from '../../stores/fleet-selectors.ts';
import { EndedList } from './ended-list.tsx';
import classes from './queue.module.css';
import { QueueList } from './queue-list.tsx';
import { type QueuePart, useQueueParts } from './use-queue-parts.ts';
import { useWaiting } from './use-waiting.ts';

/** What waits for the instance, why it waits, and what has ended. Folded to a line until somebody wants it. */
export function QueuePanel({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  const run = useCommand();
  const tasks = useFleet((state) => state.tasks);
  const asks = useFleet((state) =>
    Object.values(state.requests).some(({ status, instanceId }) => status === 'open' && instanceId === instance.id),
  );
  const short = useShortWindow();
  const [shown, setShown] = useQueueParts(short && asks);
  const asked = useView(({ shownTask }) => (shownTask?.instanceId === instance.id ? shownTask : null));
  const [followed, setFollowed] = useState(0);
  if (asked !== null && asked.asked !== followed) {
    setFollowed(asked.asked);
    // One that was given to the agent is in the transcript.
    const task = tasks[asked.id];
    if (task?.status === 'queued') setShown('queue');
    else if (task?.startedAt === null) setShown('history');
  }
  const queued = useMemo(() => queuedTasks(tasks, instance.id), [tasks, instance.id]);
  const { words } = useWaiting(instance);
  const toggle = (part: QueuePart): void => setShown(shown === part ? null : part);
  const pauseLabel = instance.paused ? t('queue.resume') : t('queue.pause');
  return (
    <section className={classes.panel} aria-label={t('queue.title')}>
      <div className={classes.strip}>
        <UnstyledButton className={classes.tab ?? ''} aria-expanded={shown === 'queue'} onClick={() => toggle('queue')}>
          <ListTodo size={13} aria-hidden />
          {queued.length === 0 ? t('queue.title') : t('queue.waiting', { count: queued.length })}
          <ChevronUp size={12} aria-hidden data-open={shown === 'queue' || undefined} />
        </UnstyledButton>
        <span className={classes.reason}>{words}</span>
        <Tooltip label={pauseLabel}>
          <ActionIcon
            size={24}
            aria-label={pauseLabel}
            aria-pressed={instance.paused}
            color={instance.paused ? 'orange' : 'gray'}
            onClick={() => void run(instance.paused ? 'instance.resume' : 'instance.pause', { id: instance.id })}
          >
            {instance.paused ? <CirclePlay size={14} /> : <CirclePause size={14} />}
          </ActionIcon>
        </Tooltip>
        <UnstyledButton
          className={classes.tab ?? ''}
          aria-expanded={shown === 'history'}
          onClick={() => toggle('history')}
        >
          <History size={13} aria-hidden />
          {t('queue.history')}
          <ChevronUp size={12} aria-hidden data-open={shown === 'history' || undefined} />
        </UnstyledButton>
      </div>
      {shown === 'queue' && <QueueList tasks={queued} markedId={asked?.id ?? null} />}
      {shown === 'history' && <EndedList instanceId={instance.id} markedId={asked?.id ?? null} />}
    </section>
  );
}
