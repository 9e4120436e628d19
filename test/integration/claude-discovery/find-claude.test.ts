import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findClaude, locateClaude } from '../../../apps/main/claude/discovery/find-claude.ts';
import { newComputer } from './fake-computer.ts';

/** The computer that runs the tests may have a CLI in /usr/bin; it is none of ours. */
const own = <T extends { readonly path: string }>(root: string, candidates: readonly T[]): readonly T[] =>
  candidates.filter((candidate) => candidate.path.startsWith(root));

describe('findClaude', () => {
  it('finds it in the settings, PATH, the PATH of the login shell and the usual places, in that order', async () => {
    const computer = newComputer();
    const settingsPath = computer.installClaude('mine/claude-next', '2.1.4');
    computer.installClaude('usual/claude', '2.1.1');
    computer.installClaude('from-shell/claude', '2.1.2');
    computer.installClaude('bin/claude', '2.1.3');
    const options = computer.options(['bin']);
    const environment = { ...options.environment, SHELL: computer.installShell('from-shell') };
    const found = own(computer.root, await findClaude({ ...options, environment, settingsPath }));
    expect(found.map(({ source, version, problem }) => [source, version, problem])).toEqual([
      ['settings', '2.1.4', null],
      ['path', '2.1.3', null],
      ['loginShell', '2.1.2', null],
      ['usualPlace', '2.1.1', null],
    ]);
  });

  it('names one file once, however many links lead to it', async () => {
    const computer = newComputer();
    const real = computer.installClaude('bin/claude', '2.1.3');
    computer.write('usual/.keep', '');
    symlinkSync(real, computer.path('usual/claude'));
    const found = own(computer.root, await findClaude(computer.options(['bin'])));
    expect(found.map(({ path }) => path)).toEqual([real]);
  });

  it('does not take folders and files without the right to run for a CLI', async () => {
    const computer = newComputer();
    computer.write('bin/claude', 'text', 0o644);
    const found = own(computer.root, await findClaude(computer.options(['bin'])));
    expect(found).toEqual([]);
  });
});

describe('locateClaude', () => {
  it('passes over one that does not work', async () => {
    const computer = newComputer();
    computer.write('broken/claude', '#!/bin/sh\nexit 1\n');
    computer.installClaude('old/claude', '1.0.50');
    const good = computer.installClaude('good/claude', '2.1.200');
    const located = await locateClaude(computer.options(['broken', 'old', 'good']));
    expect(located).toEqual({ ok: true, value: { path: good, version: '2.1.200' } });
  });

  it('uses the one of the settings and no other, also when it is broken', async () => {
    const computer = newComputer();
    computer.installClaude('good/claude', '2.1.200');
    const settingsPath = computer.path('gone/claude');
    const located = await locateClaude({ ...computer.options(['good']), settingsPath });
    expect(located).toMatchObject({
      ok: false,
      problem: { code: 'cli.notFound', params: { where: ` at ${settingsPath}` } },
    });
  });

  it('understands ~ in the settings', async () => {
    const computer = newComputer();
    const path = computer.installClaude('mine/claude', '2.1.5');
    const located = await locateClaude({ ...computer.options(), settingsPath: '~/mine/claude' });
    expect(located).toEqual({ ok: true, value: { path, version: '2.1.5' } });
  });

  it('says that the only one is too old, rather than that there is none', async () => {
    const computer = newComputer();
    computer.installClaude('old/claude', '2.0.77');
    const options = computer.options();
    const located = await locateClaude({ ...options, environment: { PATH: computer.path('old') } });
    expect(located).toMatchObject({ ok: false, problem: { code: 'cli.tooOld', params: { version: '2.0.77' } } });
  });

  it('says that there is none', async () => {
    const computer = newComputer();
    const located = await locateClaude({ ...computer.options(), environment: { PATH: computer.path('empty') } });
    expect(located).toMatchObject({ ok: false, problem: { code: 'cli.notFound' } });
  });
});
