import { type DragEvent, useState } from 'react';
import type { FleetRow } from '../../stores/fleet-arrangement.ts';

export type Side = 'before' | 'after';

interface Over {
  readonly key: string;
  readonly side: Side;
}

/** A drag of a row along its own kind. */
export interface RowDrag {
  /** The row that is dragged; null while none is. */
  readonly dragged: string | null;
  /** Where it would be put. */
  readonly over: Over | null;
  /** For the element around the rows, each of which has its key as `data-row-key`. */
  readonly handlers: {
    readonly onDragStart: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
    readonly onDragEnd: () => void;
  };
}

const rowOf = (event: DragEvent): HTMLElement | null =>
  event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row-key]') : null;

/**
 * Lets rows be dragged before or after each other. Files that are dragged over the rows are none of its business.
 * @param find gives a row by its key
 * @param fits may this row stand beside that one?
 */
export function useRowDrag(
  find: (key: string) => FleetRow | undefined,
  fits: (dragged: FleetRow, target: FleetRow) => boolean,
  drop: (dragged: FleetRow, target: FleetRow, side: Side) => void,
): RowDrag {
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<Over | null>(null);
  const end = (): void => {
    setDragged(null);
    setOver(null);
  };
  const target = (event: DragEvent): Over | null => {
    const element = rowOf(event);
    const key = element?.dataset['rowKey'];
    if (element === null || key === undefined || dragged === null || key === dragged) return null;
    const [moving, beside] = [find(dragged), find(key)];
    if (moving === undefined || beside === undefined || !fits(moving, beside)) return null;
    const { top, height } = element.getBoundingClientRect();
    return { key, side: event.clientY < top + height / 2 ? 'before' : 'after' };
  };
  return {
    dragged,
    over,
    handlers: {
      onDragStart: (event) => {
        const key = rowOf(event)?.dataset['rowKey'];
        if (key === undefined) return;
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', rowOf(event)?.dataset['rowName'] ?? '');
        setDragged(key);
      },
      onDragOver: (event) => {
        if (dragged === null) return;
        const next = target(event);
        if (next !== null) event.preventDefault();
        setOver((before) => (before?.key === next?.key && before?.side === next?.side ? before : next));
      },
      onDrop: (event) => {
        const place = target(event);
        const [moving, beside] = [find(dragged ?? ''), find(place?.key ?? '')];
        if (dragged !== null) event.preventDefault();
        end();
        if (place !== null && moving !== undefined && beside !== undefined) drop(moving, beside, place.side);
      },
      onDragEnd: end,
    },
  };
}
