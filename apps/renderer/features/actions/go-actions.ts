import type { TFunction } from 'i18next';
import {
  ArrowDown,
  ArrowUp,
  Hand,
  LayoutGrid,
  ListChecks,
  SlidersHorizontal,
  SquareKanban,
  TowerControl,
} from 'lucide-react';
import type { Instance } from '../../../shared/models/instance.ts';
import type { AppModel } from '../../app-model.ts';
import { lastPart } from '../../components/format.ts';
import { orderInstances } from '../../stores/fleet-arrangement.ts';
import { openRequests, taskTitle } from '../../stores/fleet-selectors.ts';
import type { FleetState } from '../../stores/fleet-state.ts';
import { showingTask, theBoard, theWall } from '../../stores/view-state.ts';
import { settingPlaces } from '../settings/setting-places.ts';
import type { Action } from './action.ts';
import { neighbourOf, nextWaiting } from './neighbours.ts';

/** Of the tasks that a window knows, so many are offered: the newest. */
const offeredTasks = 200;

/** The ways to other instances, and to all of them. */
export function toInstances(
  { view }: AppModel,
  fleet: FleetState,
  shown: Instance | null,
  t: TFunction,
): readonly Action[] {
  const { instanceOrder, instanceGrouping } = fleet.settings;
  const instances = orderInstances(fleet.instances, instanceOrder, instanceGrouping);
  const show = (id: string): void => view.setState({ selectedId: id, sidebarOpen: false });
  const open = openRequests(fleet.requests, fleet.instances);
  const isAnswering = document.activeElement?.closest('[data-testid="request-card"]') != null;
  const waiting = nextWaiting(open, shown?.id ?? null, isAnswering);
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
            run: () => {
              show(waiting);
              view.setState({ answering: waiting });
            },
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

/** The ways to the newest tasks. */
export function toTasks({ view }: AppModel, fleet: FleetState, t: TFunction): readonly Action[] {
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
      run: () => view.setState(showingTask(task)),
    }));
}

/** The ways to settings. */
export function toSettings({ view }: AppModel, { host }: FleetState, t: TFunction): readonly Action[] {
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
