import { type FocusEvent, type KeyboardEvent, useCallback, useRef, useState } from 'react';
import type { FleetRow } from '../../stores/fleet-arrangement.ts';

/** What keys do with rows, beyond moving the focus among them. */
export interface RowCommands {
  /** Shift with an arrow: everything up to this row is meant. */
  readonly extendTo: (row: FleetRow) => void;
  readonly toggle: (row: FleetRow) => void;
  readonly chooseAll: () => void;
  /** @returns false when there was nothing to give up */
  readonly giveUp: () => boolean;
  /** Alt with an arrow. */
  readonly move: (row: FleetRow, step: 1 | -1) => void;
  /** Folds or unfolds. @returns the row to go to instead, where there is nothing to fold */
  readonly fold: (row: FleetRow, folded: boolean) => FleetRow | null;
  /** The focus goes up beyond the first row. */
  readonly leave: () => void;
}

const pageRows = 10;

/**
 * Moves the focus among rows as a list of files does, whether they are drawn yet or not: one row is reached with the Tab
 * key, the others with the arrows from there.
 * @param reveal scrolls a row into view that is not drawn
 */
export function useRowKeys(rows: readonly FleetRow[], reveal: (index: number) => void, commands: RowCommands) {
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(null);
  const focus = useCallback(
    (index: number): void => {
      const row = rows[index];
      if (row === undefined) return;
      setActive(row.key);
      const find = () =>
        list.current?.querySelector<HTMLElement>(`[data-row-key="${CSS.escape(row.key)}"] [data-row-button]`);
      const there = find();
      if (there != null) {
        there.focus();
        return;
      }
      reveal(index);
      let patience = 20;
      const again = (): void => {
        const drawn = find();
        patience -= 1;
        if (drawn != null) drawn.focus();
        else if (patience > 0) requestAnimationFrame(again);
      };
      requestAnimationFrame(again);
    },
    [rows, reveal],
  );

  const press = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || !event.target.hasAttribute('data-row-button')) return;
    const key = event.target.closest<HTMLElement>('[data-row-key]')?.dataset['rowKey'];
    const at = rows.findIndex((row) => row.key === key);
    const row = rows[at];
    if (row === undefined) return;
    const wholeList = event.ctrlKey || event.metaKey;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      if (event.altKey) commands.move(row, step);
      else if (at + step < 0) commands.leave();
      else {
        const next = rows[at + step];
        if (event.shiftKey && next !== undefined) commands.extendTo(next);
        focus(at + step);
      }
    } else if (event.key === 'Home') focus(0);
    else if (event.key === 'End') focus(rows.length - 1);
    else if (event.key === 'PageDown') focus(Math.min(rows.length - 1, at + pageRows));
    else if (event.key === 'PageUp') focus(Math.max(0, at - pageRows));
    else if ((event.key === 'ArrowLeft' || event.key === 'ArrowRight') && !event.altKey && !wholeList) {
      const instead = commands.fold(row, event.key === 'ArrowLeft');
      if (instead !== null) focus(rows.indexOf(instead));
    } else if (event.key.toLowerCase() === 'a' && wholeList) commands.chooseAll();
    else if (event.key === ' ' && wholeList) commands.toggle(row);
    else if (event.key !== 'Escape' || !commands.giveUp()) return;
    event.preventDefault();
  };

  /** Where the focus is, however it came there, is where the Tab key finds it again. */
  const follow = ({ target }: FocusEvent): void => {
    const key = target.closest<HTMLElement>('[data-row-key]')?.dataset['rowKey'];
    if (key !== undefined) setActive(key);
  };

  return { list, active, press, follow };
}
