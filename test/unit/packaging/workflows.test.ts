import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appId } from '../../../apps/main/shell/app-id.ts';
import { linkScheme } from '../../../apps/main/shell/deep-link.ts';
import { findPacked } from '../../../scripts/packaging/find-packed.ts';

const root = join(import.meta.dirname, '../../..');
const workflows = join(root, '.github', 'workflows');
const text = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8');

describe.each(readdirSync(workflows))('the workflow %s', (name) => {
  const lines = readFileSync(join(workflows, name), 'utf8').split('\n');

  it('pins every action to a whole version', () => {
    const uses = lines.filter((line) => /\buses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !/uses: [\w-]+\/[\w-]+@v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it('runs only scripts and files that there are', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(text('package.json'));
    const called = lines.flatMap((line) => [...line.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? ''));
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter((script) => scripts[script] === undefined)).toEqual([]);
    const files = lines.flatMap((line) =>
      [...line.matchAll(/(?:-c|run:) (\S+\.ts|\.ci\/run)/g)].map((match) => match[1] ?? ''),
    );
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('may write only where it makes the draft', () => {
    const rights = lines.filter((line) => /: write\b/.test(line)).map((line) => line.trim());
    expect(rights).toEqual(name === 'release.yml' ? ['contents: write'] : []);
  });

  it('uses the Node of the project', () => {
    const { devDependencies }: { devDependencies: Record<string, string> } = JSON.parse(text('package.json'));
    const versions = lines.flatMap((line) => /node-version: (.*)$/.exec(line)?.[1] ?? []);
    expect(new Set(versions)).toEqual(new Set([devDependencies['node']]));
  });
});

describe("the packer's configuration", () => {
  const configuration = text('electron-builder.yml');

  it('names files that there are', () => {
    const named = [...configuration.matchAll(/(?:build|resources)\/[\w./-]*\w\.(?:plist|nsh|png)$/gm)].map(
      ([path]) => path,
    );
    expect(named).toEqual(expect.arrayContaining(['resources/icon.png', 'build/installer.nsh']));
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('gives nobody the right to run foreign code in the app on macOS', () => {
    for (const name of ['entitlements.mac.plist', 'entitlements.mac.inherit.plist']) {
      const keys = [...text('build', name).matchAll(/<key>(.*)<\/key>/g)].map((match) => match[1]);
      expect(keys).toEqual(['com.apple.security.cs.allow-jit']);
    }
  });

  it('gives the app the name that it calls itself on Windows', () => {
    expect(configuration).toContain(`\nappId: ${appId}\n`);
  });

  it('registers the same link scheme on every system', () => {
    expect(configuration).toContain(`schemes: [${linkScheme}]`);
    expect(text('build', 'installer.nsh')).toContain(`Software\\Classes\\${linkScheme}\\shell\\open\\command`);
  });
});

describe('finding what was packed', () => {
  let dist: string;

  beforeEach(() => {
    dist = mkdtempSync(join(tmpdir(), 'dist-'));
  });
  afterEach(() => rmSync(dist, { recursive: true, force: true }));

  it.each([
    ['linux', 'x64', 'linux-unpacked/claude-control-tower', 'linux-unpacked/resources'],
    ['linux', 'arm64', 'linux-arm64-unpacked/claude-control-tower', 'linux-arm64-unpacked/resources'],
    ['win32', 'x64', 'win-unpacked/Claude Control Tower.exe', 'win-unpacked/resources'],
    [
      'darwin',
      'arm64',
      'mac-universal/Claude Control Tower.app/Contents/MacOS/Claude Control Tower',
      'mac-universal/Claude Control Tower.app/Contents/Resources',
    ],
  ] as const)('on %s, %s', (platform, arch, executable, resources) => {
    const archive = join(resources, 'app.asar');
    for (const path of [executable, archive]) {
      mkdirSync(dirname(join(dist, path)), { recursive: true });
      writeFileSync(join(dist, path), '');
    }
    expect(findPacked(dist, platform, arch)).toEqual({
      executable: join(dist, executable),
      archive: join(dist, archive),
    });
    expect(findPacked(dist, 'freebsd', 'ia32')).toBeNull();
  });
});
