import { describe, expect, it } from 'vitest';
import { isAtLeast, minimumVersion, parseClaudeVersion } from '../../../apps/main/claude/discovery/claude-version.ts';
import { loginShellPath } from '../../../apps/main/claude/discovery/login-shell-path.ts';
import type { ProgramCall, RunProgram } from '../../../apps/main/claude/discovery/run-program.ts';
import { pathFolders } from '../../../apps/main/claude/discovery/search-path.ts';
import { usualPlaces } from '../../../apps/main/claude/discovery/usual-places.ts';

describe('parseClaudeVersion', () => {
  it.each([
    ['2.1.197 (Claude Code)\n', '2.1.197'],
    ['a warning first\n2.1.330 (Claude Code)', '2.1.330'],
    ['2.2.0-beta.1 (Claude Code)', '2.2.0-beta.1'],
    ['0.1.0 (Claude Control Tower demo agent)', null],
    ['git version 2.39.5', null],
    ['', null],
  ])('%j is %j', (output, version) => {
    expect(parseClaudeVersion(output)).toBe(version);
  });
});

describe('isAtLeast', () => {
  it.each([
    ['2.1.0', true],
    ['2.1.197', true],
    ['2.10.0', true],
    ['10.0.0', true],
    ['2.0.99', false],
    ['1.9.9', false],
    ['2.1', true],
    ['2.1.0-beta', true],
  ])(`%s is at least ${minimumVersion}: %s`, (version, expected) => {
    expect(isAtLeast(version, minimumVersion)).toBe(expected);
  });
});

describe('pathFolders', () => {
  it('keeps the order and drops what is relative or empty', () => {
    expect(pathFolders('/a::/b:.:bin', 'linux')).toEqual(['/a', '/b']);
    expect(pathFolders('C:\\a;D:\\b', 'win32')).toEqual(['C:\\a', 'D:\\b']);
    expect(pathFolders(undefined, 'linux')).toEqual([]);
  });
});

describe('loginShellPath', () => {
  const shell = (answer: (call: ProgramCall) => string): RunProgram => {
    return (call) => Promise.resolve({ kind: 'ended', exitCode: 0, stdout: answer(call), stderr: '' });
  };

  it('finds PATH among whatever else the start-up files print', async () => {
    const run = shell(({ arguments: args }) => {
      const [begin, end] = (args[1] ?? '').match(/__\w+__/g) ?? [];
      return `welcome!\nPATH=/wrong\n${begin}\nHOME=/home/me\nPATH=/opt/a:/b\nOLDPATH=/x\n${end}\nPATH=/wrong\n`;
    });
    expect(await loginShellPath({ SHELL: '/bin/fish' }, 'darwin', run)).toBe('/opt/a:/b');
  });

  it('is null for a shell that says something else, that is not there, or that takes too long', async () => {
    expect(
      await loginShellPath(
        {},
        'linux',
        shell(() => 'This account is not available.'),
      ),
    ).toBeNull();
    const gone: RunProgram = () => Promise.resolve({ kind: 'notStarted', code: 'ENOENT', message: '' });
    expect(await loginShellPath({ SHELL: '/no' }, 'linux', gone)).toBeNull();
    expect(await loginShellPath({}, 'linux', () => Promise.resolve({ kind: 'timedOut' }))).toBeNull();
  });

  it('asks no shell on Windows', async () => {
    const run: RunProgram = () => Promise.reject(new Error('asked'));
    expect(await loginShellPath({}, 'win32', run)).toBeNull();
  });
});

describe('usualPlaces', () => {
  it('follows the variables of the version managers', async () => {
    const folders = await usualPlaces(
      { VOLTA_HOME: '/v', npm_config_prefix: '/p', BUN_INSTALL: '/b' },
      'linux',
      '/home/me',
    );
    expect(folders).toEqual(
      expect.arrayContaining(['/home/me/.local/bin', '/home/me/.claude/local', '/v/bin', '/p/bin', '/b/bin']),
    );
  });

  it('knows where Windows has it', async () => {
    const folders = await usualPlaces({ APPDATA: 'C:\\R' }, 'win32', 'C:\\Users\\me');
    expect(folders).toEqual(expect.arrayContaining(['C:\\R\\npm', 'C:\\Users\\me\\.local\\bin']));
  });
});
