import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { markerIn, parseUsageStat, readUnits } from '../../../apps/main/supervision/tree-usage-linux.ts';
import { availableMemoryOf, computerResources, parseVmStat } from '../../../apps/main/supervision/tree-usage-memory.ts';
import { usageSourceFor } from '../../../apps/main/supervision/tree-usage-platform.ts';
import { parseMarkers, parseProcessorTime, parseUsageLine } from '../../../apps/main/supervision/tree-usage-posix.ts';
import { parseUsageRows } from '../../../apps/main/supervision/tree-usage-windows.ts';

const units = { pageBytes: 4096, ticksPerSecond: 100 };
const rest =
  '0 20 0 11 0 219842 1277992960 15734 18446744073709551615 1 1 0 0 0 0 0 4096 134234626 0 0 0 17 1 0 0 0 0 0';
const stat = (name: string, state = 'S'): string =>
  `4321 (${name}) ${state} 77 4321 4321 0 -1 4194304 47000 900 2 0 312 48 25 5 ${rest.slice(2)}\n`;

describe('a line of /proc/PID/stat', () => {
  const node = { pid: 4321, parentPid: 77, startTime: '219842', ended: false, cpuMs: 3600, childCpuMs: 300 };

  it.each(['node', 'a b', 'x) R 1 2 3', '((', ''])('is read whatever the program is called: %j', (name) => {
    expect(parseUsageStat(stat(name), units)).toEqual({ ...node, memoryBytes: 15_734 * 4096 });
  });

  it('is read in the units of the kernel', () => {
    const other = { pageBytes: 16_384, ticksPerSecond: 250 };
    expect(parseUsageStat(stat('node'), other)).toMatchObject({ cpuMs: 1440, memoryBytes: 15_734 * 16_384 });
  });

  it('tells who has ended and waits to be noticed', () => {
    expect(parseUsageStat(stat('node', 'Z'), units)?.ended).toBe(true);
  });

  it('is nothing when the process has gone meanwhile, or is cut short', () => {
    expect(parseUsageStat('', units)).toBeNull();
    expect(parseUsageStat('4321 (node) S 77', units)).toBeNull();
  });
});

it('finds a marker among the pairs of an environment, and no other name that is like it', () => {
  expect(markerIn('A=1\0CONTROL_TOWER_MARKER=m1\0B=2\0')).toBe('m1');
  expect(markerIn('XCONTROL_TOWER_MARKER=m1\0CONTROL_TOWER_MARKER_OLD=m2\0CONTROL_TOWER_MARKER=\0')).toBeNull();
  expect(markerIn('')).toBeNull();
});

it('learns the units from what the kernel hands over, and goes on with the usual ones', () => {
  expect(readUnits('/nowhere/auxv')).toEqual(units);
  const folder = mkdtempSync(join(tmpdir(), 'control-tower-auxv-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const pairs = [33n, 7n, 6n, 16_384n, 17n, 250n, 0n, 0n];
  writeFileSync(join(folder, 'auxv'), new BigUint64Array(pairs));
  expect(readUnits(join(folder, 'auxv'))).toEqual({ pageBytes: 16_384, ticksPerSecond: 250 });
});

describe('what ps tells, on macOS', () => {
  it('is read, with memory in kilobytes', () => {
    expect(parseUsageLine('  501     1 Ss    20480   1:02.50 Mon Jan  5 09:12:44 2026    ')).toEqual({
      pid: 501,
      parentPid: 1,
      startTime: 'Mon Jan  5 09:12:44 2026',
      ended: false,
      cpuMs: 62_500,
      childCpuMs: 0,
      memoryBytes: 20_971_520,
    });
    expect(parseUsageLine('  502   501 Z         0   0:00.00 Mon Jan  5 09:12:44 2026')?.ended).toBe(true);
    expect(parseUsageLine('ps: illegal option')).toBeNull();
    expect(parseUsageLine('')).toBeNull();
  });

  it.each([
    ['0:00.07', 70],
    ['123:59.99', 7_439_990],
    ['01:02:03', 3_723_000],
    ['2-01:00:00', 176_400_000],
    ['soon', null],
    ['', null],
  ])('counts %j as processor time', (time, milliseconds) => {
    expect(parseProcessorTime(time)).toBe(milliseconds);
  });

  it('has the marker behind the command, as a word of its own', () => {
    const lines = [
      '  501 node cli.js A=1 CONTROL_TOWER_MARKER=m1 B=2',
      '  502 node XCONTROL_TOWER_MARKER=m1',
      '  503 node CONTROL_TOWER_MARKER=',
    ];
    expect([...parseMarkers(lines.join('\n'))]).toEqual([[501, 'm1']]);
  });

  it('says how many pages can be had, of what size', () => {
    const told = [
      'Mach Virtual Memory Statistics: (page size of 16384 bytes)',
      'Pages free:                               10000.',
      'Pages active:                            400000.',
      'Pages inactive:                           20000.',
      'Pages speculative:                          300.',
      'Pages purgeable:                           4000.',
    ];
    expect(parseVmStat(told.join('\n'))).toBe(34_300 * 16_384);
    expect(parseVmStat('')).toBeNull();
  });
});

it('reads what CIM tells, on Windows: numbers as numbers or as texts, and none at all', () => {
  const rows = [
    { ProcessId: 4, ParentProcessId: 0, Started: null, KernelModeTime: null, UserModeTime: null, WorkingSetSize: null },
    {
      ProcessId: 9,
      ParentProcessId: 4,
      Started: '638400000000000000',
      KernelModeTime: '20000000',
      UserModeTime: 5000000,
      WorkingSetSize: '1048576',
    },
  ];
  expect(parseUsageRows(JSON.stringify(rows))).toEqual([
    { pid: 4, parentPid: 0, startTime: '', ended: false, cpuMs: 0, childCpuMs: 0, memoryBytes: 0 },
    {
      pid: 9,
      parentPid: 4,
      startTime: '638400000000000000',
      ended: false,
      cpuMs: 2500,
      childCpuMs: 0,
      memoryBytes: 1_048_576,
    },
  ]);
});

it('never takes a made-up line for a process with negative numbers', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, two) => {
      for (const read of [parseUsageStat(one, units), parseUsageLine(two)]) {
        if (read !== null) expect(Math.min(read.cpuMs, read.childCpuMs, read.memoryBytes)).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

it('looks seldomer where a look is dearer, and seldomer still when nobody watches', () => {
  const [linux, mac, windows] = (['linux', 'darwin', 'win32'] as const).map(usageSourceFor);
  expect([linux?.everyMs, mac?.everyMs, windows?.everyMs]).toEqual([3000, 5000, 20_000]);
  for (const source of [linux, mac, windows]) expect(source?.unwatchedMs).toBeGreaterThan(source?.everyMs ?? Infinity);
});

it('knows this computer', () => {
  const { cores, memoryBytes } = computerResources();
  expect(cores).toBeGreaterThan(0);
  const available = availableMemoryOf('win32')();
  expect(available).toBeGreaterThan(0);
  expect(memoryBytes).toBeGreaterThan(0);
  expect(availableMemoryOf('linux')()).toBeGreaterThan(0);
});
