import { memo } from 'react';
import { ActionIcon, Badge } from '@mantine/core';
import { CirclePause, Hand, ListTodo, Play, Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import { useFleet } from '../../app-context.tsx';
import { lastPart } from '../../components/format.ts';
import { Hint } from '../../components/hint.tsx';
import { openRequestCounts, queuedTaskCounts } from '../../stores/fleet-counts.ts';
import { taskTitle } from '../../stores/fleet-selectors.ts';
import colors from '../fleet/instance-color.module.css';
import { StatusMark } from '../fleet/status-mark.tsx';
import { useActivityText } from '../fleet/use-activity-text.ts';
import { type Manner, mannerOf } from '../fleet/use-choose.ts';
import { useInstanceActions } from '../fleet/use-instance-actions.ts';
import { isTold } from '../queue/waiting-reason.ts';
import { useNextTitle, useWaiting } from '../queue/use-waiting.ts';
import { TileFigures } from './tile-figures.tsx';
import { TileWords } from './tile-words.tsx';
import classes from './wall-tile.module.css';

interface Props {
  readonly id: string;
  readonly index: number;
  readonly count: number;
  readonly chosen: boolean;
  /** The one tile that is reached with the Tab key. */
  readonly tabbable: boolean;
  readonly onPick: (id: string, manner: Manner) => void;
}

/** One instance on the wall: who it is, what it is at, what it said last, what it asks, and what it takes. */
export const WallTile = memo(function WallTile(props: Props) {
  const instance = useFleet((state) => state.instances[props.id]);
  return instance === undefined ? null : <Tile {...props} instance={instance} />;
});

function Tile({ instance, index, count, chosen, tabbable, onPick }: Props & { readonly instance: Instance }) {
  const { t } = useTranslation();
  const actions = useInstanceActions(instance);
  const activity = useActivityText(instance);
  const { id, name, status } = instance;
  const task = useFleet((state) => (instance.currentTaskId === null ? undefined : state.tasks[instance.currentTaskId]));
  const requests = useFleet((state) => openRequestCounts(state.requests).get(id) ?? 0);
  const queued = useFleet((state) => queuedTaskCounts(state.tasks).get(id) ?? 0);
  const next = useNextTitle(id);
  const { reason, words } = useWaiting(instance);
  const word = t(`common.status.${status}`);
  const down = status === 'stopped' || status === 'failed';
  const tab = tabbable ? 0 : -1;
  const title = task === undefined ? null : taskTitle(task);
  return (
    <li
      className={`${classes.tile} ${colors.color}`}
      data-testid="wall-tile"
      data-tile={id}
      data-status={status}
      data-color={instance.color}
      data-chosen={chosen || undefined}
      aria-setsize={count}
      aria-posinset={index + 1}
    >
      <div className={classes.head}>
        <button
          type="button"
          className={classes.open}
          aria-label={t(chosen ? 'wall.chosen' : 'wall.open', { name, status: word })}
          tabIndex={tab}
          onClick={(event) => onPick(id, mannerOf(event))}
          data-tile-button
        >
          <span className={classes.name}>{name}</span>
        </button>
        {instance.launcher === 'demo' && (
          <Badge size="xs" variant="outline" color="gray" flex="none">
            {t('common.demo')}
          </Badge>
        )}
        {requests > 0 && (
          <Hint label={t('wall.answer', { name, count: requests })}>
            <button
              type="button"
              className={classes.needs}
              aria-label={t('wall.answer', { name, count: requests })}
              tabIndex={tab}
              onClick={() => onPick(id, 'show')}
            >
              <Hand size={11} aria-hidden /> {requests}
            </button>
          </Hint>
        )}
        <Hint label={down ? t('fleet.start') : t('fleet.stop')}>
          <ActionIcon
            className={classes.switch ?? ''}
            size={24}
            tabIndex={tab}
            disabled={status === 'stopping'}
            aria-label={t(down ? 'wall.start' : 'wall.stop', { name })}
            onClick={down ? actions.start : actions.stop}
          >
            {down ? <Play size={13} /> : <Square size={12} />}
          </ActionIcon>
        </Hint>
      </div>
      <div className={classes.state}>
        <StatusMark status={status} withWord />
        <span className={classes.about} data-reason={(activity === null && isTold(reason)) || undefined}>
          {activity !== null && activity !== title ? activity : isTold(reason) ? words : null}
        </span>
        <span className={classes.folder}>{lastPart(instance.directory)}</span>
      </div>
      <div className={classes.task}>
        <span className={classes.title} data-none={title === null || undefined}>
          {title ?? (next === null ? t('wall.noTask') : t('wall.next', { title: next }))}
        </span>
        {instance.paused && <CirclePause size={13} role="img" aria-label={t('fleet.queuePaused')} />}
        {queued > 0 && (
          <span className={classes.queued} role="img" aria-label={t('fleet.queued', { count: queued })}>
            <ListTodo size={12} aria-hidden /> {queued}
          </span>
        )}
      </div>
      <TileWords id={id} problem={instance.problem} />
      <TileFigures instance={instance} />
    </li>
  );
}
