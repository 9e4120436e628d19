import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useCommand } from '../../app-context.tsx';
import type { Arrangement, FleetRow } from '../../stores/fleet-arrangement.ts';
import { moveStep, placeBeside } from '../../stores/fleet-order.ts';
import type { Side } from './use-row-drag.ts';

/** Which instances move with a row: its project's, or itself with the others that are chosen. */
function moving(row: FleetRow, arrangement: Arrangement, chosen: readonly string[]): readonly string[] {
  if (row.kind === 'project') return row.project.ids;
  if (!chosen.includes(row.id)) return [row.id];
  const siblings = projectOf(arrangement, row.id)?.ids ?? arrangement.all;
  return siblings.filter((id) => chosen.includes(id));
}

const projectOf = ({ projects }: Arrangement, id: string) => projects.find(({ ids }) => ids.includes(id));

/** Lays the instances in another order, which the tower keeps for every window. */
export function useReorder(arrangement: Arrangement) {
  const { view } = useApp();
  const { t } = useTranslation();
  const run = useCommand();
  /** Said aloud: the row that was moved has the focus already. */
  const [said, setSaid] = useState('');

  const keep = useCallback(
    (order: readonly string[]): void => {
      if (order !== arrangement.all) void run('settings.update', { instanceOrder: order });
    },
    [run, arrangement],
  );

  const fits = useCallback(
    (dragged: FleetRow, target: FleetRow): boolean => {
      if (dragged.kind === 'project' || target.kind === 'project') return dragged.kind === target.kind;
      return projectOf(arrangement, dragged.id) === projectOf(arrangement, target.id);
    },
    [arrangement],
  );

  const drop = (dragged: FleetRow, target: FleetRow, side: Side): void => {
    const { chosen } = view.getState().choice;
    const beside = target.kind === 'instance' ? target.id : side === 'before' ? target.project.ids[0] : undefined;
    const last = target.kind === 'project' ? target.project.ids.at(-1) : undefined;
    keep(placeBeside(arrangement.all, moving(dragged, arrangement, chosen), beside ?? last ?? '', side));
  };

  const step = (row: FleetRow, by: 1 | -1): void => {
    const siblings =
      row.kind === 'project'
        ? arrangement.projects.map(({ ids }) => ids)
        : (projectOf(arrangement, row.id)?.ids ?? arrangement.shown).map((id) => [id]);
    const at = siblings.findIndex((ids) => ids.includes(row.kind === 'project' ? (row.project.ids[0] ?? '') : row.id));
    const order = moveStep(arrangement.all, siblings, at, by);
    if (order === null) return;
    keep(order);
    setSaid(t('fleet.moved', { place: at + by + 1, count: siblings.length }));
  };

  return { fits, drop, step, said };
}
