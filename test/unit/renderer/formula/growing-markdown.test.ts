import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { joinFormulaLines } from '../../../../apps/renderer/components/formula/formula-source.ts';
import { formulaNodes, formulaSyntax } from '../../../../apps/renderer/components/formula/formula-syntax.ts';
import { growingMarkdown } from '../../../../apps/renderer/components/formula/growing-markdown.ts';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}
/** The words of a tree, its passages apart. */
const wordsOf = ({ type, value = '', children = [] }: Node): string =>
  `${value}${children.map(wordsOf).join('')}${type === 'paragraph' ? ' ' : ''}`;
const read = (text: string): string =>
  wordsOf(fromMarkdown(joinFormulaLines(text), { extensions: [formulaSyntax], mdastExtensions: [formulaNodes] }));
const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

describe('a text that grows', () => {
  it.each([
    'The root is \\(x_1 = \\frac{a*b}{[c]}\\), then',
    'So:\n\n\\[\n\\sum_{i} a_i*b_i\n= [0, 1]\n\\]',
    'So:\n\n$$\n\\text{the cost} = \\left[ x_1 \\right]\n- y < z\n$$',
    'A \\[ a < b \\] and $$ f(x) = [a, b] $$',
  ])('stands as it is written while a formula in it is not finished: %j', (text) => {
    const begin = text.search(/\\[([]|\$\$/);
    for (let end = begin + 3; end <= text.length; end += 1) {
      const written = text.slice(0, end);
      // A command that is half written, and a mark alone, are not finished characters.
      expect(flat(read(growingMarkdown(written))), written).toBe(flat(written));
    }
  });

  it.each([
    ['so **bold', 'so bold'],
    ['so **bold \\(x_1', 'so bold \\(x_1'],
    ['words\n- \\[ x', 'words \\[ x'],
    ['see [a link](http://a', 'see a link'],
    ['the pid is $$ and **bold', 'the pid is $$ and bold'],
    ['\\[WIP\\] and **bold', '[WIP] and bold'],
    ['`\\(` and **bold', '\\( and bold'],
    ['\\(x\\) and **bold', '\\(x\\) and bold'],
    ['$$ left\n\nand **bold', '$$ left and bold'],
  ])('is completed where it is no formula: %j', (text, shown) => {
    expect(flat(read(growingMarkdown(text)))).toBe(shown);
  });

  it.each(['```ts\nconst a = "\\\\[ x', '```\n$$ x_1', '~~~\n\\( *a'])('leaves code alone: %j', (text) => {
    expect(read(growingMarkdown(text))).toBe(read(text));
  });
});
