import { Menu } from '@mantine/core';
import {
  AppWindow,
  Bell,
  BellOff,
  CirclePause,
  CirclePlay,
  CopyPlus,
  FileDown,
  FileJson,
  MessageSquarePlus,
  OctagonPause,
  Pencil,
  Play,
  RotateCw,
  ScrollText,
  Settings2,
  Square,
  Trash2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import { useFleet, useView } from '../../app-context.tsx';
import { useExport } from '../transcript/export/use-export.ts';
import { useInstanceActions } from './use-instance-actions.ts';

/** The items of an instance's menu. What makes no sense just now is there but disabled, so that its place is learnt. */
export function InstanceMenuItems({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  const actions = useInstanceActions(instance);
  const save = useExport();
  const { status } = instance;
  const muted = useFleet((state) => state.settings.mutedInstances.includes(instance.id));
  const alone = useView((state) => state.soleId !== null);
  const down = status === 'stopped' || status === 'failed';
  const busy = status === 'working' || status === 'waiting';
  return (
    <>
      {down ? (
        <Menu.Item leftSection={<Play size={14} />} onClick={actions.start}>
          {t('fleet.start')}
        </Menu.Item>
      ) : (
        <Menu.Item leftSection={<Square size={14} />} onClick={actions.stop} disabled={status === 'stopping'}>
          {t('fleet.stop')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<RotateCw size={14} />} onClick={actions.restart} disabled={down}>
        {t('fleet.restart')}
      </Menu.Item>
      <Menu.Item leftSection={<OctagonPause size={14} />} onClick={actions.interrupt} disabled={!busy}>
        {t('fleet.interrupt')}
      </Menu.Item>
      <Menu.Item
        leftSection={instance.paused ? <CirclePlay size={14} /> : <CirclePause size={14} />}
        onClick={instance.paused ? actions.resume : actions.pause}
      >
        {instance.paused ? t('fleet.resumeQueue') : t('fleet.pauseQueue')}
      </Menu.Item>
      <Menu.Item
        leftSection={<MessageSquarePlus size={14} />}
        onClick={() => void actions.newSession()}
        disabled={busy}
      >
        {t('fleet.newSession')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<AppWindow size={14} />} onClick={actions.openWindow} disabled={alone}>
        {t('fleet.openWindow')}
      </Menu.Item>
      {actions.canMute && (
        <Menu.Item
          leftSection={muted ? <Bell size={14} /> : <BellOff size={14} />}
          onClick={() => actions.mute(!muted)}
        >
          {muted ? t('fleet.unmute') : t('fleet.mute')}
        </Menu.Item>
      )}
      <Menu.Divider />
      <Menu.Item leftSection={<Pencil size={14} />} onClick={actions.rename}>
        {t('fleet.rename')}
      </Menu.Item>
      <Menu.Item leftSection={<CopyPlus size={14} />} onClick={actions.duplicate}>
        {t('fleet.duplicate')}
      </Menu.Item>
      <Menu.Item leftSection={<Settings2 size={14} />} onClick={actions.edit}>
        {t('fleet.edit')}
      </Menu.Item>
      <Menu.Item leftSection={<ScrollText size={14} />} onClick={actions.log}>
        {t('fleet.log')}
      </Menu.Item>
      <Menu.Item leftSection={<FileDown size={14} />} onClick={() => void save(instance, 'markdown')}>
        {t('transcript.exportMarkdown')}
      </Menu.Item>
      <Menu.Item leftSection={<FileJson size={14} />} onClick={() => void save(instance, 'json')}>
        {t('transcript.exportJson')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item color="red" leftSection={<Trash2 size={14} />} onClick={actions.remove}>
        {t('fleet.delete')}
      </Menu.Item>
    </>
  );
}
