import { type ComponentProps, useCallback, useMemo, useRef, useState } from 'react';
import { ScrollArea, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { useApp, useSelectedId, useView } from '../../app-context.tsx';
import type { Arrangement, FleetRow } from '../../stores/fleet-arrangement.ts';
import { nothingChosen } from '../../stores/fleet-choice.ts';
import { InstanceRow } from './instance-row.tsx';
import { ProjectRow } from './project-row.tsx';
import classes from './sidebar.module.css';
import { type Manner, useChoose } from './use-choose.ts';
import { useReorder } from './use-reorder.ts';
import { useRowDrag } from './use-row-drag.ts';
import { useRowKeys } from './use-row-keys.ts';

/** Above so many rows only those in sight are drawn. */
const mostDrawn = 100;

interface Props {
  readonly arrangement: Arrangement;
  /** Moves the focus to the row above the list. */
  readonly onLeave: () => void;
}

/** The instances in their order, by project or flat, however many there are. */
export function FleetList({ arrangement, onLeave }: Props) {
  const { t } = useTranslation();
  const { view } = useApp();
  const { rows, shown } = arrangement;
  const selectedId = useSelectedId();
  const { chosen } = useView((state) => state.choice);
  const chosenSet = useMemo(() => new Set(chosen), [chosen]);
  const choose = useChoose();
  const virtual = useRef<VirtuosoHandle>(null);
  const [drawnFrom, setDrawnFrom] = useState(0);
  const isVirtual = rows.length > mostDrawn;

  const pick = useCallback((id: string, manner: Manner) => choose(id, manner, shown), [choose, shown]);
  const fold = useCallback(
    (directory: string): void =>
      view.setState(({ folded }) => ({
        folded: folded.includes(directory) ? folded.filter((each) => each !== directory) : [...folded, directory],
      })),
    [view],
  );
  const find = useCallback((key: string) => rows.find((row) => row.key === key), [rows]);
  const reorder = useReorder(arrangement);
  const drag = useRowDrag(find, reorder.fits, reorder.drop);
  const reveal = useCallback((index: number) => virtual.current?.scrollIntoView({ index }), []);
  const { list, active, press, follow } = useRowKeys(rows, reveal, {
    extendTo: (row) => row.kind === 'instance' && pick(row.id, 'range'),
    toggle: (row) => row.kind === 'instance' && pick(row.id, 'toggle'),
    chooseAll: () => view.setState({ choice: { chosen: shown, anchor: shown[0] ?? null } }),
    giveUp: () => {
      if (chosen.length === 0) return false;
      view.setState({ choice: nothingChosen });
      return true;
    },
    move: reorder.step,
    fold: (row, folded) => {
      if (row.kind === 'project') {
        if (row.project.folded !== folded) fold(row.project.directory);
        return null;
      }
      const isHead = (each: FleetRow) => each.kind === 'project' && each.project.ids.includes(row.id);
      return folded ? (rows.find(isHead) ?? null) : null;
    },
    leave: onLeave,
  });

  const has = (key: string | null): boolean => key !== null && rows.some((row) => row.key === key);
  const first = rows[isVirtual ? Math.min(drawnFrom, rows.length - 1) : 0]?.key ?? null;
  const tabbable = has(active) ? active : has(selectedId) ? selectedId : first;

  const render = (row: FleetRow) => {
    const common = {
      tabbable: row.key === tabbable,
      dragged: row.key === drag.dragged,
      over: drag.over?.key === row.key ? drag.over.side : null,
    };
    if (row.kind === 'project') return <ProjectRow {...common} rowKey={row.key} project={row.project} onFold={fold} />;
    return (
      <InstanceRow
        {...common}
        id={row.id}
        selected={row.id === selectedId}
        chosen={chosenSet.has(row.id)}
        withFolder={arrangement.projects.length === 0}
        onPick={pick}
      />
    );
  };

  return (
    <div className={classes.scroll} ref={list} onKeyDown={press} onFocus={follow} {...drag.handlers}>
      {isVirtual ? (
        <Virtuoso
          ref={virtual}
          tabIndex={-1}
          data={rows}
          computeItemKey={(_, row) => row.key}
          itemContent={(_, row) => render(row)}
          rangeChanged={({ startIndex }) => setDrawnFrom(startIndex)}
          increaseViewportBy={200}
          className={classes.virtual ?? ''}
          components={virtualParts}
          context={{ label: t('fleet.title') }}
        />
      ) : (
        <ScrollArea h="100%" type="auto" scrollbarSize={8}>
          <ul className={classes.list} aria-label={t('fleet.title')}>
            {rows.map((row) => (
              <li key={row.key}>{render(row)}</li>
            ))}
          </ul>
        </ScrollArea>
      )}
      <VisuallyHidden role="status">{reorder.said}</VisuallyHidden>
    </div>
  );
}

interface Context {
  readonly label: string;
}

/** A list and its items, to screen readers too. */
const virtualParts = {
  List: ({ context, ...props }: ComponentProps<'div'> & { readonly context: Context }) => (
    <div role="list" aria-label={context.label} {...props} />
  ),
  Item: ({ context: _, item: __, ...props }: ComponentProps<'div'> & { context: Context; item: FleetRow }) => (
    <div role="listitem" {...props} />
  ),
};
