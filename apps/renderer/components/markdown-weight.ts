/**
 * Above these a text is shown plain. A parser of Markdown needs time with the square of some of them, and runs out of stack
 * with others: a few kilobytes that nobody writes by hand would hold the window up for minutes. What agents write is far
 * below.
 */
const limits = {
  /** All that is not a block of code, in UTF-16 units. */
  length: 80_000,
  /** Of lines that are not blank. */
  lines: 4000,
  /** Of one word. */
  word: 5000,
  /** Of quotes and lists in one another. */
  depth: 16,
  /** The deepest indentation of a list's item, in columns. */
  indentation: 60,
  /** Of cells of tables. */
  cells: 6000,
  /** Of links, written as such or plain; one that is both counts twice. */
  links: 3000,
  /** Of marks of formulas. */
  formulas: 4000,
  /** The sum of the squares of how many marks the passages have. */
  work: 6_000_000,
} as const;

/** The marks in a passage that may have to be paired with each other. */
const pairMarks = /[[\]*_~`<!]/g;
const formulaMarks = /\$\$?|\\[([]/g;
const cellMarks = /\|/g;
const linkMarks = /\]\(|https?:|www\./gi;
const prefix = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*/;
const containers = />|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])/g;
/** A line with which another passage begins, whatever stands before it: a heading, or an item of a list. */
const newPassage = /^ {0,3}(?:#{1,6} |[-+*] +\S)/;
const numberedItem = /^ {0,3}\d{1,9}[.)] +\S/;

const count = (text: string, mark: RegExp): number => text.match(mark)?.length ?? 0;

/**
 * Is this text too much for a parser of Markdown?
 * @param text without its fenced blocks of code, which cost little; see `splitFences`
 */
export function isHeavyMarkdown(text: string): boolean {
  if (text.length > limits.length) return true;
  let lines = 0;
  let cells = 0;
  let links = 0;
  let formulas = 0;
  let work = 0;
  let passage: Passage = { marks: 0, lines: 0, numbered: false };
  const endPassage = (next: Passage): void => {
    // Lines count like marks: each may belong to the paragraph that a quote or a list above it began.
    work += passage.marks ** 2 + passage.lines ** 2;
    passage = next;
  };
  for (const line of text.split('\n')) {
    const numbered = numberedItem.test(line);
    const begins = newPassage.test(line) || (numbered && passage.numbered);
    if (begins || line.trim() === '') endPassage({ marks: 0, lines: 0, numbered });
    if (line.trim() === '') continue;
    if (isDeep(line) || line.split(/\s/).some((word) => word.length > limits.word)) return true;
    passage = {
      marks: passage.marks + count(line, pairMarks),
      lines: passage.lines + 1,
      numbered: passage.numbered || (numbered && passage.lines === 0),
    };
    lines += 1;
    cells += count(line, cellMarks);
    links += count(line, linkMarks);
    formulas += count(line, formulaMarks);
  }
  endPassage({ marks: 0, lines: 0, numbered: false });
  if (formulas > limits.formulas) return true;
  return lines > limits.lines || cells > limits.cells || links > limits.links || work > limits.work;
}

interface Passage {
  readonly marks: number;
  readonly lines: number;
  /** It is an item of a numbered list, which another number ends. */
  readonly numbered: boolean;
}

function isDeep(line: string): boolean {
  const begin = prefix.exec(line)?.[0] ?? '';
  if (count(begin, containers) > limits.depth) return true;
  return begin !== '' && begin.length - begin.trimStart().length > limits.indentation;
}

export interface MarkdownPart {
  readonly text: string;
  readonly isFence: boolean;
}

/**
 * Parts a text at its fenced blocks of code that begin at the margin. Each part is to be parsed by itself, so that what is
 * taken for a block of code here is one for the parser too.
 */
export function splitFences(text: string): readonly MarkdownPart[] {
  const parts: { text: string; isFence: boolean }[] = [];
  let fence: string | null = null;
  for (const line of text.split(/(?<=\n)/)) {
    const opens: RegExpExecArray | null = fence === null ? /^(`{3,})[^`]*$|^(~{3,})/.exec(line) : null;
    const last = parts.at(-1);
    if (opens !== null || last === undefined || (fence === null && last.isFence))
      parts.push({ text: line, isFence: opens !== null });
    else last.text += line;
    if (opens !== null) fence = opens[1] ?? opens[2] ?? '';
    else if (fence !== null && closes(line, fence)) fence = null;
  }
  return parts;
}

function closes(line: string, fence: string): boolean {
  const end = line.trim();
  const indentation = line.length - line.trimStart().length;
  return indentation < 4 && end.length >= fence.length && end === (fence[0] ?? '').repeat(end.length);
}
