import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LinuxProcessTable, valuesIn } from '../../../apps/main/supervision/linux-process-table.ts';
import { processTableFor } from '../../../apps/main/supervision/platform.ts';
import {
  parseMarkedPids,
  parseProcessLine,
  PosixProcessTable,
} from '../../../apps/main/supervision/posix-process-table.ts';
import { parseProcessRows, WindowsProcessTable } from '../../../apps/main/supervision/windows-process-table.ts';

const name = 'CONTROL_TOWER_MARKER';

describe('an environment as Linux shows it', () => {
  const holds = (...pairs: readonly string[]): boolean =>
    valuesIn(Buffer.from(pairs.map((pair) => `${pair}\0`).join('')), name).includes('m1');

  it('holds the pair wherever it stands', () => {
    expect(holds(`${name}=m1`)).toBe(true);
    expect(holds('A=1', `${name}=m1`, 'B=2')).toBe(true);
    expect(valuesIn(Buffer.from(`A=1\0${name}=m1`), name)).toEqual(['m1']);
  });

  it('is not taken in by what begins or ends like the pair', () => {
    expect(holds(`${name}=m12`, `${name}=am1`, `X${name}=m1`, `A=${name}=m1`, `${name}_OLD=m1`)).toBe(false);
    expect(holds(`${name}=`, '')).toBe(false);
    expect(valuesIn(Buffer.alloc(0), name)).toEqual([]);
  });

  it('holds the pair behind another that contains it', () => {
    expect(holds(`X${name}=m1`, `${name}=m1`)).toBe(true);
    expect(holds(`${name}=m12`, `${name}=m1`)).toBe(true);
  });

  it('holds exactly the pairs of which it is made', () => {
    const piece = fc.constantFrom('a', 'A=a', 'aA', '=', 'A');
    const pairs = fc.array(
      fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join('')),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(pairs, (made) => {
        const environment = Buffer.from(made.map((pair) => `${pair}\0`).join(''));
        expect(valuesIn(environment, 'A').includes('a')).toBe(made.includes('A=a'));
      }),
    );
  });
});

describe('looks at the same time', () => {
  const started = (root: string, pid: number, marker: string): void => {
    mkdirSync(join(root, String(pid)), { recursive: true });
    writeFileSync(join(root, String(pid), 'stat'), `${String(pid)} (agent) S 1 ${'0 '.repeat(17)}500`);
    writeFileSync(join(root, String(pid), 'environ'), `${name}=${marker}\0`);
  };

  it('share one reading, which begins after each of them was asked for', async () => {
    const root = mkdtempSync(join(homedir(), 'proc-'));
    started(root, 10, 'm1');
    const table = new LinuxProcessTable(root);
    const first = table.list();
    started(root, 11, 'm2');
    const [second, third] = [table.list(), table.list()];
    expect((await second).map(({ pid }) => pid)).toEqual([10, 11]);
    expect(await third).toBe(await second);
    expect(await first).not.toBe(await second);
    started(root, 12, 'm2');
    const later = await table.list();
    expect(later.map(({ pid }) => pid)).toEqual([10, 11, 12]);
    expect(await table.withEnvironment(name, 'm2', await second)).toEqual([11]);
    expect(await table.withEnvironment(name, 'm1', await second)).toEqual([10]);
    expect(await table.withEnvironment(name, 'm2', later)).toEqual([11, 12]);
  });

  it('go on after one that failed', async () => {
    const root = join(mkdtempSync(join(homedir(), 'proc-')), 'not-yet');
    const table = new LinuxProcessTable(root);
    const looks = [table.list(), table.list()];
    for (const look of looks) await expect(look).rejects.toThrow('ENOENT');
    started(root, 10, 'm1');
    expect(await table.list()).toHaveLength(1);
  });

  it('are not more than two for two hundred trees', async () => {
    const root = mkdtempSync(join(homedir(), 'proc-'));
    for (let index = 0; index < 200; index += 1) started(root, 1000 + index, `m${String(index)}`);
    const table = new LinuxProcessTable(root);
    const lists = new Set(await Promise.all(Array.from({ length: 200 }, () => table.list())));
    expect(lists.size).toBeLessThanOrEqual(2);
    const [list = []] = lists;
    const found = await Promise.all(
      Array.from({ length: 200 }, (_, index) => table.withEnvironment(name, `m${String(index)}`, list)),
    );
    expect(found.map(([pid]) => pid)).toEqual(Array.from({ length: 200 }, (_, index) => 1000 + index));
  });
});

describe('the output of the POSIX ps', () => {
  it('gives pid, parent, start time, and whether it has ended', () => {
    expect(parseProcessLine('  501   1 Ss+  Mon Sep  1 10:22:33 2025    ')).toEqual({
      pid: 501,
      parentPid: 1,
      startTime: 'Mon Sep  1 10:22:33 2025',
      ended: false,
    });
    expect(parseProcessLine('99999 501 Z Mon Sep 1 10:22:33 2025')).toMatchObject({ pid: 99_999, ended: true });
  });

  it('gives nothing for other lines', () => {
    for (const line of ['', 'ps: no such process', '  PID  PPID STAT STARTED', '12 13', '-1 2 S x']) {
      expect(parseProcessLine(line)).toBeUndefined();
    }
  });

  it('gives the pids behind which the marker stands as a word of its own', () => {
    const lines = [
      `  10 node main.ts PATH=/bin ${name}=m1 HOME=/root`,
      `11 /bin/sh -c sleep 5 ${name}=m1`,
      `  12 node X${name}=m1 ${name}=m12 A=${name}=m1`,
      `13 ${name}=m2`,
      `no pid here`,
      '',
    ].join('\n');
    expect([...parseMarkedPids(lines, name, 'm1')]).toEqual([10, 11]);
  });
});

describe('the process list of Windows', () => {
  const row = (ProcessId: number, ParentProcessId: number, Started: string | null) => ({
    ProcessId,
    ParentProcessId,
    Started,
  });

  it('gives pid, parent and start time', () => {
    const json = JSON.stringify([row(0, 0, null), row(4, 0, '638900000000000000'), row(88, 4, '638900000000000001')]);
    expect(parseProcessRows(json)).toEqual([
      { pid: 0, parentPid: 0, startTime: '', ended: false },
      { pid: 4, parentPid: 0, startTime: '638900000000000000', ended: false },
      { pid: 88, parentPid: 4, startTime: '638900000000000001', ended: false },
    ]);
  });

  it('gives no process to a parent that started after it and merely has the number', () => {
    const json = JSON.stringify([row(100, 4, '638900000000000009'), row(101, 100, '638900000000000008')]);
    expect(parseProcessRows(json).map(({ parentPid }) => parentPid)).toEqual([4, 0]);
  });
});

describe('the table of a platform', () => {
  it('is the one that its system has', () => {
    expect(processTableFor('darwin')).toBeInstanceOf(PosixProcessTable);
    expect(processTableFor('win32')).toBeInstanceOf(WindowsProcessTable);
  });
});
