/** One process as the operating system shows it. */
export interface ProcessInfo {
  readonly pid: number;
  readonly parentPid: number;
  /** When it started, in whatever unit the system counts; with the pid it names a process for good. */
  readonly startTime: string;
  /** True for a process that has ended and waits for its parent to notice: nothing of it runs. */
  readonly ended: boolean;
}

/** What supervision asks of the operating system; one implementation a platform. */
export interface ProcessTable {
  /** Every process that can be seen, as of a moment after this was asked. Who asks at the same time may be given the same list. */
  list(): Promise<readonly ProcessInfo[]>;
  /** One process, or null when it is gone. */
  find(pid: number): Promise<ProcessInfo | null>;
  /** The pids whose environment holds `NAME=value`. A process of another user, or one that wiped its environment, is not seen. */
  withEnvironment(name: string, value: string, among: readonly ProcessInfo[]): Promise<readonly number[]>;
  /** The pids that are in the scope of this marker, whatever became of their environment. None where there are no scopes. */
  inScope(marker: string, among: readonly ProcessInfo[]): Promise<readonly number[]>;
  /**
   * Ends the scope of this marker with all that is in it, programs of other users included. Does nothing where the system
   * cannot do that: members are then ended one by one.
   */
  endScope(marker: string, members: readonly ProcessInfo[]): Promise<void>;
  /** Ends a process at once. False when it was gone already; other errors are thrown. */
  kill(pid: number, signal: NodeJS.Signals): boolean;
}

/** Sends a signal. @returns false when no such process is there (any more). */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/** The descendants of a process, nearest first, without itself. */
export function descendantsOf(pid: number, processes: readonly ProcessInfo[]): readonly ProcessInfo[] {
  const children = new Map<number, ProcessInfo[]>();
  for (const info of processes) {
    const siblings = children.get(info.parentPid);
    if (siblings === undefined) children.set(info.parentPid, [info]);
    else siblings.push(info);
  }
  const found: ProcessInfo[] = [];
  const seen = new Set([pid]);
  const queue = [pid];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const child of children.get(next) ?? []) {
      if (seen.has(child.pid)) continue;
      seen.add(child.pid);
      found.push(child);
      queue.push(child.pid);
    }
  }
  return found;
}
