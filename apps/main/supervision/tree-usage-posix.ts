import { execa } from 'execa';
import type { ProcessInfo } from './process-table.ts';
import { markerName } from './process-tree.ts';
import type { ProcessUsage, UsageTable } from './tree-usage-table.ts';

/** A command line has room for so many numbers of processes. */
const maxPids = 500;

/** macOS and other systems with the POSIX `ps`: one `ps` for all processes of a sample, and one for those that are new. */
export class PosixUsageTable implements UsageTable {
  async list(): Promise<readonly ProcessUsage[]> {
    const columns = 'pid=,ppid=,state=,rss=,time=,lstart=';
    const { stdout } = await execa('ps', ['-A', '-o', columns], { env: { LC_ALL: 'C' } });
    return stdout.split('\n').flatMap((line) => parseUsageLine(line) ?? []);
  }

  async markers(among: readonly ProcessInfo[]): Promise<ReadonlyMap<number, string>> {
    const found = new Map<number, string>();
    for (let at = 0; at < among.length; at += maxPids) {
      const pids = among.slice(at, at + maxPids).map(({ pid }) => pid);
      const columns = ['-E', '-ww', '-o', 'pid=,command=', '-p', pids.join(',')];
      const { stdout } = await execa('ps', columns, { env: { LC_ALL: 'C' }, reject: false });
      for (const [pid, marker] of parseMarkers(stdout)) found.set(pid, marker);
    }
    return found;
  }
}

/** Reads `pid ppid state rss time start-time`, with rss in units of 1024 bytes; null for anything else. */
export function parseUsageLine(line: string): ProcessUsage | null {
  const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line);
  const [, pid, parentPid, state = '', memory, time = '', startTime = ''] = match ?? [];
  const cpuMs = parseProcessorTime(time);
  if (pid === undefined || parentPid === undefined || cpuMs === null) return null;
  return {
    pid: Number(pid),
    parentPid: Number(parentPid),
    startTime,
    ended: state.startsWith('Z'),
    cpuMs,
    childCpuMs: 0,
    memoryBytes: Number(memory) * 1024,
  };
}

/** Reads `[[days-]hours:]minutes:seconds[.hundredths]`. @returns milliseconds, or null for anything else */
export function parseProcessorTime(time: string): number | null {
  const match = /^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+(?:\.\d+)?)$/.exec(time);
  if (match === null) return null;
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = match;
  const wholeHours = Number(days) * 24 + Number(hours);
  return Math.round(((wholeHours * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000);
}

/** Reads lines of `pid command environment`. @returns the marker that stands behind a pid as a word of its own */
export function parseMarkers(lines: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const line of lines.split('\n')) {
    const [pid, ...words] = line.trim().split(/\s+/);
    const marker = words.find((word) => word.startsWith(`${markerName}=`))?.slice(markerName.length + 1);
    if (marker !== undefined && marker !== '') found.set(Number(pid), marker);
  }
  return found;
}
