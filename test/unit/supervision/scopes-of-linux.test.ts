import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { LinuxProcessTable } from '../../../apps/main/supervision/linux-process-table.ts';
import { LinuxUsageTable } from '../../../apps/main/supervision/tree-usage-linux.ts';

const info = (pid: number) => ({ pid, parentPid: 1, startTime: '1', ended: false });

describe('Linux, with control groups', () => {
  let proc: string;
  let mount: string;
  beforeEach(() => {
    const folder = mkdtempSync(join(tmpdir(), 'control-tower-groups-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    [proc, mount] = [join(folder, 'proc'), join(folder, 'mount')];
  });

  function run(pid: number, groups: string, environment = ''): void {
    mkdirSync(join(proc, String(pid)), { recursive: true });
    writeFileSync(join(proc, String(pid), 'cgroup'), groups);
    writeFileSync(join(proc, String(pid), 'environ'), environment);
  }

  function group(path: string): string {
    mkdirSync(join(mount, path), { recursive: true });
    const file = join(mount, path, 'cgroup.kill');
    writeFileSync(file, '');
    return file;
  }

  it('finds who is in a scope, at any depth, and nobody else', async () => {
    run(10, '0::/a/controltower-m1.scope\n');
    run(11, '1:name=systemd:/a/controltower-m1.scope/b\n0::/\n');
    run(12, '0::/a/controltower-m2.scope\n');
    run(13, '0::/a\n');
    const table = new LinuxProcessTable(proc, [mount]);
    expect(await table.inScope('m1', [10, 11, 12, 13, 99].map(info))).toEqual([10, 11]);
  });

  it('ends a scope as a whole, and touches no other', async () => {
    run(9, '0::/a\n');
    run(10, '0::/a/controltower-m1.scope/b\n');
    const [whole, above, below] = [group('a/controltower-m1.scope'), group('a'), group('a/controltower-m1.scope/b')];
    await new LinuxProcessTable(proc, [join(mount, 'elsewhere'), mount]).endScope('m1', [9, 10].map(info));
    expect([whole, above, below].map((file) => readFileSync(file, 'utf8'))).toEqual(['1', '', '']);
  });

  it('does nothing for a scope of which nobody is left, or where the system cannot end one', async () => {
    run(10, '0::/a/controltower-m1.scope\n');
    run(12, '0::/a/controltower-m2.scope\n');
    mkdirSync(join(mount, 'a/controltower-m1.scope'), { recursive: true });
    const other = group('a/controltower-m2.scope');
    const table = new LinuxProcessTable(proc, [mount]);
    await table.endScope('m1', [info(10), info(12)]);
    await table.endScope('m3', [info(10), info(12)]);
    expect(readFileSync(other, 'utf8')).toBe('');
    expect(() => readFileSync(join(mount, 'a/controltower-m1.scope/cgroup.kill'))).toThrow('ENOENT');
  });

  it('counts what has no marker to the tree in whose scope it is', async () => {
    run(10, '0::/a/controltower-m1.scope\n', 'A=1\0');
    run(11, '0::/a/controltower-m1.scope\n', 'CONTROL_TOWER_MARKER=m2\0');
    run(12, '0::/a\n', 'A=1\0');
    const table = new LinuxUsageTable(proc, { pageBytes: 4096, ticksPerSecond: 100 });
    expect([...(await table.markers([10, 11, 12, 99].map(info)))]).toEqual([
      [10, 'm1'],
      [11, 'm2'],
    ]);
  });
});
