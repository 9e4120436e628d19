import type { KatexOptions } from 'katex';

/**
 * A formula beyond these is shown as it was written. What people write is far below; what somebody may make an agent write
 * would hold the window up for minutes, or lay so many boxes in one another that the browser gives up.
 */
const limits = {
  /** In UTF-16 units. */
  length: 2000,
  /** Of groups in one another. */
  depth: 24,
  /** Of cells and rows of tables. */
  cells: 300,
} as const;

/** Definitions can be made to multiply with each other; what they define would end with the formula anyway. */
const defines = /\\(?:[gex]?def|(?:future)?let|(?:re)?newcommand|providecommand|global|long|char|@|\w*@)/;

/** Why a formula is not even tried: a word for it, or null. */
export function refuseFormula(tex: string): 'long' | 'deep' | 'defines' | null {
  if (tex.length > limits.length) return 'long';
  if (defines.test(tex)) return 'defines';
  if ((tex.match(/&|\\\\|\\cr/g) ?? []).length > limits.cells) return 'long';
  let depth = 0;
  for (const [mark] of tex.matchAll(/\\(?:left|begin|bgroup|right|end|egroup)(?![A-Za-z])|\\[^]|[{}[\]]/g)) {
    if (/^(?:[{[]|\\left|\\begin|\\bgroup)/.test(mark)) depth += 1;
    else if (/^(?:[}\]]|\\right|\\end|\\egroup)/.test(mark)) depth -= 1;
    if (depth > limits.depth) return 'deep';
  }
  return null;
}

/** Nothing that reaches out of the formula: no links, no pictures, no styles. What is wrong with it is thrown. */
export const katexOptions = {
  output: 'htmlAndMathml',
  throwOnError: true,
  trust: false,
  strict: 'ignore',
  errorColor: 'var(--tone-bad)',
  maxSize: 20,
  maxExpand: 500,
} as const satisfies KatexOptions;

/** So many boxes, and so many in one another, are laid out without delay. */
export const boxLimits = { count: 15_000, depth: 160 } as const;
