import { describe, expect, it } from 'vitest';
import { inScope } from '../../../apps/main/supervision/scope-command.ts';

const manager = { program: '/usr/bin/systemd-run', version: 252, environment: { XDG_RUNTIME_DIR: '/run/user/7' } };
const start = { command: '/opt/claude', arguments: ['-p', '--x=$HOME'], environment: { A: '1' } };
const optionsOf = (words: readonly string[]): readonly string[] => words.slice(0, words.indexOf('--'));

describe('a program in a scope', () => {
  it('is what systemd-run becomes, with its own arguments and environment', () => {
    const scoped = inScope(manager, 'tower.scope', 'm1', start);
    expect(scoped.command).toBe('/usr/bin/systemd-run');
    expect(scoped.arguments.slice(scoped.arguments.indexOf('--'))).toEqual(['--', '/opt/claude', '-p', '--x=$HOME']);
    expect(scoped.arguments).toContain('--unit=controltower-m1.scope');
    expect(scoped.environment).toEqual({ A: '1', XDG_RUNTIME_DIR: '/run/user/7' });
  });

  it('keeps what a person set for it, where the manager is found by something else', () => {
    const own = { ...start, environment: { XDG_RUNTIME_DIR: '/mine' } };
    const scoped = inScope(manager, 'tower.scope', 'm1', own);
    expect(scoped.environment['XDG_RUNTIME_DIR']).toBe('/run/user/7');
    expect(optionsOf(scoped.arguments)).toContain('--setenv=XDG_RUNTIME_DIR=/mine');
    const same = { ...start, environment: { XDG_RUNTIME_DIR: '/run/user/7' } };
    expect(inScope(manager, 'tower.scope', 'm1', same).arguments.join()).not.toContain('--setenv');
  });

  it('never has its command line in the log of the system', () => {
    const { arguments: words } = inScope(manager, 'tower.scope', 'm1', start);
    expect(optionsOf(words)).toContain('--description=An agent of Claude Control Tower');
    expect(optionsOf(words)).toContain('--quiet');
  });

  it('ends after our unit and because of it, whatever that is called', () => {
    const options = optionsOf(inScope(manager, 'app-a\\x2db.scope', 'm1', start).arguments);
    expect(options).toContain('--property=BindsTo=app-a\\\\x2db.scope');
    expect(options).toContain('--property=Before=app-a\\\\x2db.scope');
  });

  it('asks of a systemd only what its version knows', () => {
    const asked = (version: number): string =>
      optionsOf(inScope({ ...manager, version }, 'tower.scope', 'm1', start).arguments).join(' ');
    expect(asked(252)).not.toMatch(/OOMPolicy|expand-environment/);
    expect(asked(253)).toContain('--property=OOMPolicy=continue');
    expect(asked(253)).not.toContain('expand-environment');
    expect(asked(254)).toContain('--expand-environment=no');
  });
});
