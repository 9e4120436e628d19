import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Effects, TokenizeContext, Tokenizer } from 'micromark-util-types';
import { describe, expect, it } from 'vitest';
import { joinFormulaLines, readFormula } from '../../../../apps/renderer/components/formula/formula-source.ts';
import {
  formulaNodes,
  formulaSyntax,
  tokenizeFormula,
} from '../../../../apps/renderer/components/formula/formula-syntax.ts';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly data?: unknown;
  readonly children?: readonly Node[];
}

const parse = (text: string): Node =>
  fromMarkdown(joinFormulaLines(text), { extensions: [formulaSyntax], mdastExtensions: [formulaNodes] });
const isFormula = (node: Node): boolean => node.type === 'inlineCode' && node.data !== undefined;
const all = (node: Node): readonly Node[] => [node, ...(node.children ?? []).flatMap(all)];
const formulas = (text: string): readonly string[] =>
  all(parse(text))
    .filter(isFormula)
    .map(({ value }) => value ?? '');

describe('what is a formula', () => {
  it.each([
    ['the root $x$ of', ['$x$']],
    ['$x$', ['$x$']],
    ['($n+1$)', ['$n+1$']],
    ['in $O(n \\log n)$.', ['$O(n \\log n)$']],
    ['$a_i$ and $b^2$, then $\\alpha$', ['$a_i$', '$b^2$', '$\\alpha$']],
    ['$3$ apples, $1/2$ a pear, $10$', ['$3$', '$1/2$', '$10$']],
    ['$f(x) = \\sin(x)$ and $f: X \\to Y$', ['$f(x) = \\sin(x)$', '$f: X \\to Y$']],
    ['$p<0.05$, $k!$, $a|b$, $|x|$, $[0,1)$', ['$p<0.05$', '$k!$', '$a|b$', '$|x|$', '$[0,1)$']],
    ['$E_{\\text{total cost}}$', ['$E_{\\text{total cost}}$']],
    ['$v_{max}$, $\\text{the cost}=5$', ['$v_{max}$', '$\\text{the cost}=5$']],
    ['$\\{1, 2\\}$ and $5\\%$ and $\\$5+x$', ['$\\{1, 2\\}$', '$5\\%$', '$\\$5+x$']],
    ['함수 $f$는 $x \\in S$에서', ['$f$', '$x \\in S$']],
    ['**$x^2$** and _$y$_', ['$x^2$', '$y$']],
    ['| a |\n|---|\n| $x$ |', ['$x$']],
    ['$$x = 1$$', ['$$x = 1$$']],
    ['then $$x^2$$ inside', ['$$x^2$$']],
    ['$$\n\\frac{a}{b}\n$$', ['$$\n\\frac{a}{b}\n$$']],
    ['1. so:\n   $$\n   x^2\n   $$\n2. b', ['$$\nx^2\n$$']],
    ['> $$\n> x^2\n> $$', ['$$\nx^2\n$$']],
    ['> $$\n> a\n> - b\n> $$', ['$$ a - b $$']],
    ['$$\nx % the root of it\n$$', ['$$\nx % the root of it\n$$']],
    ['\\(n\\) and \\(f(x)\\)', ['\\(n\\)', '\\(f(x)\\)']],
    ['\\[ x = 1 \\]', ['\\[ x = 1 \\]']],
    [
      '\\[\n\\begin{aligned} a &= b \\\\[2pt] c &= d \\end{aligned}\n\\]',
      ['\\[\n\\begin{aligned} a &= b \\\\[2pt] c &= d \\end{aligned}\n\\]'],
    ],
    ['\\(x_1*a*b\\)', ['\\(x_1*a*b\\)']],
    // Lines that would begin something else.
    ['$$\na\n- b\n+ c\n$$\n\nnext', ['$$ a - b + c $$']],
    ['\\[\nx\n=\ny\n\\]', ['\\[ x = y \\]']],
    ['\\[\na\n- b\n\\]', ['\\[ a - b \\]']],
    ['$$\na % why\n- b\n$$', ['$$ a  - b $$']],
  ])('finds those of %j', (text, found) => {
    expect(formulas(text)).toEqual(found);
  });

  it.each([
    'It costs $5 and $10.',
    'cost $3.50, was $4',
    'between $5-$10, US$ 5, A$5 or 5$ or 10$',
    '$1,000 and then $2,000$0',
    '$5/month or 6$',
    'set $HOME and $PATH',
    '$HOME$ and $FOO_BAR$ and $snake_case$',
    '$A/$B and ${A}/${B} and ${name}$',
    'run $(pwd)/$(date) or $(pwd)$',
    'the price is $x, then y $',
    '`$x$` and ``a $b$ c``',
    '```\n$x$\n```',
    '    $$\n    x\n    $$',
    '\\$x$ and \\$5$',
    'a$x$ and $x$a and $x$5',
    '$$ is the pid, and $$ again',
    '$$-$$ or $$$x$$$ or $$$',
    "$('#id').show() and $('.x')",
    '$.ajax, $.get$',
    '/^a$|^b$/ and ^$|^#$',
    '(\\w+)$|(\\d+)$',
    'see [$x](http://a.b) and [y$](c)',
    '$x `a$b`',
    '$ x $ and $x $ and $ x$',
    '$x\n\ny$',
    '$\\frac{1$ and $}$',
    'grep \\(foo\\) and sed \\([a-z]*\\)\\(\\d\\)',
    'file\\(s\\) and \\(optional words\\)',
    '\\[WIP\\] fix, \\[1\\], \\[link\\](url), \\[ \\] open, \\[x\\] done',
    '\\(a \\[b',
    '\\\\(x\\\\)',
    '값은 $5이고 저것은 $6입니다$',
    '"$a" == "$b"$',
    'it is $5 to 6$',
    '$x == y$ and $a && b$',
  ])('leaves %j', (text) => {
    expect(formulas(text)).toEqual([]);
  });

  it('leaves the rest of the text as it is, whatever the text', () => {
    const pieces = fc.constantFrom(
      '$',
      '$$',
      '\\(',
      '\\)',
      '\\[',
      '\\]',
      '\\',
      '{',
      '}',
      '^',
      ' ',
      '\n',
      'x',
      '5',
      '\\a',
      '`',
      '-',
    );
    const texts = fc.array(fc.oneof({ weight: 5, arbitrary: pieces }, fc.string({ unit: 'grapheme', maxLength: 4 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('');
        for (const found of formulas(text)) {
          const { tex } = readFormula(found);
          expect(tex).not.toBe('');
          expect(tex).not.toContain('\n\n');
          expect(joinFormulaLines(text).replace(/[\s>]/g, '')).toContain(found.replace(/[\s>]/g, ''));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes amounts, names and paths of a shell for what they are', () => {
    const amount = fc
      .tuple(fc.nat(5000), fc.constantFrom('', '.50', ',000', 'k', ' USD', '/month'))
      .map((two) => `$${two.join('')}`);
    const name = fc.stringMatching(/^\$[A-Z]{3,8}(_[A-Z]{2,4})?$/);
    const word = fc.constantFrom('and', 'then', 'costs', 'instead of', '->', ',');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.oneof(amount, name), word), { minLength: 1, maxLength: 8 }), (parts) => {
        expect(formulas(parts.map((two) => two.join(' ')).join(' '))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['$x ', '$$ x ', '\\( a ', '\\[ a ', '\\[\n', '$$\na\n', '$', '\\(\\[', '$x$ ', '${', '$$$', '\\\n'])(
    'looks at no character often in a text full of %j',
    (piece) => {
      let steps = 0;
      const counting: Tokenizer = function (this: TokenizeContext, effects, ok, nok) {
        const consume: Effects['consume'] = (code) => {
          steps += 1;
          return effects.consume(code);
        };
        return tokenizeFormula.call(this, { ...effects, consume }, ok, nok);
      };
      const construct = { name: 'texFormula', tokenize: counting };
      const text = piece.repeat(1000);
      fromMarkdown(text, { extensions: [{ text: { 36: construct, 92: construct } }], mdastExtensions: [formulaNodes] });
      expect(steps).toBeGreaterThan(0);
      expect(steps).toBeLessThan(4 * text.length);
    },
  );
});

describe('joinFormulaLines', () => {
  it.each([
    ['$$ of the shell\n- a\n- b\n', 'an open one'],
    ['```\n$$\n- a\n$$\n```', 'code'],
    ['- a\n  ```\n  $$\n  - x\n  $$\n  ```', 'code in a list'],
    ['$$\na\n\n- b\n$$', 'a blank line'],
    ['$$\na = b\n$$', 'one that is whole already'],
    ['$$ the first\n- words of it\n$$', 'prose'],
  ])('leaves %j: %s', (text) => {
    expect(joinFormulaLines(text)).toBe(text);
  });
});

describe('readFormula', () => {
  it.each([
    ['$x$', 'x', false],
    ['$$ x $$', 'x', true],
    ['\\(x\\)', 'x', false],
    ['\\[\nx\n\\]', 'x', true],
  ])('reads %j', (source, tex, display) => {
    expect(readFormula(source)).toEqual({ tex, display });
  });
});
