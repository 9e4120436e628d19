import { describe, expect, it } from 'vitest';
import type { BuiltFile } from '../../../../scripts/gate/built-app/built-files.ts';
import { judgeMain, judgePreload } from '../../../../scripts/gate/built-app/judge-requests.ts';

const file = (path: string, text: string): BuiltFile => ({ path, text });

describe('judgePreload', () => {
  const judge = (text: string) => judgePreload([file('preload/index.cjs', text)]);

  it('has nothing against what the sandbox gives', () => {
    expect(judge('require("electron"); require("events"); require("timers"); require("url");')).toEqual([]);
  });

  it.each([
    ['a module of Node', 'require("fs")', 'cannot require fs'],
    ['a package', 'require("zod")', 'cannot require zod'],
    ['another part of the build', 'require("./chunks/a.cjs")', 'cannot require ./chunks/a.cjs'],
    ['an ES module', 'import { ipcRenderer } from "electron";', 'cannot import'],
    ['a late import', 'import("electron")', 'cannot import'],
    ['what is known at run time', 'require(name)', 'only known at run time'],
  ])('objects to %s', (_, text, fault) => {
    expect(judge(text)).toEqual([expect.stringContaining(fault)]);
  });

  it('objects to a preload of two files, and to none', () => {
    const two = [file('preload/index.cjs', ''), file('preload/chunks/a.cjs', '')];
    expect(judgePreload(two)).toEqual([expect.stringContaining('preload/chunks/a.cjs')]);
    expect(judgePreload([])).toEqual(['preload/index.cjs is missing.']);
  });
});

describe('judgeMain', () => {
  const good: readonly BuiltFile[] = [
    file('main/index.cjs', 'require("electron"); require("node:fs"); require("./chunks/tower.cjs");'),
    file('main/headless.cjs', 'require("./chunks/tower.cjs");'),
    file('main/demo-agent.cjs', 'require("readline");'),
    file('main/checkpoint-thread.cjs', 'require("worker_threads");'),
    file('main/chunks/tower.cjs', 'require("better-sqlite3");'),
  ];
  it('has nothing against modules of Node, Electron, better-sqlite3 and parts of the build', () => {
    expect(judgeMain(good, ['better-sqlite3'])).toEqual([]);
  });

  it.each([
    ['zod is not bundled', 'main/chunks/tower.cjs', 'require("zod")'],
    ['@scope/name is not bundled', 'main/chunks/tower.cjs', 'import("@scope/name")'],
    ['it loads something that is only known at run time', 'main/chunks/tower.cjs', 'require(name)'],
    ['./chunks/gone.cjs is not in the build', 'main/index.cjs', 'require("./chunks/gone.cjs")'],
    ['main/headless.cjs runs without Electron', 'main/headless.cjs', 'require("electron")'],
    ['main/headless.cjs runs without Electron', 'main/chunks/tower.cjs', 'function late() { require("electron") }'],
  ])('objects: %s', (fault, path, text) => {
    const files = [...good.filter((one) => one.path !== path), file(path, text)];
    expect(judgeMain(files, ['better-sqlite3'])).toEqual([expect.stringContaining(fault)]);
  });

  it('objects to a program that is missing', () => {
    const files = good.filter((one) => one.path !== 'main/demo-agent.cjs');
    expect(judgeMain(files, ['better-sqlite3'])).toEqual(['main/demo-agent.cjs is missing.']);
    expect(judgeMain([], ['better-sqlite3'])).toEqual(['main/ has no program.']);
  });

  it('objects to a package that is packed twice, or not at all', () => {
    expect(judgeMain(good, ['better-sqlite3', 'zod'])).toEqual([expect.stringContaining('zod is bundled')]);
    expect(judgeMain(good, [])).toEqual([expect.stringContaining('better-sqlite3 is required at run time')]);
  });
});
