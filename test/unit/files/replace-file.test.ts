import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceFile } from '../../../apps/main/files/replace-file.ts';

describe('a file that is written anew', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'replace-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const write = (text: string) => async (file: { write(text: string): Promise<unknown> }) => {
    await file.write(text);
  };

  it('is the new one, alone in its folder, and for its owner alone where there was none', async () => {
    const path = join(folder, 'out.md');
    await replaceFile(path, write('one'));
    expect(statSync(path).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    await replaceFile(path, write('two'));
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(folder)).toEqual(['out.md']);
  });

  it('is the old one, to the last letter, when the disk is full halfway', async () => {
    const path = join(folder, 'out.md');
    writeFileSync(path, 'the old words');
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    const saved = replaceFile(path, async (file) => {
      await file.write('x'.repeat(100_000));
      throw full;
    });
    await expect(saved).rejects.toBe(full);
    expect(readFileSync(path, 'utf8')).toBe('the old words');
    expect(readdirSync(folder)).toEqual(['out.md']);
  });

  it('is never there in part, also while it is written', async () => {
    const path = join(folder, 'out.md');
    writeFileSync(path, 'the old words');
    await replaceFile(path, async (file) => {
      await file.write('half');
      expect(readFileSync(path, 'utf8')).toBe('the old words');
      await file.write(' whole');
    });
    expect(readFileSync(path, 'utf8')).toBe('half whole');
  });

  it('may have the longest name there is', async () => {
    const path = join(folder, `${'n'.repeat(252)}.md`);
    await replaceFile(path, write('one'));
    expect(readFileSync(path, 'utf8')).toBe('one');
  });

  it('cannot be written where there is no folder, or where a folder stands', async () => {
    await expect(replaceFile(join(folder, 'no', 'out.md'), write('one'))).rejects.toThrow('ENOENT');
    mkdirSync(join(folder, 'out.md'));
    await expect(replaceFile(join(folder, 'out.md'), write('one'))).rejects.toThrow(/EISDIR|EPERM/);
    expect(readdirSync(folder)).toEqual(['out.md']);
  });

  it('is the old one when the new one is not wanted any more once it is complete', async () => {
    const path = join(folder, 'out.md');
    writeFileSync(path, 'old');
    expect(await replaceFile(path, write('new'), () => Promise.resolve(false))).toBe(false);
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['old', ['out.md']]);
    expect(await replaceFile(path, write('new'), () => Promise.resolve(true))).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  it('keeps its permissions, and what links to it', async () => {
    if (process.platform === 'win32') return;
    const path = join(folder, 'out.md');
    writeFileSync(path, 'old');
    chmodSync(path, 0o640);
    symlinkSync(path, join(folder, 'link.md'));
    await replaceFile(join(folder, 'link.md'), write('new'));
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).sort()).toEqual(['link.md', 'out.md']);
    await replaceFile('/dev/null', write('nothing'));
    expect(statSync('/dev/null').isFile()).toBe(false);
  });
});
