import type { TFunction } from 'i18next';
import {
  CirclePause,
  CirclePlay,
  Inbox,
  Keyboard,
  Plus,
  Search,
  Settings,
  ShieldCheck,
  Sparkles,
  SquarePen,
  Stethoscope,
} from 'lucide-react';
import type { useCommand } from '../../app-context.tsx';
import type { AppModel } from '../../app-model.ts';
import type { FleetState } from '../../stores/fleet-state.ts';
import type { Action } from './action.ts';

/** What can be done with all of it. */
export function ofTower(
  { view }: AppModel,
  fleet: FleetState,
  run: ReturnType<typeof useCommand>,
  t: TFunction,
): readonly Action[] {
  const { paused } = fleet.tower;
  const group = 'tower';
  return [
    {
      id: 'create',
      group,
      label: t('fleet.create'),
      icon: Plus,
      shortcut: 'create',
      run: () => view.setState({ dialog: { kind: 'create', launcher: 'local' } }),
    },
    {
      id: 'inbox',
      group,
      label: t('actions.inbox'),
      icon: Inbox,
      shortcut: 'inbox',
      run: () => view.setState({ inboxOpen: true }),
    },
    {
      id: 'find',
      group,
      label: t('fleet.filter'),
      icon: Search,
      shortcut: 'find',
      run: () => view.setState(({ finds }) => ({ sidebarOpen: true, finds: finds + 1 })),
    },
    {
      id: 'pauseTower',
      group,
      label: paused ? t('shell.resume') : t('shell.pause'),
      icon: paused ? CirclePlay : CirclePause,
      shortcut: 'pauseTower',
      run: () => void run(paused ? 'tower.resume' : 'tower.pause', {}),
    },
    {
      id: 'settings',
      group,
      label: t('shell.settings'),
      icon: Settings,
      shortcut: 'settings',
      run: () => view.setState({ dialog: { kind: 'settings' } }),
    },
    {
      id: 'shortcuts',
      group,
      label: t('actions.shortcuts'),
      icon: Keyboard,
      shortcut: 'shortcuts',
      run: () => view.setState({ dialog: { kind: 'settings', tab: 'keyboard' } }),
    },
    {
      id: 'doctor',
      group,
      label: t('doctor.open'),
      keywords: t('doctor.keywords'),
      icon: Stethoscope,
      run: () => view.setState({ dialog: { kind: 'doctor' } }),
    },
    {
      id: 'rules',
      group,
      label: t('rules.title'),
      keywords: t('rules.keywords'),
      icon: ShieldCheck,
      run: () => view.setState({ dialog: { kind: 'rules', ofInstance: null } }),
    },
    {
      id: 'news',
      group,
      label: t('news.title'),
      keywords: t('news.keywords'),
      icon: Sparkles,
      run: () => view.setState({ dialog: { kind: 'news', versions: null } }),
    },
    {
      id: 'demo',
      group,
      label: t('shell.emptyDemo'),
      icon: SquarePen,
      run: () => view.setState({ dialog: { kind: 'create', launcher: 'demo' } }),
    },
  ];
}
