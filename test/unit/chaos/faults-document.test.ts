import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const rows = readFileSync(join(root, 'docs', 'faults.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.split('|').length === 7)
  .filter((line) => !/^\| (fault |-)/.test(line));

it('has a row for each fault, and each row names tests', () => {
  expect(rows.length).toBeGreaterThan(30);
  for (const row of rows) expect(row.split('|').at(-2), row).toMatch(/`[^`]+\.(test|spec)\.ts`/);
});

it('names tests that are there', () => {
  const named = rows.flatMap((row) =>
    [...(row.split('|').at(-2) ?? '').matchAll(/`([^`]+)`/g)].map(([, path]) => path ?? ''),
  );
  expect(named.filter((path) => !existsSync(join(root, 'test', path)))).toEqual([]);
});
