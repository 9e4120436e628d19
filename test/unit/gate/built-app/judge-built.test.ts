import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBuiltFiles } from '../../../../scripts/gate/built-app/built-files.ts';
import { judgeBuilt } from '../../../../scripts/gate/built-app/check-built-app.ts';

const page = `<head><meta http-equiv="Content-Security-Policy" content="default-src 'self'; base-uri 'none'">
<script type="module" src="./assets/index.js"></script></head>`;
const app: Readonly<Record<string, string>> = {
  'main/index.cjs': `require("electron"); function developmentAddress() {} developmentAddress(app.isPackaged);`,
  'main/index.cjs.map': 'no script',
  'main/headless.cjs': 'require("./chunks/tower.cjs");',
  'main/demo-agent.cjs': '',
  'main/checkpoint-thread.cjs': '',
  'main/chunks/tower.cjs': 'require("better-sqlite3");',
  'preload/index.cjs': 'require("electron");',
  'renderer/index.html': page,
  'renderer/assets/index.js': '',
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'built-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function judge(change: Readonly<Record<string, string | null>> = {}): readonly string[] {
  for (const [path, text] of Object.entries({ ...app, ...change })) {
    if (text === null) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return judgeBuilt(readBuiltFiles(folder), ['better-sqlite3']);
}

describe('judgeBuilt', () => {
  it('has nothing against an app of the right shape', () => {
    expect(judge()).toEqual([]);
  });

  it.each([
    ['a page that was not built', { 'renderer/index.html': null }, 'renderer/index.html is missing.'],
    ['a page whose script was not built', { 'renderer/assets/index.js': null }, 'which was not built'],
    ['a preload in two parts', { 'preload/chunks/a.cjs': '' }, 'a sandboxed preload is one file'],
    ['a preload with Node', { 'preload/index.cjs': 'require("fs");' }, 'cannot require fs'],
    ['a package that is not there', { 'main/demo-agent.cjs': 'require("zod");' }, 'zod is not bundled'],
    ['a part that is not there', { 'main/chunks/tower.cjs': null }, './chunks/tower.cjs is not in the build'],
    ['a development server', { 'main/headless.cjs': 'process.env.ELECTRON_RENDERER_URL;' }, 'is read outside'],
  ])('objects to %s', (_, change, fault) => {
    expect(judge(change)).toEqual([expect.stringContaining(fault)]);
  });
});
