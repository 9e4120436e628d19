import { describe, expect, it } from 'vitest';
import { nameFile, readMention } from '../../../apps/renderer/features/composer/mention.ts';

describe('readMention', () => {
  it.each([
    ['@', { start: 0, query: '' }],
    ['look at @src/ma', { start: 8, query: 'src/ma' }],
    ['(@read', { start: 1, query: 'read' }],
    ['one\n@two', { start: 4, query: 'two' }],
    ['see @"my file', { start: 4, query: 'my file' }],
    ['see @"', { start: 4, query: '' }],
  ])('finds the file that is being named in %j', (text, expected) => {
    expect(readMention(text, text.length)).toEqual(expected);
  });

  it.each(['', 'plain', 'me@example.org', '@done ', 'see @"my file" ', '@a@b'])('finds none in %j', (text) => {
    expect(readMention(text, text.length)).toBeNull();
  });

  it('looks where the caret stands, not at the end', () => {
    expect(readMention('see @src and more', 8)).toEqual({ start: 4, query: 'src' });
    expect(readMention('see @src and more', 17)).toBeNull();
  });
});

describe('nameFile', () => {
  const named = (text: string, caret: number, path: string) => {
    const mention = readMention(text, caret);
    if (mention === null) throw new Error('nothing is being named');
    return nameFile(text, mention, caret, path);
  };

  it('names the file and goes on after it', () => {
    expect(named('see @re', 7, 'README.md')).toEqual({ text: 'see @README.md ', caret: 15 });
    expect(named('see @re and more', 7, 'README.md')).toEqual({ text: 'see @README.md and more', caret: 14 });
  });

  it('puts a path with spaces in quotes, and a folder open for what is in it', () => {
    expect(named('@my', 3, 'my file.md').text).toBe('@"my file.md" ');
    expect(named('@s', 2, 'src/')).toEqual({ text: '@src/', caret: 5 });
    const open = named('@my', 3, 'my folder/');
    expect(open.text).toBe('@"my folder/');
    expect(readMention(open.text, open.caret)).toEqual({ start: 0, query: 'my folder/' });
  });
});
