/** Texts that hold a parser of Markdown up or break it, by what they are. @param size about how long each is, in characters */
export function heavyTexts(size: number): Readonly<Record<string, string>> {
  const fill = (piece: string): string => piece.repeat(Math.ceil(size / piece.length));
  const lines = (of: (at: number) => string): string =>
    Array.from({ length: Math.floor(Math.sqrt(size)) }, (_, at) => of(at)).join('\n');
  return {
    'quotes in quotes': fill('>'),
    'quotes in quotes, with blanks': `${fill('> ')}x`,
    'lists in lists': `${fill('- ')}x`,
    'numbered lists in lists': `${fill('1. ')}x`,
    'quotes and lists in one another': `${fill('> - ')}x`,
    'lists in lists, by indentation': lines((at) => `${' '.repeat(2 * at)}- x`),
    'quotes that get deeper': lines((at) => `${'>'.repeat(at)} a`),
    'open brackets': fill('['),
    'brackets in brackets': `${fill('[')}${fill(']')}`,
    'links in links': `${fill('[a')}${fill('](b)')}`,
    'open links': fill('[a]('),
    'open titles': fill('[a](b "'),
    'open pictures': fill('!['),
    'open emphasis': fill('*a '),
    'emphasis in emphasis': fill('*a**b'),
    'emphasis of two kinds': fill('*a_ '),
    'stars alone': `${fill('*')}a`,
    'open strikethrough': fill('~~a '),
    'open code': `${fill('`a ')}\`\``,
    'open tags': fill('<a '),
    'open comments': fill('<!--'),
    tags: fill('<div>'),
    'names of links': fill('[x][y] '),
    footnotes: `${fill('[^1] ')}\n\n[^1]: x`,
    'a quote that goes on': `> a\n${fill('b\n')}`,
    'a word': fill('x'),
    'an address of mail': `${fill('a.')}@b`,
    addresses: fill('http://a.b/ '),
    links: fill('[a](http://x.y) '),
    headings: fill('# a\n'),
    paragraphs: fill('a\n\n'),
    tasks: fill('- [ ] a\n'),
    'a table': `${'|a'.repeat(50)}|\n${'|-'.repeat(50)}|\n${fill(`${'|b'.repeat(50)}|\n`)}`,
    'a wide table': `${fill('|a')}|\n${fill('|-')}|`,
    'broken mathematics': fill('$$\\frac{\\left( '),
  };
}
