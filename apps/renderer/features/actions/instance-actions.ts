import type { TFunction } from 'i18next';
import {
  CirclePause,
  CirclePlay,
  CopyPlus,
  MessageSquarePlus,
  OctagonPause,
  Pencil,
  Play,
  RotateCw,
  ScrollText,
  Settings2,
  Square,
  SquareTerminal,
  Trash2,
} from 'lucide-react';
import type { Instance } from '../../../shared/models/instance.ts';
import type { InstanceActions } from '../fleet/use-instance-actions.ts';
import type { Action } from './action.ts';

/** What can be done with the instance on screen, by its status. */
export function ofInstance(instance: Instance, actions: InstanceActions, t: TFunction): readonly Action[] {
  const { status, name } = instance;
  const down = status === 'stopped' || status === 'failed';
  const busy = status === 'working' || status === 'waiting';
  const about = { group: 'instance', detail: name } as const;
  const all: readonly (Action | false)[] = [
    {
      ...about,
      id: 'focusComposer',
      label: t('actions.focusComposer'),
      icon: SquareTerminal,
      shortcut: 'focusComposer',
      run: () => document.querySelector<HTMLElement>('[data-composer-input]')?.focus(),
    },
    down && {
      ...about,
      id: 'start',
      label: t('fleet.start'),
      icon: Play,
      shortcut: 'toggleRunning',
      run: actions.start,
    },
    !down &&
      status !== 'stopping' && {
        ...about,
        id: 'stop',
        label: t('fleet.stop'),
        icon: Square,
        shortcut: 'toggleRunning',
        run: actions.stop,
      },
    busy && {
      ...about,
      id: 'interrupt',
      label: t('fleet.interrupt'),
      icon: OctagonPause,
      shortcut: 'interrupt',
      run: actions.interrupt,
    },
    !down && {
      ...about,
      id: 'restart',
      label: t('fleet.restart'),
      icon: RotateCw,
      shortcut: 'restart',
      run: actions.restart,
    },
    instance.paused
      ? { ...about, id: 'resumeQueue', label: t('fleet.resumeQueue'), icon: CirclePlay, run: actions.resume }
      : { ...about, id: 'pauseQueue', label: t('fleet.pauseQueue'), icon: CirclePause, run: actions.pause },
    !busy && {
      ...about,
      id: 'newSession',
      label: t('fleet.newSession'),
      icon: MessageSquarePlus,
      shortcut: 'newSession',
      run: () => void actions.newSession(),
    },
    { ...about, id: 'rename', label: t('fleet.rename'), icon: Pencil, shortcut: 'rename', run: actions.rename },
    { ...about, id: 'duplicate', label: t('fleet.duplicate'), icon: CopyPlus, run: actions.duplicate },
    { ...about, id: 'edit', label: t('fleet.edit'), icon: Settings2, run: actions.edit },
    { ...about, id: 'log', label: t('fleet.log'), icon: ScrollText, shortcut: 'log', run: actions.log },
    { ...about, id: 'delete', label: t('fleet.delete'), icon: Trash2, run: actions.remove },
  ];
  return all.filter((action) => action !== false);
}
