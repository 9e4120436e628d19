import { ActionIcon, Burger, Loader, Tooltip } from '@mantine/core';
import { CirclePause, CirclePlay, Settings, TowerControl } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useCommand, useFleet, useView } from '../../app-context.tsx';
import { isMac, keysOf } from '../../components/accelerator.ts';
import { shortcutsOf } from '../actions/shortcuts.ts';
import { useShowWall } from '../fleet/use-show-wall.ts';
import { Inbox } from '../requests/inbox.tsx';
import classes from './app.module.css';
import { StatusTotals } from './status-totals.tsx';
import { TowerUsage } from './tower-usage.tsx';

/** The whole at a glance: how many of each status, what waits for a person, and the switches that concern everything. */
export function TowerHeader() {
  const { t } = useTranslation();
  const { view } = useApp();
  const run = useCommand();
  const showWall = useShowWall();
  const paused = useFleet((state) => state.tower.paused);
  const link = useFleet((state) => state.link);
  const sidebarOpen = useView((state) => state.sidebarOpen);
  const keys = useFleet((state) => shortcutsOf(state.settings.shortcuts).wall);
  const wallKeys = keys === null ? [] : keysOf(keys, isMac);
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
        <Tooltip label={[t('fleet.all'), ...wallKeys].join(' ')}>
          <button type="button" className={classes.home} onClick={showWall}>
            <TowerControl size={18} aria-hidden /> {t('common.appName')}
          </button>
        </Tooltip>
      </h1>
      <StatusTotals />
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
