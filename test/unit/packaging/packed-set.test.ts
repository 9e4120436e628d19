import { describe, expect, it } from 'vitest';
import { judgePacked } from '../../../scripts/packaging/packed-set.ts';

const app = [
  'package.json',
  'out/main/index.cjs',
  'out/main/headless.cjs',
  'out/main/demo-agent.cjs',
  'out/main/checkpoint-thread.cjs',
  'out/main/chunks/tower-a1B2.cjs',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/renderer/assets/index-a1B2.js',
  'resources/icons/256x256.png',
  'resources/tray/idle-light.png',
  'node_modules/better-sqlite3/lib/index.js',
  'node_modules/better-sqlite3/prebuilds/linux-x64.node',
];

describe('judgePacked', () => {
  it('has nothing against the app and what it needs', () => {
    expect(judgePacked(app)).toEqual([]);
  });

  it.each([
    'apps/main/index.ts',
    'out/main/index.cjs.map',
    'out/main/chunks/tower-a1B2.cjs.map',
    'out/inside/bundled-main.json',
    'test/unit/x.test.ts',
    'node_modules/zod/index.js',
    'node_modules/better-sqlite3/src/better_sqlite3.cpp',
    'package-lock.json',
    '.env',
  ])('objects to %s', (path) => {
    expect(judgePacked([...app, path])).toEqual([expect.stringContaining(`${path} is packed`)]);
  });

  it.each(['out/main/checkpoint-thread.cjs', 'out/preload/index.cjs', 'resources/tray/idle-light.png'])(
    'misses %s',
    (path) => {
      expect(judgePacked(app.filter((one) => one !== path))).toEqual([`${path} is not packed, and the app needs it.`]);
    },
  );
});
