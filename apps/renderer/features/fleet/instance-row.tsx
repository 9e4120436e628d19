import { memo, type MouseEvent, useState } from 'react';
import { ActionIcon, Badge, Menu } from '@mantine/core';
import { CirclePause, Ellipsis, Hand, ListTodo } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import { useFleet } from '../../app-context.tsx';
import { lastPart } from '../../components/format.ts';
import { openRequestCounts, queuedTaskCounts } from '../../stores/fleet-counts.ts';
import { useWaiting } from '../queue/use-waiting.ts';
import { isTold } from '../queue/waiting-reason.ts';
import colors from './instance-color.module.css';
import { InstanceMenuItems } from './instance-menu.tsx';
import classes from './instance-row.module.css';
import { StatusMark } from './status-mark.tsx';
import { useActivityText } from './use-activity-text.ts';
import { type Manner, mannerOf } from './use-choose.ts';
import type { Side } from './use-row-drag.ts';
import { useUsageWords } from './use-usage.ts';

interface Props {
  readonly id: string;
  /** It is on screen. */
  readonly selected: boolean;
  /** It is chosen, with others. */
  readonly chosen: boolean;
  /** The one row that is reached with the Tab key. */
  readonly tabbable: boolean;
  /** Its folder is not said by the group that it stands in. */
  readonly withFolder: boolean;
  readonly dragged: boolean;
  readonly over: Side | null;
  readonly onPick: (id: string, manner: Manner) => void;
}

/** An instance in the sidebar: who it is, how it is, and whether it waits for somebody. */
export const InstanceRow = memo(function InstanceRow(props: Props) {
  const instance = useFleet((state) => state.instances[props.id]);
  return instance === undefined ? null : <Row {...props} instance={instance} />;
});

function Row({
  instance,
  selected,
  chosen,
  tabbable,
  withFolder,
  dragged,
  over,
  onPick,
}: Props & { readonly instance: Instance }) {
  const { t } = useTranslation();
  const [menuOpen, setMenuOpen] = useState(false);
  const activity = useActivityText(instance);
  const words = useUsageWords();
  const { id, name } = instance;
  const usage = useFleet((state) => state.resources?.instances[id]);
  const requests = useFleet((state) => openRequestCounts(state.requests).get(id) ?? 0);
  const queued = useFleet((state) => queuedTaskCounts(state.tasks).get(id) ?? 0);
  const { reason, words: because } = useWaiting(instance);
  const status = t(`common.status.${instance.status}`);
  const openMenu = (event: MouseEvent): void => {
    event.preventDefault();
    setMenuOpen(true);
  };
  return (
    <div
      className={`${classes.row} ${colors.color}`}
      data-testid="instance-row"
      data-row-key={id}
      data-row-name={name}
      data-status={instance.status}
      data-selected={selected || undefined}
      data-chosen={chosen || undefined}
      data-color={instance.color}
      data-dragged={dragged || undefined}
      data-over={over ?? undefined}
      draggable
      onContextMenu={openMenu}
    >
      <button
        type="button"
        className={classes.button}
        aria-current={selected ? 'true' : undefined}
        aria-label={chosen ? t('fleet.rowChosen', { name, status }) : t('fleet.row', { name, status })}
        onClick={(event) => onPick(id, mannerOf(event))}
        tabIndex={tabbable ? 0 : -1}
        title={usage === undefined ? undefined : words(usage).whole}
        data-row-button
      >
        <StatusMark status={instance.status} />
        <span className={classes.texts}>
          <span className={classes.title}>
            <span className={classes.name}>{name}</span>
            {instance.launcher === 'demo' && (
              <Badge size="xs" variant="outline" color="gray" flex="none" title={t('common.demoHint')}>
                {t('common.demo')}
              </Badge>
            )}
          </span>
          <span className={classes.about} data-reason={(activity === null && isTold(reason)) || undefined}>
            {activity ?? (isTold(reason) ? because : status)}
            {withFolder && ` · ${lastPart(instance.directory)}`}
          </span>
        </span>
      </button>
      <span className={classes.badges}>
        {instance.paused && <CirclePause size={14} role="img" aria-label={t('fleet.queuePaused')} />}
        {queued > 0 && (
          <span className={classes.count} role="img" aria-label={t('fleet.queued', { count: queued })}>
            <ListTodo size={12} aria-hidden /> {queued}
          </span>
        )}
        {requests > 0 && (
          <span className={classes.needs} role="img" aria-label={t('fleet.needsAnswers', { count: requests })}>
            <Hand size={11} aria-hidden /> {requests}
          </span>
        )}
      </span>
      <Menu opened={menuOpen} onChange={setMenuOpen} withinPortal position="bottom-end">
        <Menu.Target>
          <ActionIcon
            className={classes.more ?? ''}
            data-open={menuOpen || undefined}
            size={24}
            tabIndex={tabbable ? 0 : -1}
            aria-label={t('fleet.actions', { name })}
          >
            <Ellipsis size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <InstanceMenuItems instance={instance} />
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
