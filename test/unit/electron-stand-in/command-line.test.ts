import { expect, it } from 'vitest';
import { parseCommandLine } from '../../support/electron-stand-in/app/command-line.ts';

it('reads switches, modules to load first, and the app', () => {
  const read = parseCommandLine([
    '--inspect=0',
    '--no-sandbox',
    '-r',
    'one.cjs',
    '--require',
    'two.cjs',
    'app',
    'file.md',
  ]);
  expect(Object.fromEntries(read.switches)).toEqual({ inspect: '0', 'no-sandbox': '' });
  expect(read.required).toEqual(['one.cjs', 'two.cjs']);
  expect(read.app).toBe('app');
});

it('knows switches behind the app too, and takes -r there for an argument of the app', () => {
  const read = parseCommandLine(['app', '-r', 'x.cjs', '--data=/a=b']);
  expect(read.required).toEqual([]);
  expect(read.switches.get('data')).toBe('/a=b');
});

it('has no app where none was given', () => {
  expect(parseCommandLine(['--version']).app).toBeNull();
});
