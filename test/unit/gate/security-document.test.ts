import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const page = read('docs/security.md');

/** A test file as the page names it, and the tests of it that it quotes after a colon. */
interface Named {
  readonly file: string;
  readonly titles: readonly string[];
}

const named: readonly Named[] = [...page.matchAll(/`([\w./-]+\.(?:test|spec)\.tsx?)`((?::| and)\s“[^”]+”)*/g)].map(
  ([whole, file = '']) => ({ file, titles: [...whole.matchAll(/“([^”]+)”/g)].map(([, title = '']) => title) }),
);

describe('the page on security', () => {
  it('names files of tests that are there', () => {
    expect(named.length).toBeGreaterThan(60);
    expect(named.map(({ file }) => file).filter((file) => !existsSync(join(root, 'test', file)))).toEqual([]);
  });

  it('quotes tests by the names that they have', () => {
    const quotes = named.flatMap(({ file, titles }) => titles.map((title) => ({ file, title })));
    expect(quotes.length).toBeGreaterThan(25);
    expect(quotes.length).toBe(page.split('“').length - 1);
    const missing = quotes.filter(({ file, title }) => !read(`test/${file}`).includes(title));
    expect(missing).toEqual([]);
  });

  it("has each of the twenty points of Electron's checklist, with a test", () => {
    const rows = page.split('\n').filter((line) => /^\| \d+\. /.test(line));
    expect(rows.map((row) => Number(/\d+/.exec(row)?.[0]))).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    for (const row of rows) expect(row).toMatch(/\| [^|]*`[\w./-]+\.(test|spec)\.ts`[^|]*\|$/);
  });
});

describe('package.json', () => {
  it('names one exact version of Electron, and the lock file the same', () => {
    const manifest = z
      .object({ devDependencies: z.object({ electron: z.string() }) })
      .parse(JSON.parse(read('package.json')));
    const lock = z
      .object({ packages: z.object({ 'node_modules/electron': z.object({ version: z.string() }) }) })
      .parse(JSON.parse(read('package-lock.json')));
    expect(manifest.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
    expect(lock.packages['node_modules/electron'].version).toBe(manifest.devDependencies.electron);
    expect(read('docs/release-checklist.md')).toContain('Electron in package.json is the newest');
  });
});
