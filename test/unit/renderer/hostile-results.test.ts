import { describe, expect, it } from 'vitest';
import { plainText } from '../../../apps/renderer/components/plain-text.ts';
import { visibleText } from '../../../apps/renderer/components/visible-text.ts';
import { prettyJson } from '../../../apps/renderer/features/transcript/tools/pretty-json.ts';
import { pictureAddress, pictureText } from '../../../apps/renderer/features/transcript/tools/result-picture.ts';
import { commandOutputOf, filePieceOf } from '../../../apps/renderer/features/transcript/tools/tool-output.ts';
import { hostOf, pagesOf } from '../../../apps/renderer/features/transcript/tools/web-output.ts';
import type { EntryOf } from '../../../apps/shared/models/entry.ts';
import type { Json } from '../../../apps/shared/models/json.ts';
import { colouredOutput, drawing } from '../../support/hostile/hostile-results.ts';
import { toolResult } from '../../support/renderer/builders.ts';

const result = (text: string, structured: Json = null): EntryOf<'toolResult'> => {
  const entry = toolResult('t1', 2);
  if (entry.kind !== 'toolResult') throw new Error('The builder makes tool results.');
  return { ...entry, text, structured };
};

describe('a picture in a result', () => {
  it.each(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])('is shown when it is called %s', (mediaType) => {
    expect(pictureAddress({ mediaType, data: 'AAAA' })).toBe(`data:${mediaType};base64,AAAA`);
  });

  it.each([
    'image/svg+xml',
    'IMAGE/SVG+XML',
    'image/png+xml',
    'image/svg+xml;image/png',
    'image/png;base64,AAAA#',
    ' image/png',
    'image/png\n',
    'image/avif',
    'image/x-icon',
    'image/*',
    'text/html',
    'text/html,<script>document.title=1</script>',
    'application/pdf',
    '',
    'constructor',
  ])('is text when it is called %j', (mediaType) => {
    expect(pictureAddress({ mediaType, data: 'AAAA' })).toBeNull();
  });

  it('is told of as it came where it is text', () => {
    const told: unknown = JSON.parse(pictureText({ mediaType: 'image/svg+xml', data: drawing }));
    expect(told).toEqual({ mediaType: 'image/svg+xml', data: drawing });
  });
});

describe("a command's output full of a terminal's orders", () => {
  const shown = 'red, a link, gone and \u202egnp.exe\u202c';

  it('is read without them, where the streams are told apart and where they are not', () => {
    expect(commandOutputOf(result(colouredOutput, { stdout: colouredOutput, stderr: colouredOutput }))).toMatchObject({
      stdout: shown,
      stderr: shown,
    });
    expect(commandOutputOf(result(colouredOutput)).stdout).toBe(shown);
  });

  it('shows what has the form of an order and never comes to its end', () => {
    expect(plainText('\u001b]8;;https://elsewhere.example')).toBe(']8;;https://elsewhere.example');
    expect(plainText('\u001b[31')).toBe('[31');
    expect(plainText('\u009b2Jhere')).toBe('2Jhere');
  });

  it.each([
    ['orders without an end', '\u001b]0;'.repeat(500_000)],
    ['numbers without an end', `\u001b[${'1;'.repeat(1_000_000)}`],
    ['blanks without an end', `\u001b[${' '.repeat(2_000_000)}`],
    ['a line written over a million times', 'x\r'.repeat(1_000_000)],
    ['one line', 'x'.repeat(5_000_000)],
  ])('takes no time over %s', (_, text) => {
    const begin = performance.now();
    const plain = plainText(text);
    expect(performance.now() - begin).toBeLessThan(5000);
    expect(plain).not.toMatch(/\u001b/);
    expect(plain.length).toBeLessThanOrEqual(text.length);
  });
});

it('leaves the text of a file as it is, because that is what was read', () => {
  const content = `${colouredOutput}\n<script>document.title = 1</script>`;
  expect(filePieceOf(result('', { file: { content, startLine: 1, totalLines: 2 } }))?.code).toBe(content);
});

describe('JSON in a result', () => {
  it.each([
    ['lists in lists', '['.repeat(3000) + ']'.repeat(3000)],
    ['objects in objects', `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`],
    ['lists in lists without an end', '['.repeat(60_000)],
    ['more levels than anybody reads', '['.repeat(30_000) + ']'.repeat(30_000)],
  ])('stays as it came when it is made of %s', (_, text) => {
    expect(prettyJson(text)).toBeNull();
  });

  it('is made readable up to the length at which it is looked at', () => {
    const list = Array.from({ length: 20_000 }, () => 1);
    expect(prettyJson(JSON.stringify(list))).toBe(JSON.stringify(list, null, 2));
  });
});

it('makes links of no addresses but those of the web, whatever a search of the web has answered', () => {
  const urls = [
    'javascript:document.title=1',
    'file:///etc/passwd',
    'data:text/html,x',
    'control-tower://new',
    '//x.org',
  ];
  expect(urls.map(hostOf)).toEqual(urls.map(() => ''));
  const pages = urls.map((url) => ({ title: 'A page', url }));
  expect(pagesOf(result('', { results: [{ content: pages }] }))).toEqual([]);
});

it('writes out what turns the order of a line around where the line is that of a tool', () => {
  expect(visibleText('cat \u202egnp.exe\u202c')).toBe('cat ⟨U+202E⟩gnp.exe⟨U+202C⟩');
});
