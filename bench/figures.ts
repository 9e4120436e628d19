/** What a figure should be. */
export interface Wanted {
  readonly atLeast?: number;
  readonly below?: number;
  readonly atMost?: number;
}

/** One number of the bench's answer. */
export interface Figure {
  readonly value: number;
  readonly unit: string;
  /** What the number is of, in words. */
  readonly about: string;
  /** null where nothing was promised: the number is there to explain the others. */
  readonly wanted: string | null;
  readonly met: boolean | null;
}
/** By name, such as `flood.deltas.towerToSdk`. */
export type Figures = Readonly<Record<string, Figure>>;

/** Judges a number. A number that could not be had (NaN) meets nothing. */
export function figure(value: number, unit: string, about: string, wanted: Wanted | null = null): Figure {
  const rounded = Number(value.toPrecision(4));
  if (wanted === null) return { value: rounded, unit, about, wanted: null, met: null };
  const { atLeast, below, atMost } = wanted;
  const words: string[] = [];
  if (atLeast !== undefined) words.push(`>= ${String(atLeast)}`);
  if (below !== undefined) words.push(`< ${String(below)}`);
  if (atMost !== undefined) words.push(`<= ${String(atMost)}`);
  const met =
    Number.isFinite(value) &&
    value >= (atLeast ?? -Infinity) &&
    value < (below ?? Infinity) &&
    value <= (atMost ?? Infinity);
  return { value: rounded, unit, about, wanted: words.join(' and '), met };
}

/** The value below which so many of a hundred lie. @returns NaN for no values */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? NaN;
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const low = sorted[Math.ceil(half) - 1] ?? NaN;
  return (low + (sorted[Math.floor(half)] ?? NaN)) / 2;
}

/** All figures as lines for a person. */
export function table(figures: Figures): string {
  const rows = Object.entries(figures).map(([name, { value, unit, wanted, met, about }]) => {
    const verdict = met === null ? '' : met ? 'met' : 'NOT MET';
    return [name, value.toLocaleString('en-US', { maximumFractionDigits: 3 }), unit, wanted ?? '', verdict, about];
  });
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
