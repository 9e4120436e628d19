import { looksLikeTex } from './looks-like-tex.ts';

export interface Formula {
  readonly tex: string;
  /** It stands by itself, not in a line of text. */
  readonly display: boolean;
}

/** @param source a formula with its marks */
export function readFormula(source: string): Formula {
  const long = source.startsWith('$$') || source.startsWith('\\');
  const edge = long ? 2 : 1;
  return { tex: source.slice(edge, -edge).trim(), display: source.startsWith('$$') || source.startsWith('\\[') };
}

/** How a line begins that would end the paragraph it stands in. */
const cutsParagraph = /^[ \t]*(?:[-+*>#|<]|=+[ \t]*$|\d{1,9}[.)][ \t])/;
const fence = /^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(?:`{3,}|~{3,})/;
const anotherBracket = /(?<!\\)\\\[/;
const opening = /^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)?(\$\$|\\\[)/;

/**
 * Puts formulas that stand by themselves into one line, where a line of theirs would else begin a list, a heading or a
 * quote. To TeX it is the same.
 * @param text Markdown, which may be still growing
 */
export function joinFormulaLines(text: string): string {
  if (!text.includes('$$') && !text.includes('\\[')) return text;
  const lines = text.split('\n');
  const joined: string[] = [];
  let fenced = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (fence.test(line)) fenced = !fenced;
    const end = fenced ? null : formulaEnd(lines, at);
    if (end === null) joined.push(line);
    else {
      const rest = lines.slice(at + 1, end + 1).map((one) => unquoted(line, one).trim());
      joined.push([line, ...rest].map(withoutComment).join(' '));
      at = end;
    }
  }
  return joined.join('\n');
}

/** @returns in which line the formula ends that begins in this one; null when there is none that has to be joined */
function formulaEnd(lines: readonly string[], begin: number): number | null {
  const first = lines[begin] ?? '';
  const mark = opening.exec(first)?.[1];
  if (mark === undefined) return null;
  const closing = mark === '$$' ? '$$' : '\\]';
  const start = first.indexOf(mark) + 2;
  if (first.includes(closing, start)) return null;
  for (let at = begin + 1; at < lines.length; at += 1) {
    const line = unquoted(first, lines[at] ?? '');
    if (line.trim() === '' || (mark !== '$$' && anotherBracket.test(line))) return null;
    const place = line.indexOf(closing);
    if (place === -1) continue;
    const inner = lines.slice(begin + 1, at + 1).map((one) => unquoted(first, one));
    if (line.slice(place + 2).trim() !== '' || !inner.some((one) => cutsParagraph.test(one))) return null;
    const content = [first.slice(start), ...inner.slice(0, -1), line.slice(0, place)].join('\n');
    return looksLikeTex(content, mark === '$$' ? '$$' : '\\[') ? at : null;
  }
  return null;
}

/** A line without the marks of the quote that the first one stands in. */
const unquoted = (first: string, line: string): string =>
  first.trimStart().startsWith('>') ? line.replace(/^[ \t]*(?:>[ \t]?)+/, '') : line;

/** What follows a percent sign is for nobody to see; it goes on to the end of the line, which is about to be gone. */
const withoutComment = (line: string): string => line.replace(/(?<!\\)%.*$/, '');
