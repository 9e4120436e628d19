import { ActionIcon, Badge, Button, Menu, Tooltip } from '@mantine/core';
import { Ellipsis, Folder, Play, RotateCw, Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import { useFleet } from '../../app-context.tsx';
import { formatCost, formatCount, shortenHome } from '../../components/format.ts';
import { InstanceMenuItems } from './instance-menu.tsx';
import classes from './instance-header.module.css';
import { InstanceProblem } from './instance-problem.tsx';
import { InstanceUsage } from './instance-usage.tsx';
import { StatusMark } from './status-mark.tsx';
import { StallNote, TurnSilence } from './turn-watch.tsx';
import { useActivityText } from './use-activity-text.ts';
import { useInstanceActions } from './use-instance-actions.ts';

/** Who the instance on screen is, how it is, and what can be done with it. */
export function InstanceHeader({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  const home = useFleet((state) => state.host?.homeDirectory);
  const activity = useActivityText(instance);
  // The banner says it for all, with the time.
  const held = useFleet(({ tower }) =>
    tower.holds.some(
      ({ instanceIds, problem }) => instanceIds.includes(instance.id) && problem.code === instance.problem?.code,
    ),
  );
  const { usage } = instance;
  const input = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
  return (
    <header className={classes.header}>
      <div className={classes.line}>
        <h2 className={classes.name}>{instance.name}</h2>
        {instance.launcher === 'demo' && (
          <Tooltip label={t('common.demoHint')} multiline w={240}>
            <Badge size="sm" variant="outline" color="gray">
              {t('common.demo')}
            </Badge>
          </Tooltip>
        )}
        <span className={classes.status} role="status">
          <StatusMark status={instance.status} withWord />
          {activity !== null && <span className={classes.activity}>{activity}</span>}
        </span>
        {instance.status === 'working' && <TurnSilence instance={instance} />}
        <Controls instance={instance} />
      </div>
      <div className={classes.facts}>
        <Tooltip label={instance.directory}>
          <span className={classes.folder}>
            <Folder size={12} aria-hidden /> {shortenHome(instance.directory, home)}
          </span>
        </Tooltip>
        <Tooltip label={t('fleet.model')}>
          <span>{instance.activeModel ?? instance.model ?? t('fleet.defaultModel')}</span>
        </Tooltip>
        <Tooltip label={t('fleet.modeLabel')}>
          <span>{t(`common.mode.${instance.permissionMode}`)}</span>
        </Tooltip>
        {instance.backgroundTasks > 0 && <span>{t('fleet.background', { count: instance.backgroundTasks })}</span>}
        <Tooltip label={t('fleet.cost')}>
          <span>{formatCost(usage.costUsd)}</span>
        </Tooltip>
        <Tooltip label={t('fleet.tokens')}>
          <span>
            {formatCount(input)} / {formatCount(usage.outputTokens)}
          </span>
        </Tooltip>
        <InstanceUsage instanceId={instance.id} />
      </div>
      {/* While a subagent asks beside it, the turn may have stalled as well. */}
      {instance.stall !== null && (instance.status === 'working' || instance.status === 'waiting') && (
        <StallNote key={instance.stall.stall} instance={instance} stall={instance.stall} />
      )}
      {instance.problem !== null && !held && <InstanceProblem instance={instance} problem={instance.problem} />}
    </header>
  );
}

function Controls({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  const actions = useInstanceActions(instance);
  const { status } = instance;
  const down = status === 'stopped' || status === 'failed';
  return (
    <span className={classes.controls}>
      {down ? (
        <Button variant="light" leftSection={<Play size={13} />} onClick={actions.start}>
          {t('fleet.start')}
        </Button>
      ) : (
        <>
          <Tooltip label={t('fleet.restart')}>
            <ActionIcon aria-label={t('fleet.restart')} onClick={actions.restart}>
              <RotateCw size={15} />
            </ActionIcon>
          </Tooltip>
          <Button
            variant="default"
            leftSection={<Square size={12} />}
            disabled={status === 'stopping'}
            onClick={actions.stop}
          >
            {t('fleet.stop')}
          </Button>
        </>
      )}
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t('common.more')}>
            <Ellipsis size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <InstanceMenuItems instance={instance} />
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
