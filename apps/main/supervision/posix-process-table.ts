import { execa } from 'execa';
import { sendSignal, type ProcessInfo, type ProcessTable } from './process-table.ts';

/** macOS and other systems with the POSIX `ps`, which alone sees the start time and, with -E, the environment there. */
export class PosixProcessTable implements ProcessTable {
  async list(): Promise<readonly ProcessInfo[]> {
    const { stdout } = await execa('ps', ['-A', '-o', 'pid=,ppid=,state=,lstart='], { env: { LC_ALL: 'C' } });
    return stdout.split('\n').flatMap((line) => parseProcessLine(line) ?? []);
  }

  async find(pid: number): Promise<ProcessInfo | null> {
    const { stdout } = await execa('ps', ['-p', String(pid), '-o', 'pid=,ppid=,state=,lstart='], {
      env: { LC_ALL: 'C' },
      reject: false,
    });
    return parseProcessLine(stdout) ?? null;
  }

  async withEnvironment(name: string, value: string, among: readonly ProcessInfo[]): Promise<readonly number[]> {
    if (among.length === 0) return [];
    const { stdout } = await execa('ps', ['-A', '-E', '-ww', '-o', 'pid=,command='], { reject: false });
    const marked = parseMarkedPids(stdout, name, value);
    return among.flatMap(({ pid }) => (marked.has(pid) ? [pid] : []));
  }

  inScope(): Promise<readonly number[]> {
    return Promise.resolve([]);
  }

  endScope(): Promise<void> {
    return Promise.resolve();
  }

  kill(pid: number, signal: NodeJS.Signals): boolean {
    return sendSignal(pid, signal);
  }
}

/** Reads `pid ppid state start-time`; undefined for anything else. */
export function parseProcessLine(line: string): ProcessInfo | undefined {
  const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line);
  const [, pid, parentPid, state, startTime] = match ?? [];
  if (pid === undefined || parentPid === undefined || state === undefined || startTime === undefined) return undefined;
  return { pid: Number(pid), parentPid: Number(parentPid), startTime, ended: state.startsWith('Z') };
}

/** Reads lines of `pid command environment`. @returns the pids behind which `NAME=value` stands as a word of its own */
export function parseMarkedPids(lines: string, name: string, value: string): ReadonlySet<number> {
  return new Set(
    lines.split('\n').flatMap((line) => {
      const [pid, ...words] = line.trim().split(/\s+/);
      return words.includes(`${name}=${value}`) ? [Number(pid)] : [];
    }),
  );
}
