/** The measures of a grid of equal tiles, in CSS pixels. */
export interface GridMeasures {
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly gap: number;
}

/** What is seen of the grid. */
export interface GridView {
  /** The room for tiles, padding left out. */
  readonly width: number;
  readonly height: number;
  /** How far it is scrolled. */
  readonly top: number;
}

/** Which tiles of a grid are drawn, and which of them are seen. The ends are exclusive. */
export interface GridFrame {
  readonly columns: number;
  readonly first: number;
  readonly end: number;
  readonly firstSeen: number;
  readonly endSeen: number;
}

/** Rows that are drawn above and below what is seen, so that scrolling does not show a bare ground. */
const spareRows = 2;

/** Places `count` tiles in as many columns as there is room for, each at least `tileWidth` wide. */
export function gridFrame(count: number, { tileWidth, tileHeight, gap }: GridMeasures, view: GridView): GridFrame {
  const columns = Math.max(1, Math.floor((view.width + gap) / (tileWidth + gap)));
  const step = tileHeight + gap;
  const firstRow = Math.max(0, Math.floor(view.top / step));
  const endRow = Math.max(firstRow + 1, Math.ceil((view.top + view.height) / step));
  const within = (row: number): number => Math.min(count, Math.max(0, row) * columns);
  return {
    columns,
    first: within(firstRow - spareRows),
    end: within(endRow + spareRows),
    firstSeen: within(firstRow),
    endSeen: within(endRow),
  };
}

/** How high the whole grid is. */
export function gridHeight(count: number, columns: number, { tileHeight, gap }: GridMeasures): number {
  const rows = Math.ceil(count / columns);
  return rows === 0 ? 0 : rows * (tileHeight + gap) - gap;
}

/** How far to scroll so that a tile is seen whole; null where it is. */
export function scrollTo(
  index: number,
  columns: number,
  { tileHeight, gap }: GridMeasures,
  view: GridView,
): number | null {
  const top = Math.floor(index / columns) * (tileHeight + gap);
  if (top < view.top) return top;
  return top + tileHeight > view.top + view.height ? top + tileHeight - view.height : null;
}

/** The tile to which a key leads from another one; null for keys that lead nowhere. */
export function keyTarget(key: string, index: number, count: number, columns: number): number | null {
  const last = count - 1;
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index - columns,
    // The last row may be shorter than the one above it.
    ArrowDown:
      index + columns > last && Math.floor(index / columns) < Math.floor(last / columns) ? last : index + columns,
    Home: 0,
    End: last,
  };
  const next = steps[key];
  return next === undefined || next < 0 || next > last ? null : next;
}
