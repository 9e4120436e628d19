/**
 * Characters that a person does not see, or that change the order in which others are seen: controls, marks of direction,
 * blanks of no width and of other kinds than the ordinary one, halves of surrogate pairs, tags, private characters. Tab and
 * newline stay as they are, and so do the joiners and variants that emoji are made of.
 */
const unseen = new RegExp(
  [
    String.raw`[^\P{Cc}\t\n]`,
    String.raw`[^\P{Zs} ]`,
    String.raw`(?<![\p{Extended_Pictographic}\u{fe0f}\u{1f3fb}-\u{1f3ff}])\u{200d}`,
    String.raw`(?!\u{200d})[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]`,
    String.raw`(?![\u{200d}\u{fe0e}\u{fe0f}])\p{Default_Ignorable_Code_Point}`,
    String.raw`\u{2800}`,
  ].join('|'),
  'gu',
);

/**
 * A text as it is, for whoever has to decide about it: what cannot be seen is written as its number, such as ⟨U+202E⟩. Else a
 * command could be shown in another order than it runs in, or with a part of it hidden.
 */
export function visibleText(text: string): string {
  return text.replace(unseen, (character) => {
    const number = character.codePointAt(0) ?? 0;
    return `⟨U+${number.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}
