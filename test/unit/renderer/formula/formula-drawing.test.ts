import { renderToString } from 'katex';
import { describe, expect, it } from 'vitest';
import { FormulaDrawer } from '../../../../apps/renderer/components/formula/formula-drawer.ts';
import { katexOptions, refuseFormula } from '../../../../apps/renderer/components/formula/formula-limits.ts';

describe('refuseFormula', () => {
  it.each([
    ['\\frac{a}{b} + \\sqrt[3]{x}'],
    ['\\left( \\left[ \\left\\{ x \\right\\} \\right] \\right)'],
    [`\\begin{pmatrix} ${'1 & 2 \\\\ '.repeat(40)} \\end{pmatrix}`],
    ['1+\\cfrac{1}{1+'.repeat(8) + 'x' + '}'.repeat(8)],
    ['\\letter \\charge \\definitely'.replace(/\\\w+/g, '\\delta')],
  ])('takes %s', (tex) => {
    expect(refuseFormula(tex)).toBeNull();
  });

  it.each([
    ['x'.repeat(2001), 'long'],
    ['x+'.repeat(500_000), 'long'],
    [`\\begin{array}{c}${'&'.repeat(400)}\\end{array}`, 'long'],
    ['{'.repeat(30) + '}'.repeat(30), 'deep'],
    ['\\left('.repeat(30) + '\\right)'.repeat(30), 'deep'],
    ['\\bgroup'.repeat(30), 'deep'],
    ['\\def\\a{\\a\\a}\\a', 'defines'],
    ['\\newcommand{\\a}{b}\\a', 'defines'],
    ['\\gdef\\a{b}', 'defines'],
    ['\\let\\a=b', 'defines'],
    ['\\futurelet\\a b', 'defines'],
    ['\\@firstoftwo{a}{b}', 'defines'],
  ])('refuses %.40s', (tex, why) => {
    expect(refuseFormula(tex)).toBe(why);
  });
});

describe('what the library is allowed', () => {
  const draw = (tex: string): string => renderToString(tex, { ...katexOptions, displayMode: true });

  it.each([
    '\\href{javascript:alert(1)}{x}',
    '\\url{https://example.com}',
    '\\includegraphics{https://example.com/x.png}',
    '\\htmlStyle{position: fixed}{x}',
    '\\htmlId{root}{x}',
    '\\htmlData{a=b}{x}',
    '\\htmlClass{a}{x}',
    '\\text{<img src=x onerror=alert(1)>}',
  ])('makes no link, picture, style or element of %s', (tex) => {
    const tags = draw(tex).match(/<[^>]*>/g) ?? [];
    expect(tags.join('')).not.toMatch(/<(?:a|img|script|iframe)[ >]|href=|src=|position|\bid=|data-/);
    expect(tags).toContain('<semantics>');
  });

  it('keeps sizes small', () => {
    expect(
      draw('\\rule{1000em}{1000em}')
        .match(/<[^>]*>/g)
        ?.join(''),
    ).not.toMatch(/1000em/);
  });

  it.each([
    ['\\frac{1', /end of input/],
    ['\\foo', /Undefined control sequence/],
    ['x^2^3', /Double superscript/],
  ])('says what is wrong with %s', (tex, message) => {
    expect(() => draw(tex)).toThrow(message);
  });

  it.each([
    '\\displaystyle'.repeat(150),
    '\\rm'.repeat(600),
    '\\tiny'.repeat(390),
    '\\color{red}'.repeat(180),
    'x_{'.repeat(22) + '}'.repeat(22),
    '\\hat{'.repeat(22) + 'x' + '}^2'.repeat(22),
    '\\overbrace{'.repeat(22) + 'x' + '}^2'.repeat(22),
    '\\mathchoice{'.repeat(22) + 'x' + '}{x}{x}{x}'.repeat(22),
    '\\frac{a}{b}'.repeat(180),
    '\\big('.repeat(400),
    '\\dots'.repeat(400),
    '\\bmod'.repeat(400),
    '\\not'.repeat(500),
    "x'".repeat(1000),
    '\\begin{matrix}' + '&'.repeat(290) + '\\end{matrix}',
    `\\begin{array}{${'|c'.repeat(900)}}x\\end{array}`,
  ])('takes little time for %.30s', (tex) => {
    expect(refuseFormula(tex)).toBeNull();
    const begun = performance.now();
    try {
      draw(tex);
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});

describe('FormulaDrawer', () => {
  const formula = { tex: 'x', display: false };
  /** Drawing one takes 3 ms of a clock that stands else. */
  const setUp = (load?: () => Promise<never>) => {
    let now = 0;
    let frames: (() => void)[] = [];
    const drawn: number[] = [];
    const target = {} as Element;
    const typeset = (): null => {
      now += 3;
      return null;
    };
    const drawer = new FormulaDrawer({
      load: load ?? (() => Promise.resolve(typeset)),
      soon: (run) => {
        frames.push(run);
        return () => (frames = frames.filter((one) => one !== run));
      },
      clock: () => now,
    });
    const order = (name: number) => drawer.draw(target, formula, () => drawn.push(name));
    const frame = (): void => {
      const due = frames;
      frames = [];
      for (const run of due) run();
    };
    return { drawn, order, frame };
  };
  const fetched = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('draws in order, and no more in a frame than its share', async () => {
    const { drawn, order, frame } = setUp();
    for (const name of [1, 2, 3, 4, 5, 6, 7]) order(name);
    expect(drawn).toEqual([]);
    await fetched();
    expect(drawn).toEqual([1, 2, 3]);
    frame();
    expect(drawn).toEqual([1, 2, 3, 4, 5, 6]);
    frame();
    expect(drawn).toEqual([1, 2, 3, 4, 5, 6, 7]);
    frame();
    frame();
    order(8);
    expect(drawn.at(-1)).toBe(8);
  });

  it('leaves out what nobody wants any more', async () => {
    const { drawn, order } = setUp();
    const takeBack = order(1);
    order(2);
    takeBack();
    await fetched();
    expect(drawn).toEqual([2]);
  });

  it('draws nothing when it could not be fetched, and tries again with the next', async () => {
    let tries = 0;
    const { drawn, order } = setUp(() => {
      tries += 1;
      return Promise.reject(new Error('gone'));
    });
    order(1);
    order(2);
    await fetched();
    order(3);
    await fetched();
    expect({ drawn, tries }).toEqual({ drawn: [], tries: 2 });
  });
});
