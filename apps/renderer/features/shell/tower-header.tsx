import { useMemo } from 'react';
import { ActionIcon, Burger, Loader, Tooltip } from '@mantine/core';
import { CirclePause, CirclePlay, Settings, TowerControl } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { instanceStatuses } from '../../../shared/models/instance.ts';
import { useApp, useCommand, useFleet, useView } from '../../app-context.tsx';
import { countByStatus, listInstances } from '../../stores/fleet-selectors.ts';
import { StatusMark } from '../fleet/status-mark.tsx';
import { Inbox } from '../requests/inbox.tsx';
import classes from './app.module.css';
import { TowerUsage } from './tower-usage.tsx';

/** The whole at a glance: how many of each status, what waits for a person, and the switches that concern everything. */
export function TowerHeader() {
  const { t } = useTranslation();
  const { view } = useApp();
  const run = useCommand();
  const paused = useFleet((state) => state.tower.paused);
  const link = useFleet((state) => state.link);
  const sidebarOpen = useView((state) => state.sidebarOpen);
  const pauseLabel = paused ? t('shell.resume') : t('shell.pause');
  return (
    <div className={classes.bar}>
      <Burger
        hiddenFrom="sm"
        size="xs"
        opened={sidebarOpen}
        aria-label={t('shell.showInstances')}
        onClick={() => view.setState({ sidebarOpen: !sidebarOpen })}
      />
      <h1 className={classes.product}>
        <TowerControl size={18} aria-hidden /> {t('common.appName')}
      </h1>
      <Totals />
      <TowerUsage />
      {(link === 'connecting' || link === 'syncing') && <Loader size={14} aria-label={t('shell.connecting')} />}
      <Inbox />
      <Tooltip label={pauseLabel}>
        <ActionIcon
          aria-label={pauseLabel}
          aria-pressed={paused}
          color={paused ? 'orange' : 'gray'}
          onClick={() => void run(paused ? 'tower.resume' : 'tower.pause', {})}
        >
          {paused ? <CirclePlay size={17} /> : <CirclePause size={17} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('shell.settings')}>
        <ActionIcon aria-label={t('shell.settings')} onClick={() => view.setState({ dialog: { kind: 'settings' } })}>
          <Settings size={17} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

function Totals() {
  const { t } = useTranslation();
  const instances = useFleet((state) => state.instances);
  const counts = useMemo(() => countByStatus(listInstances(instances)), [instances]);
  return (
    <ul className={classes.totals} aria-label={t('shell.totals')}>
      {instanceStatuses.map((status) => {
        const count = counts.get(status) ?? 0;
        if (count === 0) return null;
        const word = t(`common.status.${status}`);
        return (
          <li key={status} className={classes.total} aria-label={t('shell.totalOf', { status: word, count })}>
            <StatusMark status={status} />
            <span className={classes.totalWord} aria-hidden>
              {count} <span className={classes.totalName}>{word}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
