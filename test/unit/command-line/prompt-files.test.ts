import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPromptFiles } from '../../../apps/main/command-line/prompt-files.ts';

describe('readPromptFiles', () => {
  let folder: string;
  const noInput = (): Promise<Buffer> => Promise.reject(new Error('standard input was read'));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'prompts-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function write(name: string, contents: string | Buffer): string {
    writeFileSync(join(folder, name), contents);
    return join(folder, name);
  }

  it('reads files and standard input, in their order and as they are', async () => {
    const paths = [write('b.md', '# Do\r\nthis\n'), '-', write('a.txt', '/help')];
    const read = await readPromptFiles(paths, () => Promise.resolve(Buffer.from('안녕')));
    expect(read).toEqual({
      complaints: [],
      files: [
        { name: 'b.md', prompt: '# Do\r\nthis\n' },
        { name: 'standard input', prompt: '안녕' },
        { name: 'a.txt', prompt: '/help' },
      ],
    });
  });

  it('says of each file why it cannot be a prompt', async () => {
    const long = write('long.md', 'x');
    truncateSync(long, 16 * 1024 * 1024 + 1);
    mkdirSync(join(folder, 'sub'));
    const paths = [
      join(folder, 'gone.md'),
      join(folder, 'sub'),
      write('picture.png', Buffer.from([0x89, 0x50, 0xff, 0xfe])),
      write('zero.txt', 'a\0b'),
      write('empty.md', ' \n\t'),
      long,
      write('good.md', 'good'),
    ];
    const { files, complaints } = await readPromptFiles(paths, noInput);
    expect(files.map((file) => file.name)).toEqual(['good.md']);
    const words = [/gone\.md does not exist/, /is a folder/, /not text in UTF-8/, /zero bytes/, /empty/, /longer than/];
    expect(complaints).toHaveLength(words.length);
    words.forEach((pattern, index) => {
      expect(complaints[index]).toMatch(pattern);
    });
  });

  it('reads standard input once only', async () => {
    const read = await readPromptFiles(['-', '-'], noInput);
    expect(read.complaints).toEqual(['Standard input ("-") can be read only once.']);
  });
});
