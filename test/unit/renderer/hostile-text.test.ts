import { describe, expect, it } from 'vitest';
import { hostToTell } from '../../../apps/renderer/components/link-host.ts';
import { isHeavyMarkdown, splitFences } from '../../../apps/renderer/components/markdown-weight.ts';
import { visibleText } from '../../../apps/renderer/components/visible-text.ts';
import { heavyTexts } from '../../support/hostile/heavy-texts.ts';

describe('isHeavyMarkdown', () => {
  it.each(Object.entries(heavyTexts(100_000)))('finds %s too much', (_, text) => {
    expect(isHeavyMarkdown(text)).toBe(true);
  });

  it('takes what agents write, also where it is long', () => {
    const sentence = 'The `parse` function in [parser.ts](https://example.com/parser.ts) is **not** called (yet). ';
    const texts = [
      '',
      sentence.repeat(40),
      Array.from({ length: 200 }, () => sentence.repeat(4)).join('\n\n'),
      Array.from({ length: 400 }, (_, at) => `${' '.repeat(2 * (at % 4))}- ${sentence}`).join('\n'),
      Array.from({ length: 300 }, (_, at) => `${at + 1}. ${sentence}`).join('\n'),
      `| a | b | c |\n|---|---|---|\n${'| `x` | **y** | z |\n'.repeat(200)}`,
      Array.from({ length: 100 }, (_, at) => `## Part ${at}\n\n> ${sentence}\n\n${sentence}`).join('\n\n'),
    ];
    expect(texts.map(isHeavyMarkdown)).toEqual(texts.map(() => false));
  });
});

describe('splitFences', () => {
  it.each([
    ['a\n```ts\n*b*\n```\nc', ['a\n', '```ts\n*b*\n```\n', 'c']],
    ['```\na', ['```\na']],
    ['~~~\n```\n~~~\nb', ['~~~\n```\n~~~\n', 'b']],
    ['````\n```\n````', ['````\n```\n````']],
    ['```a```\nb', ['```a```\nb']],
    ['- a\n  ```\n  b\n  ```', ['- a\n  ```\n  b\n  ```']],
    ['```\na\n    ```\nb', ['```\na\n    ```\nb']],
    ['```\na\n```\n```\nb\n```', ['```\na\n```\n', '```\nb\n```']],
  ])('parts %j', (text, parts) => {
    expect(splitFences(text).map((part) => part.text)).toEqual(parts);
    expect(
      splitFences(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});

describe('visibleText', () => {
  it.each([
    ['rm \u202e~/ fr-', 'rm ⟨U+202E⟩~/ fr-'],
    ['a\u2066b\u2069', 'a⟨U+2066⟩b⟨U+2069⟩'],
    ['ls\u200b -a', 'ls⟨U+200B⟩ -a'],
    ['rm\u00a0-rf', 'rm⟨U+00A0⟩-rf'],
    ['a\rb\u001b[2Kc\u0008', 'a⟨U+000D⟩b⟨U+001B⟩[2Kc⟨U+0008⟩'],
    ['a\u2028b\ufeff', 'a⟨U+2028⟩b⟨U+FEFF⟩'],
    ['a\u{e0041}\u{e007f}b', 'a⟨U+E0041⟩⟨U+E007F⟩b'],
    ['a\u3164b\u115fc\u2800', 'a⟨U+3164⟩b⟨U+115F⟩c⟨U+2800⟩'],
    ['a\ud800b', 'a⟨U+D800⟩b'],
    ['a\u200db', 'a⟨U+200D⟩b'],
    ['soft\u00adhyphen', 'soft⟨U+00AD⟩hyphen'],
  ])('writes out what cannot be seen in %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it('leaves everything else as it is', () => {
    const text = 'git commit -m \'Grüße, 안녕, שלום, नमस्ते\' && echo "$HOME"\n\tdone ⚠️ 👩‍💻 👍🏽 é';
    expect(visibleText(text)).toBe(text);
  });
});

describe('hostToTell', () => {
  it.each([
    ['https://github.com', 'https://evil.example/', 'evil.example'],
    ['github.com/a/b', 'https://github.com.evil.example/a/b', 'github.com.evil.example'],
    ['www.github.com', 'https://github.com@evil.example/', 'evil.example'],
    ['the page', 'https://xn--gthub-zra.com/', 'xn--gthub-zra.com'],
    ['https://gіthub.com', 'https://gіthub.com/', 'xn--gthub-n2e.com'],
    ['github.com', 'http://github.com:8080/', 'github.com:8080'],
  ])('tells where %s really leads', (text, href, host) => {
    expect(hostToTell(text, href)).toBe(host);
  });

  it.each([
    ['the page', 'https://example.com/'],
    ['https://example.com', 'https://www.example.com/path'],
    ['example.com', 'https://example.com/'],
    ['parser.ts and more', 'https://example.com/'],
    ['somebody@example.com', 'mailto:somebody@example.com'],
  ])('has nothing to tell of %s', (text, href) => {
    expect(hostToTell(text, href)).toBeNull();
  });
});
