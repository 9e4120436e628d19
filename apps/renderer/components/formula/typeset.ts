import { ParseError, render } from 'katex';
import 'katex/dist/katex.min.css';
import { boxLimits, katexOptions } from './formula-limits.ts';
import type { Formula } from './formula-source.ts';

/**
 * Draws a formula in place of what is in an element. It is in a part of the program of its own, with its fonts: most
 * transcripts have no formulas.
 * @returns null when it is drawn; else why not (empty: it is too much), and nothing has changed
 */
export function typeset(target: Element, { tex, display }: Formula): string | null {
  const apart = document.createElement('span');
  try {
    render(tex, apart, { ...katexOptions, displayMode: display });
  } catch (error) {
    // Out of stack is no fault of the parser's own kind.
    return error instanceof ParseError ? error.rawMessage : String(error);
  }
  if (!isFlat(apart)) return '';
  target.replaceChildren(...apart.childNodes);
  return null;
}

/** Can these boxes be laid out without holding the window up? */
function isFlat(root: Element): boolean {
  if (root.getElementsByTagName('*').length > boxLimits.count) return false;
  let level: readonly Element[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > boxLimits.depth) return false;
    level = level.flatMap((element) => [...element.children]);
  }
  return true;
}
