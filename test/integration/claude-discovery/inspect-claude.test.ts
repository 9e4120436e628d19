import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { inspectClaude } from '../../../apps/main/claude/discovery/inspect-claude.ts';
import { runProgram } from '../../../apps/main/claude/discovery/run-program.ts';
import { newComputer } from './fake-computer.ts';

const options = {
  environment: { PATH: '/usr/bin:/bin', CLAUDECODE: '1' },
  platform: process.platform,
  run: runProgram,
};

describe('inspectClaude', () => {
  it('reads the version', async () => {
    const path = newComputer().installClaude('claude', '2.1.330');
    expect(await inspectClaude(path, options)).toEqual({ ok: true, value: { version: '2.1.330' } });
  });

  it('says what is missing', async () => {
    const path = newComputer().path('claude');
    expect(await inspectClaude(path, options)).toMatchObject({ ok: false, problem: { code: 'cli.notFound' } });
  });

  it.each([
    [
      'one that fails',
      '#!/bin/sh\necho "native binary not installed" >&2\nexit 1\n',
      0o755,
      'native binary not installed',
    ],
    ['one whose interpreter is gone', '#!/no/such/interpreter\n', 0o755, 'ENOENT'],
    ['one that may not be run', '#!/bin/sh\n', 0o644, 'EACCES'],
    ['what is no program at all', '\u0000\u0001\u0002not a program', 0o755, ''],
    ['an empty file', '', 0o755, ''],
    ['one that says nothing', '#!/bin/sh\n', 0o755, 'It said nothing'],
  ])('refuses %s, with evidence', async (_, content, mode, evidence) => {
    const path = newComputer().write('claude', content, mode);
    const inspected = await inspectClaude(path, options);
    expect(inspected).toMatchObject({ ok: false, problem: { code: 'cli.notExecutable', params: { path } } });
    expect(inspected.ok ? '' : inspected.problem.detail).toContain(evidence);
  });

  it.each([
    ['another program', 'echo "ImageMagick 7"', 'ImageMagick 7'],
    ['the demo agent', 'echo "0.1.0 (Claude Control Tower demo agent)"', 'demo agent'],
  ])('refuses %s for what it is', async (_, command, evidence) => {
    const path = newComputer().write('claude', `#!/bin/sh\n${command}\n`, 0o755);
    const inspected = await inspectClaude(path, options);
    expect(inspected).toMatchObject({ ok: false, problem: { code: 'cli.notClaude', params: { path } } });
    expect(inspected.ok ? '' : inspected.problem.detail).toContain(evidence);
  });

  it('refuses a folder', async () => {
    const path = newComputer().path('claude');
    mkdirSync(path);
    expect(await inspectClaude(path, options)).toMatchObject({ ok: false, problem: { code: 'cli.notExecutable' } });
  });

  it('refuses a version that was never tried', async () => {
    const path = newComputer().installClaude('claude', '1.0.128');
    const inspected = await inspectClaude(path, options);
    expect(inspected).toMatchObject({
      ok: false,
      problem: { code: 'cli.tooOld', params: { version: '1.0.128', needed: '2.1.0' } },
    });
  });

  it('gives it the programs of its own folder, and does not let it believe that it is the child of a session', async () => {
    const computer = newComputer();
    computer.write('bin/sibling', '#!/bin/sh\necho 2.1.9\n');
    const path = computer.write('bin/claude', '#!/bin/sh\n[ -z "$CLAUDECODE" ] && echo "$(sibling) (Claude Code)"\n');
    expect(await inspectClaude(path, options)).toEqual({ ok: true, value: { version: '2.1.9' } });
  });
});

describe('runProgram', () => {
  it('ends a program whose time is up, with what it started', async () => {
    const computer = newComputer();
    const file = computer.write('hang', `#!/bin/sh\nsleep 60 &\necho $! > "${computer.path('pid')}"\nwait\n`);
    const run = await runProgram({ file, arguments: [], environment: { PATH: '/usr/bin:/bin' }, timeoutMs: 300 });
    expect(run).toEqual({ kind: 'timedOut' });
    const pid = Number(readFileSync(computer.path('pid'), 'utf8'));
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 5000 });
  });
});

/** A process that is dead and not yet buried (a zombie) is not alive. */
function isAlive(pid: number): boolean {
  if (existsSync('/proc/self/stat')) {
    const file = `/proc/${pid}/stat`;
    return existsSync(file) && !readFileSync(file, 'utf8').includes(') Z ');
  }
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
