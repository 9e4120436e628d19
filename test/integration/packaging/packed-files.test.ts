import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeInside } from '../../../scripts/packaging/describe-inside.ts';
import type { PackageInside } from '../../../scripts/packaging/package-inside.ts';
import { packWithStub, type PackedApp } from '../../../scripts/packaging/pack-with-stub.ts';
import { judgePacked } from '../../../scripts/packaging/packed-set.ts';
import { readFuses } from '../../../scripts/packaging/stub-electron.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const packing = 180_000;

let scratch: string;
let packages: readonly PackageInside[];
let linux: PackedApp;
let windows: PackedApp;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'packed-'));
  packages = describeInside(root);
  const folder = (name: string): string => {
    mkdirSync(join(scratch, name));
    return join(scratch, name);
  };
  linux = await packWithStub(root, folder('linux'), { system: 'linux', arch: 'x64' });
  windows = await packWithStub(root, folder('windows'), { system: 'win', arch: 'arm64' });
}, packing);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const pathsOf = (app: PackedApp): readonly string[] => app.archive().map((file) => file.path);

describe('what is packed', () => {
  it('is what was built and what it needs at run time, every part of it: no sources, tests, maps or tools', () => {
    for (const app of [linux, windows]) expect(judgePacked(pathsOf(app))).toEqual([]);
  });

  it('has the binary of its own system alone, and that lies outside of the archive', () => {
    const natives = (app: PackedApp) => app.archive().filter((file) => file.path.endsWith('.node'));
    const folder = 'node_modules/better-sqlite3/prebuilds';
    expect(natives(linux)).toEqual([expect.objectContaining({ path: `${folder}/linux-x64.node`, unpacked: true })]);
    expect(natives(windows)).toEqual([expect.objectContaining({ path: `${folder}/win32-arm64.node`, unpacked: true })]);
    expect(linux.files()).toContain(`resources/app.asar.unpacked/${folder}/linux-x64.node`);
    expect(linux.files().filter((path) => path.endsWith('.node'))).toHaveLength(1);
  });

  it('stays small: everything of ours within 16 MB', () => {
    const bytes = linux.archive().reduce((sum, file) => sum + file.bytes, 0);
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(bytes).toBeLessThan(16_000_000);
  });

  it('keeps our licence and those of Electron and Chromium, and two languages of its menus', () => {
    for (const app of [linux, windows]) {
      expect(app.files()).toEqual(expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']));
      expect(app.files()).toContain('resources/inside/LICENSE.txt');
      expect(app.files().filter((path) => path.startsWith('locales/'))).toEqual([
        'locales/en-US.pak',
        'locales/ko.pak',
      ]);
    }
  });

  it('tells what is inside: each package in the list of parts and in the licences', () => {
    const read = (name: string): string => readFileSync(join(linux.resources, 'inside', name), 'utf8');
    const list: { components: { purl: string }[] } = JSON.parse(read('sbom.cdx.json'));
    const named = list.components.map((component) => decodeURIComponent(component.purl.slice('pkg:npm/'.length)));
    expect(named).toEqual(packages.map((inside) => `${inside.name}@${inside.version}`));
    for (const name of ['better-sqlite3', 'electron', 'react', 'zod', 'ws', 'execa']) {
      expect(packages.map((inside) => inside.name)).toContain(name);
    }
    expect(packages.map((inside) => inside.name)).not.toContain('vitest');
    for (const inside of packages) expect(read('licences.txt')).toContain(`\n${inside.name} ${inside.version} (`);
  });

  it('blows the fuses: it runs as Node for the demo agent, and nothing more than that', () => {
    for (const app of [linux, windows]) {
      expect(readFuses(app.executable)).toEqual({
        runAsNode: true,
        cookieEncryption: true,
        nodeOptions: false,
        nodeCliInspect: false,
        asarIntegrity: true,
        onlyLoadAppFromAsar: true,
        ownV8Snapshot: false,
        filePrivileges: false,
      });
    }
  });
});

describe('what was packed, run by Node', () => {
  let folder: string;

  beforeAll(() => {
    folder = join(scratch, 'extracted');
    linux.extract(folder);
  });

  const node = (file: string, words: readonly string[], cwd = folder) =>
    run(process.execPath, [join(folder, file), ...words], {
      cwd,
      env: { ...process.env, CONTROL_TOWER_DEMO_PACE: '0' },
    });

  it('has a demo agent that starts', async () => {
    const { stdout } = await node('out/main/demo-agent.cjs', ['--version']);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+ \(Claude Control Tower demo agent\)\n$/);
  });

  it('does a task from the prompt to the database, without anything else of the project', async () => {
    const work = join(scratch, 'work');
    mkdirSync(work);
    writeFileSync(join(work, 'hello.md'), 'Say hello.');
    const data = join(scratch, 'data');
    const { stdout } = await node('out/main/headless.cjs', ['run', 'hello.md', '--demo', '--data', data], work);
    expect(stdout).toMatch(/1 of 1 completed\.\n$/);
    expect(existsSync(data)).toBe(true);
  });
});
