interface Props {
  /** From the oldest to the newest; null leaves a gap. */
  readonly values: readonly (number | null)[];
  /** What the top of the line stands for, at least. */
  readonly top: number;
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
}

/** A course of numbers in the height of a line of text, from 0 at the bottom. */
export function Sparkline({ values, top, label, width = 64, height = 14 }: Props) {
  const highest = Math.max(top, ...values.map((value) => value ?? 0));
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const points = values.flatMap((value, index) => {
    if (value === null) return [];
    const y = height - 1 - (value / highest) * (height - 2);
    return [`${(index * step).toFixed(1)},${y.toFixed(1)}`];
  });
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth={1.25} strokeLinejoin="round" />
    </svg>
  );
}
