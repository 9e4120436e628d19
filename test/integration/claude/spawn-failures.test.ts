import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder, Life, shellProgram, type LifeOptions } from './lives.ts';

/** The problem with which a start fails; nothing may be left in the ledger. */
async function problemOf(options: LifeOptions): Promise<{ readonly code: string; readonly message: string }> {
  const life = new Life(options);
  const started = await life.begin();
  if (started.ok) throw new Error('It started.');
  expect(life.store.all()).toEqual([]);
  expect(await life.alive()).toEqual([]);
  return started.problem;
}

describe('a process that cannot be started', () => {
  it('for want of its folder', async () => {
    const directory = join(emptyFolder(), 'gone');
    expect(await problemOf({ directory })).toMatchObject({ code: 'directory.missing', params: { path: directory } });
  });

  it('because its folder is a file', async () => {
    const directory = join(emptyFolder(), 'file');
    writeFileSync(directory, '');
    expect(await problemOf({ directory })).toMatchObject({ code: 'directory.notDirectory' });
    expect(await problemOf({ directory: join(directory, 'below') })).toMatchObject({ code: 'directory.missing' });
  });

  it('for want of the program', async () => {
    const command = join(emptyFolder(), 'claude');
    const problem = await problemOf({ command });
    expect(problem.code).toBe('cli.notFound');
    expect(problem.message).toContain(command);
  });

  it('because the program should be below a file', async () => {
    const file = join(emptyFolder(), 'file');
    writeFileSync(file, '');
    expect(await problemOf({ command: join(file, 'claude') })).toMatchObject({ code: 'cli.notFound' });
  });

  it('because the program may not be executed, or is a folder', async () => {
    const command = join(emptyFolder(), 'claude');
    writeFileSync(command, '#!/bin/sh\n');
    chmodSync(command, 0o644);
    expect(await problemOf({ command })).toMatchObject({ code: 'cli.notExecutable', params: { path: command } });
    const folder = join(emptyFolder(), 'claude');
    mkdirSync(folder);
    expect(await problemOf({ command: folder })).toMatchObject({ code: 'cli.notExecutable' });
  });

  it('because what should run the program is missing', async () => {
    const command = shellProgram('true', '#!/nowhere/to/be/found');
    expect(await problemOf({ command })).toMatchObject({ code: 'cli.notExecutable', params: { path: command } });
  });

  it('because an argument is longer than the system takes', async () => {
    const long = `--append-system-prompt=${'x'.repeat(190_000)}`;
    expect(await problemOf({ arguments: [long] })).toMatchObject({ code: 'cli.badArguments' });
  });

  it('because an argument or the environment holds a zero byte', async () => {
    expect(await problemOf({ arguments: ['--append-system-prompt=a\0b'] })).toMatchObject({ code: 'cli.badArguments' });
    expect(await problemOf({ environment: { NOTE: 'a\0b' } })).toMatchObject({ code: 'cli.badArguments' });
    expect(await problemOf({ command: '/bin/a\0b' })).toMatchObject({ code: 'cli.badArguments' });
    expect(await problemOf({ directory: '/tmp/a\0b' })).toMatchObject({ code: 'directory.missing' });
  });

  it('and says so without the command line, in which there may be prompts and secrets', async () => {
    const problems = [
      await problemOf({ command: '/nowhere/claude', arguments: ['--append-system-prompt=hush'] }),
      await problemOf({ environment: { TOKEN: 'hush\0' } }),
      await problemOf({ arguments: [`hush${'x'.repeat(190_000)}`] }),
    ];
    expect(JSON.stringify(problems)).not.toContain('hush');
    expect(problems[0]).toMatchObject({ detail: expect.stringContaining('ENOENT') as string });
  });

  it('because it cannot be noted: then it is not started at all', async () => {
    const directory = emptyFolder();
    const life = new Life({ directory, command: shellProgram('touch was-here'), arguments: [] });
    life.store.full = true;
    const started = await life.begin();
    expect(started).toMatchObject({ ok: false, problem: { code: 'storage.full' } });
    expect(existsSync(join(directory, 'was-here'))).toBe(false);
  });
});
