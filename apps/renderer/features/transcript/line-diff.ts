import type { DiffLine } from '../../components/diff-line.ts';

/** Above this many pairs of lines the changed part is shown as one block out, one block in. */
const mostPairs = 400_000;
/** How many unchanged lines are kept around what changed. */
const context = 3;

const signed = (sign: DiffLine['sign'], lines: readonly string[]): DiffLine[] => lines.map((text) => ({ sign, text }));

/** The changed lines between two texts, each with a few unchanged ones around it; `@` stands where more were left out. */
export function diffOf(before: string, after: string): readonly DiffLine[] {
  // The break that ends a text makes no line of its own, unless it is what changed.
  const endAlike = before === '' || (before.endsWith('\n') && after.endsWith('\n'));
  const a = linesOf(before, endAlike);
  const b = linesOf(after, endAlike);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const changed = compare(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return shorten([...signed(' ', a.slice(0, head)), ...changed, ...signed(' ', a.slice(a.length - tail))]);
}

const linesOf = (text: string, withoutLastBreak: boolean): readonly string[] => {
  if (text === '') return [];
  return (withoutLastBreak && text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
};

/** By the longest common subsequence of lines. */
function compare(a: readonly string[], b: readonly string[]): readonly DiffLine[] {
  if (a.length * b.length > mostPairs || a.length === 0 || b.length === 0)
    return [...signed('-', a), ...signed('+', b)];
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (row: number, column: number): number => common[row * width + column] ?? 0;
  for (let row = a.length - 1; row >= 0; row -= 1) {
    for (let column = b.length - 1; column >= 0; column -= 1) {
      common[row * width + column] =
        a[row] === b[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const lines: DiffLine[] = [];
  let row = 0;
  let column = 0;
  while (row < a.length || column < b.length) {
    if (row < a.length && column < b.length && a[row] === b[column]) {
      lines.push({ sign: ' ', text: a[row] ?? '' });
      row += 1;
      column += 1;
    } else if (row < a.length && (column >= b.length || at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ sign: '-', text: a[row] ?? '' });
      row += 1;
    } else {
      lines.push({ sign: '+', text: b[column] ?? '' });
      column += 1;
    }
  }
  return lines;
}

function shorten(lines: readonly DiffLine[]): readonly DiffLine[] {
  const near = new Uint8Array(lines.length);
  lines.forEach(({ sign }, index) => {
    if (sign === ' ') return;
    near.fill(1, Math.max(0, index - context), Math.min(lines.length, index + context + 1));
  });
  return lines.flatMap((line, index) => {
    if (near[index] === 1) return [line];
    const inside = index > 0 && near[index - 1] === 1 && near.includes(1, index);
    return inside ? [{ sign: '@' as const, text: '⋯' }] : [];
  });
}
