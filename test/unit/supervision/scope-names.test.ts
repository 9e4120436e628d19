import { describe, expect, it } from 'vitest';
import { scopeMarkerIn, scopePathIn, scopeUnitOf, userUnitIn } from '../../../apps/main/supervision/scope-names.ts';

const user = '/user.slice/user-1000.slice/user@1000.service';
const scope = `${user}/app.slice/app-controltower.slice/controltower-m1.scope`;
const unified = `0::${scope}\n`;
const hybrid = `2:memory:/user.slice\n1:name=systemd:${scope}\n0::${scope}\n`;
const old = `11:pids:/user.slice/user-1000.slice\n1:name=systemd:${scope}\n`;

describe('what the system tells of the control groups of a process', () => {
  it.each([unified, hybrid, old, `0::${scope}/a/folder/of/a/container\n`, '0::/../../controltower-m1.scope\n'])(
    'names the scope that it is in: %j',
    (text) => expect(scopeMarkerIn(text)).toBe('m1'),
  );

  it.each([
    '',
    '0::/\n',
    '0::/controltower-.scope\n',
    '0::/controltower-m1.slice/x\n',
    '0::/controltower-m1.scope.d\n',
    '0::/not-controltower-m1.scope\n',
    `0::${user}/app.slice/app-controltower.slice\n`,
  ])('names none of ours: %j', (text) => expect(scopeMarkerIn(text)).toBeNull());

  it('knows a scope by the name that it was given', () => {
    expect(scopeMarkerIn(`0::/x/${scopeUnitOf('a-b')}\n`)).toBe('a-b');
  });

  it('tells where the scope is in the unified hierarchy, and of no other scope', () => {
    expect(scopePathIn(unified, 'm1')).toBe(scope);
    expect(scopePathIn(hybrid.replace(/\n$/, '/below\n'), 'm1')).toBe(scope);
    expect(scopePathIn(unified, 'm2')).toBeNull();
    expect(scopePathIn(unified, 'm')).toBeNull();
    expect(scopePathIn(old, 'm1')).toBeNull();
    expect(scopePathIn('', 'm1')).toBeNull();
  });

  it.each([
    [`0::${user}/app.slice/app-gnome-tower-42.scope\n`, 'app-gnome-tower-42.scope'],
    [`1:name=systemd:${user}/tower.service\n0::${user}/tower.service\n`, 'tower.service'],
    [`0::${user}/app.slice/app-a\\x2db.scope/inner\n`, 'app-a\\x2db.scope'],
    [`0::${user}/app.slice\n`, null],
    ['0::/user.slice/user-1000.slice/session-3.scope\n', null],
    ['0::/user.slice/user-1001.slice/user@1001.service/app.slice/other.scope\n', null],
    ['0::/system.slice/tower.service\n', null],
    ['0::/\n', null],
    ['', null],
  ])('names the unit of the user that it is in: %j is %j', (text, unit) => expect(userUnitIn(text, 1000)).toBe(unit));
});
