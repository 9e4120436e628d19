import { useCallback } from 'react';
import type { TFunction } from 'i18next';
import {
  ArrowDown,
  ArrowUp,
  CirclePause,
  CirclePlay,
  CopyPlus,
  FileDown,
  FileJson,
  Hand,
  Inbox,
  Keyboard,
  LayoutGrid,
  ListChecks,
  MessageSquarePlus,
  OctagonPause,
  Pencil,
  Play,
  Plus,
  RotateCw,
  ScrollText,
  Search,
  Settings,
  Settings2,
  SlidersHorizontal,
  Square,
  SquareKanban,
  SquarePen,
  SquareTerminal,
  Trash2,
  TextSearch,
  TowerControl,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../../shared/models/instance.ts';
import type { AppModel } from '../../app-model.ts';
import { useApp, useCommand } from '../../app-context.tsx';
import { lastPart } from '../../components/format.ts';
import { orderInstances } from '../../stores/fleet-arrangement.ts';
import { openRequests, taskTitle } from '../../stores/fleet-selectors.ts';
import type { FleetState } from '../../stores/fleet-state.ts';
import { shownInstance } from '../../stores/shown-instance.ts';
import { theBoard, theWall } from '../../stores/view-state.ts';
import { type InstanceActions, useActionsOfInstances } from '../fleet/use-instance-actions.tsx';
import { settingPlaces } from '../settings/setting-places.ts';
import { useExport } from '../transcript/export/use-export.ts';
import type { Action } from './action.ts';
import { neighbourOf, nextWaiting } from './neighbours.ts';

/** Of the tasks that a window knows, so many are offered: the newest. */
const offeredTasks = 200;

/**
 * @returns what gives all that can be done in this window at this moment: asked for when the palette opens or a key is
 * pressed, because it depends on everything.
 */
export function useActions(): () => readonly Action[] {
  const model = useApp();
  const run = useCommand();
  const { t } = useTranslation();
  const actionsFor = useActionsOfInstances();
  const save = useExport();
  return useCallback(() => {
    const fleet = model.fleet.getState();
    const shown = shownInstance(fleet, model.view.getState());
    return [
      ...(shown === null ? [] : ofInstance(shown, actionsFor(shown), t)),
      ...(shown === null ? [] : ofTranscript(model, shown, save, t)),
      ...toInstances(model, fleet, shown, t),
      ...ofTower(model, fleet, run, t),
      ...toTasks(model, fleet, t),
      ...toSettings(model, fleet, t),
    ];
  }, [model, run, t, actionsFor, save]);
}

function ofInstance(instance: Instance, actions: InstanceActions, t: TFunction): readonly Action[] {
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

function ofTranscript(
  { transcripts }: AppModel,
  instance: Instance,
  save: ReturnType<typeof useExport>,
  t: TFunction,
): readonly Action[] {
  const about = { group: 'instance', detail: instance.name } as const;
  return [
    {
      ...about,
      id: 'findInTranscript',
      label: t('transcript.find.label'),
      icon: TextSearch,
      shortcut: 'findInTranscript',
      run: () => transcripts.openFind(instance.id),
    },
    {
      ...about,
      id: 'exportMarkdown',
      label: t('transcript.exportMarkdown'),
      icon: FileDown,
      run: () => void save(instance, 'markdown'),
    },
    {
      ...about,
      id: 'exportJson',
      label: t('transcript.exportJson'),
      icon: FileJson,
      run: () => void save(instance, 'json'),
    },
  ];
}

function toInstances({ view }: AppModel, fleet: FleetState, shown: Instance | null, t: TFunction): readonly Action[] {
  const { instanceOrder, instanceGrouping } = fleet.settings;
  const instances = orderInstances(fleet.instances, instanceOrder, instanceGrouping);
  const show = (id: string): void => view.setState({ selectedId: id, sidebarOpen: false });
  const waiting = nextWaiting(openRequests(fleet.requests, fleet.instances), shown?.id ?? null);
  const step = (id: 'nextInstance' | 'previousInstance', by: 1 | -1): readonly Action[] => {
    const next = neighbourOf(instances, shown?.id ?? null, by);
    if (next === null) return [];
    const icon = by === 1 ? ArrowDown : ArrowUp;
    return [
      { id, group: 'go', label: t(`actions.${id}`), detail: next.name, icon, shortcut: id, run: () => show(next.id) },
    ];
  };
  return [
    ...(waiting === null
      ? []
      : [
          {
            id: 'nextWaiting',
            group: 'go' as const,
            label: t('actions.nextWaiting'),
            detail: fleet.instances[waiting]?.name ?? '',
            icon: Hand,
            shortcut: 'nextWaiting' as const,
            run: () => show(waiting),
          },
        ]),
    ...(instances.length === 0 || view.getState().soleId !== null
      ? []
      : [
          {
            id: 'wall',
            group: 'go' as const,
            label: t('fleet.all'),
            icon: LayoutGrid,
            shortcut: 'wall' as const,
            run: () => view.setState(theWall),
          },
          {
            id: 'board',
            group: 'go' as const,
            label: t('board.title'),
            icon: SquareKanban,
            shortcut: 'board' as const,
            run: () => view.setState(theBoard),
          },
        ]),
    ...step('nextInstance', 1),
    ...step('previousInstance', -1),
    ...instances
      .filter(({ id }) => id !== shown?.id)
      .map((instance): Action => ({
        id: `show:${instance.id}`,
        group: 'go',
        label: instance.name,
        detail: `${t(`common.status.${instance.status}`)} · ${lastPart(instance.directory)}`,
        keywords: instance.directory,
        icon: TowerControl,
        run: () => show(instance.id),
      })),
  ];
}

function ofTower(
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
      id: 'demo',
      group,
      label: t('shell.emptyDemo'),
      icon: SquarePen,
      run: () => view.setState({ dialog: { kind: 'create', launcher: 'demo' } }),
    },
  ];
}

function toTasks({ view }: AppModel, fleet: FleetState, t: TFunction): readonly Action[] {
  return Object.values(fleet.tasks)
    .filter(({ instanceId }) => fleet.instances[instanceId]?.deletedAt === null)
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(0, offeredTasks)
    .map((task) => ({
      id: `task:${task.id}`,
      group: 'task' as const,
      label: taskTitle(task),
      detail: `${t(`common.taskStatus.${task.status}`)} · ${fleet.instances[task.instanceId]?.name ?? ''}`,
      icon: ListChecks,
      run: () =>
        view.setState(({ shownTask }) => ({
          selectedId: task.instanceId,
          sidebarOpen: false,
          shownTask: { id: task.id, instanceId: task.instanceId, asked: (shownTask?.asked ?? 0) + 1 },
        })),
    }));
}

function toSettings({ view }: AppModel, { host }: FleetState, t: TFunction): readonly Action[] {
  return settingPlaces
    .filter(({ desktop }) => !desktop || host?.kind === 'electron')
    .map(({ tab, label }) => ({
      id: `setting:${label}`,
      group: 'setting' as const,
      label: t(label),
      detail: t(`settings.${tab}`),
      icon: SlidersHorizontal,
      run: () => view.setState({ dialog: { kind: 'settings', tab } }),
    }));
}
