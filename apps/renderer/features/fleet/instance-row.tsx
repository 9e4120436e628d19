import { type MouseEvent, useState } from 'react';
import { ActionIcon, Badge, Menu } from '@mantine/core';
import { CirclePause, Ellipsis, Hand, ListTodo } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import { useFleet } from '../../app-context.tsx';
import { lastPart } from '../../components/format.ts';
import { InstanceMenuItems } from './instance-menu.tsx';
import classes from './instance-row.module.css';
import { StatusMark } from './status-mark.tsx';
import { useActivityText } from './use-activity-text.ts';
import { useUsageWords } from './use-usage.ts';

interface Props {
  readonly instance: Instance;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

const countOf = <T,>(records: Readonly<Record<string, T>>, matches: (record: T) => boolean): number => {
  let count = 0;
  for (const record of Object.values(records)) if (matches(record)) count += 1;
  return count;
};

/** An instance in the sidebar: who it is, how it is, and whether it waits for somebody. */
export function InstanceRow({ instance, selected, onSelect }: Props) {
  const { t } = useTranslation();
  const [menuOpen, setMenuOpen] = useState(false);
  const activity = useActivityText(instance);
  const words = useUsageWords();
  const usage = useFleet((state) => state.resources?.instances[instance.id]);
  const requests = useFleet((state) =>
    countOf(state.requests, (request) => request.instanceId === instance.id && request.status === 'open'),
  );
  const queued = useFleet((state) =>
    countOf(state.tasks, (task) => task.instanceId === instance.id && task.status === 'queued'),
  );
  const status = t(`common.status.${instance.status}`);
  const openMenu = (event: MouseEvent): void => {
    event.preventDefault();
    setMenuOpen(true);
  };
  return (
    <li
      className={classes.row}
      data-testid="instance-row"
      data-status={instance.status}
      data-selected={selected || undefined}
      data-color={instance.color}
      onContextMenu={openMenu}
    >
      <button
        type="button"
        className={classes.button}
        aria-current={selected ? 'true' : undefined}
        aria-label={t('fleet.row', { name: instance.name, status })}
        onClick={onSelect}
        title={usage === undefined ? undefined : words(usage).whole}
        data-row-button
      >
        <StatusMark status={instance.status} />
        <span className={classes.texts}>
          <span className={classes.title}>
            <span className={classes.name}>{instance.name}</span>
            {instance.launcher === 'demo' && (
              <Badge size="xs" variant="outline" color="gray" flex="none" title={t('common.demoHint')}>
                {t('common.demo')}
              </Badge>
            )}
          </span>
          <span className={classes.about}>
            {activity ?? status} · {lastPart(instance.directory)}
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
            aria-label={t('fleet.actions', { name: instance.name })}
          >
            <Ellipsis size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <InstanceMenuItems instance={instance} />
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
