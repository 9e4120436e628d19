import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ProjectFiles } from '../../../apps/main/host/project-files.ts';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'project-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const source = {
  'README.md': '',
  'src/main.ts': '',
  'src/message parser.ts': '',
  'src/parts/part-2.ts': '',
  'src/parts/part-10.ts': '',
};
const all = async (folder: string, files = new ProjectFiles()): Promise<readonly string[]> =>
  [...(await files.find(folder, '', 100)), ...(await files.find(folder, 'src', 100))].sort();

describe('the files of a folder', () => {
  it('begin with what stands at the top, folders first', async () => {
    expect(await new ProjectFiles().find(folderWith(source), '', 10)).toEqual(['src/', 'README.md']);
  });

  it('are found by letters in their order, the best first, and folders too', async () => {
    const files = new ProjectFiles();
    const folder = folderWith(source);
    expect((await files.find(folder, 'mespar', 10))[0]).toBe('src/message parser.ts');
    expect(await files.find(folder, 'parts', 10)).toContain('src/parts/');
    expect(await files.find(folder, 'part', 1)).toHaveLength(1);
    expect(await files.find(folder, 'zzz', 10)).toEqual([]);
  });

  it('are without what git ignores, by the rules of each folder', async () => {
    const folder = folderWith({
      ...source,
      '.git/config': '',
      '.gitignore': 'node_modules/\n*.log\n/dist\n',
      'node_modules/left-pad/index.js': '',
      'dist/out.js': '',
      'src/dist/kept.ts': '',
      'src/noise.log': '',
      'src/logs/.gitignore': '!kept.log\nown.txt\n',
      'src/logs/kept.log': '',
      'src/logs/own.txt': '',
    });
    const paths = await all(folder);
    expect(paths).toContain('src/dist/kept.ts');
    expect(paths).toContain('src/logs/kept.log');
    expect(paths.join()).not.toMatch(/node_modules|noise\.log|(^|,)dist|own\.txt|\.git\//);
  });

  it('do not lead in circles or out of the folder', async () => {
    const folder = folderWith(source);
    symlinkSync(folder, join(folder, 'src', 'again'));
    expect((await all(folder)).join()).not.toContain('again');
  });

  it('are none where there is no folder, and as many as are wanted where there are too many', async () => {
    expect(await new ProjectFiles().find(join(tmpdir(), 'nothing-is-here'), 'a', 10)).toEqual([]);
    const few = new ProjectFiles({ maxPaths: 3 });
    expect(await few.find(folderWith(source), 's', 100)).toHaveLength(2);
  });

  it('are read anew after a while, and not at every letter', async () => {
    let now = 1000;
    const files = new ProjectFiles({ now: () => now });
    const folder = folderWith(source);
    expect(await files.find(folder, 'new', 10)).toEqual([]);
    writeFileSync(join(folder, 'new.ts'), '');
    now += 5000;
    expect(await files.find(folder, 'new', 10)).toEqual([]);
    now += 6000;
    expect(await files.find(folder, 'new', 10)).toEqual(['new.ts']);
  });
});
