import { readFileSync } from 'node:fs';

/** Whether a process runs, as /proc tells it: one that ended and waits for its parent does not. */
export function isRunning(pid: number): boolean {
  const state = fieldsOf(pid)[0];
  return state !== undefined && state !== 'Z' && state !== 'X';
}

/** The session of a process; null when it is gone. */
export function sessionOf(pid: number): number | null {
  const session = fieldsOf(pid)[3];
  return session === undefined ? null : Number(session);
}

function fieldsOf(pid: number): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
