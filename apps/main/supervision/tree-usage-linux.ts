import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import type { ProcessInfo } from './process-table.ts';
import { markerName } from './process-tree.ts';
import { scopeMarkerIn } from './scope-names.ts';
import type { ProcessUsage, UsageTable } from './tree-usage-table.ts';

/** In what units /proc counts. */
export interface ProcUnits {
  readonly pageBytes: number;
  readonly ticksPerSecond: number;
}

/** So many processes are read before others get their turn: some two milliseconds. */
const slice = 128;

/**
 * Linux: /proc, without starting a program. A line of `stat` is made by the kernel at once, so it is read synchronously: by
 * promises each process would cost ten times as much. Memory is the resident set, because the share of a page that is truly
 * a process's own (PSS) makes the kernel walk all of its pages.
 */
export class LinuxUsageTable implements UsageTable {
  readonly #root: string;
  readonly #units: ProcUnits;
  readonly #buffer = Buffer.alloc(2048);

  constructor(root = '/proc', units: ProcUnits = readUnits()) {
    this.#root = root;
    this.#units = units;
  }

  async list(): Promise<readonly ProcessUsage[]> {
    const names = (await readdir(this.#root)).filter((name) => /^\d+$/.test(name));
    const found: ProcessUsage[] = [];
    for (const [index, name] of names.entries()) {
      if (index % slice === slice - 1) await breathe();
      const usage = parseUsageStat(this.#read(name), this.#units);
      if (usage !== null) found.push(usage);
    }
    return found;
  }

  async markers(among: readonly ProcessInfo[]): Promise<ReadonlyMap<number, string>> {
    const found = new Map<number, string>();
    for (const { pid } of among) {
      // The kernel may have to wait for the process here, which must not hold us.
      const environment = await readFile(`${this.#root}/${String(pid)}/environ`, 'latin1').catch(() => '');
      const marker = markerIn(environment) ?? (await this.#scopeOf(pid));
      if (marker !== null) found.set(pid, marker);
    }
    return found;
  }

  async #scopeOf(pid: number): Promise<string | null> {
    return scopeMarkerIn(await readFile(`${this.#root}/${String(pid)}/cgroup`, 'latin1').catch(() => ''));
  }

  #read(name: string): string {
    try {
      const file = openSync(`${this.#root}/${name}/stat`, 'r');
      try {
        return this.#buffer.toString('latin1', 0, readSync(file, this.#buffer));
      } finally {
        closeSync(file);
      }
    } catch {
      // It has ended since its name was read.
      return '';
    }
  }
}

/** Reads a line of /proc/PID/stat. @returns null for anything else */
export function parseUsageStat(stat: string, { pageBytes, ticksPerSecond }: ProcUnits): ProcessUsage | null {
  // The command's name stands in parentheses and may itself hold blanks and parentheses: count from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, parentPid] = fields;
  const startTime = fields[19];
  const pid = Number.parseInt(stat, 10);
  if (state === undefined || parentPid === undefined || startTime === undefined || Number.isNaN(pid)) return null;
  const ticks = (first: number): number =>
    ((Number(fields[first]) + Math.max(0, Number(fields[first + 1]))) * 1000) / ticksPerSecond;
  return {
    pid,
    parentPid: Number(parentPid),
    startTime,
    ended: state === 'Z' || state === 'X',
    cpuMs: ticks(11),
    childCpuMs: ticks(13),
    memoryBytes: Math.max(0, Number(fields[21] ?? 0)) * pageBytes,
  };
}

/** The marker in an environment as /proc shows it: `NAME=value` pairs with a zero byte after each. */
export function markerIn(environment: string): string | null {
  const pair = environment.split('\0').find((each) => each.startsWith(`${markerName}=`));
  const marker = pair?.slice(markerName.length + 1) ?? '';
  return marker === '' ? null : marker;
}

const pageSizeKey = 6n;
const clockTicksKey = 17n;

/** Asks the kernel for its units, which it hands to every program; where that cannot be read they are the usual ones. */
export function readUnits(file = '/proc/self/auxv'): ProcUnits {
  const units = { pageBytes: 4096, ticksPerSecond: 100 };
  try {
    const pairs = readFileSync(file);
    for (let at = 0; at + 16 <= pairs.length; at += 16) {
      const value = Number(pairs.readBigUInt64LE(at + 8));
      if (pairs.readBigUInt64LE(at) === pageSizeKey) units.pageBytes = value;
      if (pairs.readBigUInt64LE(at) === clockTicksKey) units.ticksPerSecond = value;
    }
  } catch {
    return units;
  }
  return units;
}
