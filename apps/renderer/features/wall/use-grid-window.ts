import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { type GridFrame, gridFrame, gridHeight, type GridMeasures, type GridView, scrollTo } from './grid-frame.ts';

/** In rem, so that a person's own size of letters has its room. */
const size = { tileWidth: 17.5, tileHeight: 11.25 };
const gap = 10;
const padding = 14;

export interface GridWindow extends GridFrame {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly measures: GridMeasures;
  readonly padding: number;
  readonly height: number;
  /** Scrolls until a tile is seen. */
  readonly reveal: (index: number) => void;
}

function measure(): GridMeasures {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return { tileWidth: size.tileWidth * rem, tileHeight: size.tileHeight * rem, gap };
}

const viewOf = (element: HTMLElement): GridView => ({
  width: element.clientWidth - 2 * padding,
  height: element.clientHeight,
  top: element.scrollTop - padding,
});

const same = (a: GridFrame, b: GridFrame): boolean =>
  a.columns === b.columns &&
  a.first === b.first &&
  a.end === b.end &&
  a.firstSeen === b.firstSeen &&
  a.endSeen === b.endSeen;

/** Draws of a grid only what is in sight, however many tiles there are; it is told anew when that changes, and not while it scrolls. */
export function useGridWindow(count: number): GridWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const [measures] = useState(measure);
  const [frame, setFrame] = useState<GridFrame>({ columns: 1, first: 0, end: 0, firstSeen: 0, endSeen: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = (): void => {
      const next = gridFrame(count, measures, viewOf(element));
      setFrame((before) => (same(before, next) ? before : next));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [count, measures]);
  const { columns } = frame;
  const reveal = useCallback(
    (index: number): void => {
      const element = scroller.current;
      if (element === null) return;
      const top = scrollTo(index, columns, measures, viewOf(element));
      // With the padding above the first row and below the last.
      if (top !== null) element.scrollTop = top < viewOf(element).top ? top : top + 2 * padding;
    },
    [columns, measures],
  );
  return { ...frame, scroller, measures, padding, height: gridHeight(count, columns, measures), reveal };
}
