import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults } from '../../../scripts/mutate-shell/faults.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const page = read('docs/testing.md');
const specs = 'test/e2e-electron';

/** The cells of a table below a heading, without its head. */
function tableBelow(heading: string): readonly (readonly string[])[] {
  const part = page.split(`\n${heading}\n`)[1]?.split(/\n##/)[0] ?? '';
  const rows = part.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((row) => row.split('|').map((cell) => cell.trim()));
}

/** Whether a spec has a test of this title; a part of it may be filled in as the test is made. */
function hasTest(spec: string, title: string): boolean {
  const written = [...read(`${specs}/${spec}.spec.ts`).matchAll(/\btest\(\s*(['`"])(.+?)\1,/g)];
  return written.some(([, , text = '']) => {
    const parts = text.split(/\$\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.+')}$`).test(title);
  });
}

describe('the page on testing', () => {
  it("names each of Electron's specs, and no other", () => {
    const named = tableBelow('## The Electron specs').map(([, file = '']) => file.replaceAll('`', ''));
    expect(named.toSorted()).toEqual(
      readdirSync(join(root, specs))
        .filter((name) => name.endsWith('.spec.ts'))
        .toSorted(),
    );
  });

  it('lists each fault that is put into the app, in their order, and how many there are', () => {
    const listed = tableBelow('### Faults that the specs must notice').map(([, name]) => name);
    expect(listed).toEqual(faults.map(({ name }) => name));
    expect(page).toContain(`All ${faults.length} are caught`);
  });

  it('names for each fault a test that there is, in a spec that is run for it', () => {
    for (const [, name = '', seenBy = ''] of tableBelow('### Faults that the specs must notice')) {
      const [, spec = '', title = ''] = /^`([\w-]+)`: (.+)$/.exec(seenBy) ?? [];
      expect(faults.find((fault) => fault.name === name)?.specs.join(), name).toContain(spec);
      expect(hasTest(spec, title), `${spec}: ${title}`).toBe(true);
    }
  });
});
