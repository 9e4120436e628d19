/** How much of a text is shown where there is room for three lines, in UTF-16 units. */
const shownLength = 260;

/** Markdown's marks, which say nothing where there is one size of letters. */
const marks: readonly (readonly [RegExp, string])[] = [
  [/^\s*(```|~~~).*$/gm, ''],
  [/^\s{0,3}#{1,6}\s+/gm, ''],
  [/^\s{0,3}>\s?/gm, ''],
  [/^\s*[-*_]{3,}\s*$/gm, ''],
  [/^\s*\|?[\s:|-]*-{2,}[\s:|-]*\|?\s*$/gm, ''],
  [/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1'],
  [/(\*\*|__)(?=\S)([^\n]*?\S)\1/g, '$2'],
  [/`([^`\n]+)`/g, '$1'],
];

/**
 * The end of a markdown text as one passage without marks; what was cut before it is an ellipsis.
 * @param text may begin anywhere
 */
export function plainTail(text: string): string {
  const plain = marks
    .reduce((rest, [mark, replacement]) => rest.replace(mark, replacement), text)
    .replace(/\s*\n\s*/g, '\n')
    .trim();
  if (plain.length <= shownLength) return plain;
  // At a word's beginning, where there is one near; never within a pair of surrogates.
  const tail = plain.slice(-shownLength);
  const space = tail.search(/\s/);
  const end = space >= 0 && space < 30 ? tail.slice(space + 1) : tail.replace(/^[\udc00-\udfff]/, '');
  return `… ${end.trimStart()}`;
}
