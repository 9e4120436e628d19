import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newsSince } from '../../../../apps/renderer/features/news/news-since.ts';
import { releaseNotes } from '../../../../apps/renderer/features/news/release-notes.ts';
import { compareVersions, readVersion } from '../../../../apps/renderer/features/news/version-order.ts';

const compare = (one: string, other: string): number => {
  const [a, b] = [readVersion(one), readVersion(other)];
  if (a === null || b === null) throw new Error(`no version: ${one} or ${other}`);
  return Math.sign(compareVersions(a, b));
};

describe('the order of versions', () => {
  it('is that of semver.org', () => {
    const ordered = [
      '0.0.9',
      '0.1.0-alpha',
      '0.1.0-alpha.1',
      '0.1.0-alpha.beta',
      '0.1.0-beta',
      '0.1.0-beta.2',
      '0.1.0-beta.11',
      '0.1.0-rc.1',
      '0.1.0',
      '0.1.1',
      '0.2.0',
      '0.10.0',
      '1.0.0',
    ];
    for (const [i, one] of ordered.entries()) {
      for (const [j, other] of ordered.entries()) expect(compare(one, other), `${one} ${other}`).toBe(Math.sign(i - j));
    }
    expect(compare('1.0.0+a', '1.0.0+b')).toBe(0);
  });

  it.each(['', 'x', '1', '1.2', '1.2.3.4', 'v1.2.3', '1.2.3-', '1.2.-3', '1.2.3-a..b', '9999999999.0.0'])(
    'takes %j for no version',
    (text) => {
      expect(readVersion(text)).toBeNull();
    },
  );

  it('reads what it is given, whatever that is, and turns with its sides', () => {
    const number = fc.nat(20);
    const version = fc
      .tuple(number, number, number, fc.option(fc.stringMatching(/^[0-9a-z]{1,3}(\.[0-9a-z]{1,3})?$/)))
      .map(([a, b, c, preview]) => `${a}.${b}.${c}${preview === null ? '' : `-${preview}`}`);
    fc.assert(
      fc.property(version, version, (one, other) => {
        expect(compare(one, other) + compare(other, one)).toBe(0);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => readVersion(text)).not.toThrow();
      }),
    );
  });
});

describe('newsSince', () => {
  const notes = ['0.3.0', '0.2.1', '0.2.0', '0.1.0'].map((version) => ({ version, en: [version], ko: [version] }));
  const since = (seen: string, current: string): readonly string[] =>
    newsSince(seen, current, notes).map(({ version }) => version);

  it.each([
    ['0.1.0', '0.1.0', []],
    ['0.1.0', '0.2.0', ['0.2.0']],
    ['0.1.0', '0.3.0', ['0.3.0', '0.2.1', '0.2.0']],
    ['0.2.0', '0.2.5', ['0.2.1']],
    ['0.3.0', '0.3.1', []],
    // A downgrade.
    ['0.3.0', '0.2.0', []],
    // Previews have the notes of what comes, also a second time when it is there.
    ['0.2.1', '0.3.0-beta.1', ['0.3.0']],
    ['0.3.0-beta.1', '0.3.0-beta.2', ['0.3.0']],
    ['0.3.0-beta.2', '0.3.0', ['0.3.0']],
    ['0.3.0', '0.3.0-beta.2', []],
    ['garbage', '0.3.0', []],
    ['0.1.0', 'garbage', []],
    ['', '0.3.0', []],
  ])('of %s, when %s runs', (seen, current, news) => {
    expect(since(seen, current)).toEqual(news);
  });
});

describe('the notes of releases', () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../package.json'), 'utf8')) as {
    version: string;
  };

  it(`are there for the version of package.json, ${version}`, () => {
    const current = readVersion(version);
    const noted = releaseNotes.map((notes) => notes.version);
    expect(noted).toContain(current?.numbers.join('.'));
    // None for what is not there yet.
    expect(noted[0]).toBe(current?.numbers.join('.'));
  });

  it('stand the newest first, each once, with the same lines in both languages', () => {
    for (const [at, { version: one, en, ko }] of releaseNotes.entries()) {
      const next = releaseNotes[at + 1];
      if (next !== undefined) expect(compare(one, next.version), `${one}, ${next.version}`).toBe(1);
      expect(en.length).toBeGreaterThan(0);
      expect(ko).toHaveLength(en.length);
      for (const line of [...en, ...ko]) expect(line).toMatch(/\S.*\.$/);
      for (const line of ko) expect(line).toMatch(/[\u{ac00}-\u{d7a3}].*니다\.$/u);
    }
  });
});
