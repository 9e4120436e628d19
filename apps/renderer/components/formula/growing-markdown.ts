import remend, { type RemendOptions } from 'remend';
import { splitFences } from '../markdown-weight.ts';
import { mayBecomeTex } from './looks-like-tex.ts';

/** Half a formula says something else, or nothing: it is not completed. */
const options: RemendOptions = { katex: false, inlineKatex: false };
/** Stands where the formula does while what is around it is completed. */
const letter = '\u{e000}';
const mark = /`+|\\[^]|\$\$/g;
const closing: Readonly<Record<string, string>> = { $$: '$$', '\\(': '\\)', '\\[': '\\]' };

/**
 * Markdown that is still being written, as something that can be shown: unfinished markup at the end is completed, and a
 * formula that is not finished stands there as it is written, whatever its marks would be in a text.
 */
export function growingMarkdown(text: string): string {
  const open = openFormula(text);
  if (open === null) return remend(text, options);
  const completed = remend(`${text.slice(0, open)}${letter}`, options);
  const place = completed.lastIndexOf(letter);
  // Not with backslashes: brackets behind those begin a formula.
  const formula = text.slice(open).replace(/[!-/:-@[-`{-~]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `${completed.slice(0, place)}${formula}${completed.slice(place + 1)}`;
}

/** @returns where the formula begins in which the text ends; null when it ends in none */
function openFormula(text: string): number | null {
  if (splitFences(text).at(-1)?.isFence === true) return null;
  const blank = [...text.matchAll(/\n[ \t]*\n/g)].at(-1);
  const start = blank === undefined ? 0 : blank.index + blank[0].length;
  const paragraph = text.slice(start);
  let open: { readonly at: number; readonly mark: string } | null = null;
  let code: string | null = null;
  for (const { 0: found, index } of paragraph.matchAll(mark)) {
    if (found.startsWith('`')) {
      if (open !== null) return null;
      if (code === null) code = found;
      else if (code === found) code = null;
    } else if (code === null) {
      if (open !== null && found === closing[open.mark]) open = null;
      else if (found in closing && (open === null || open.mark === found)) open = { at: index, mark: found };
    }
  }
  return open !== null && code === null && mayBecomeTex(paragraph.slice(open.at + 2)) ? start + open.at : null;
}
