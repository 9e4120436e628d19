import { descendantsOf, type ProcessInfo, type ProcessTable } from './process-table.ts';

/** The environment variable by which everything that an instance started is recognised (protocol, section 6.4). */
export const markerName = 'CONTROL_TOWER_MARKER';

/** What names a tree: the root, when it is known, and the marker that its processes inherit. */
export interface TreeIdentity {
  readonly marker: string;
  readonly pid: number;
  /**
   * The root's start time: a pid whose start time differs is a stranger that reused the number. Empty when it was not
   * learnt; then the marker alone names the tree.
   */
  readonly startTime: string;
}

/**
 * Everything alive that belongs to a tree: the root and its descendants by parentage, whatever carries the marker or is in
 * its scope, and their descendants. Tool shells are in sessions of their own and outlive a killed CLI as children of init,
 * where the marker alone finds them, or the scope if they have cleared their environment too.
 */
export async function processesOfTree(tree: TreeIdentity, table: ProcessTable): Promise<readonly ProcessInfo[]> {
  // The list is handed on as it came: what a table has learnt of it serves everybody who was given the same one.
  const all = await table.list();
  const alive = all.filter((info) => !info.ended && info.pid !== process.pid);
  const members = new Map<number, ProcessInfo>();
  const root = alive.find((info) => info.pid === tree.pid && info.startTime === tree.startTime);
  // Windows tells no start time of its own first processes, of which all others descend.
  if (root !== undefined && tree.startTime !== '') {
    for (const info of [root, ...descendantsOf(root.pid, alive)]) members.set(info.pid, info);
  }
  const byPid = new Map(alive.map((info) => [info.pid, info]));
  const [marked, scoped] = await Promise.all([
    table.withEnvironment(markerName, tree.marker, all),
    table.inScope(tree.marker, all),
  ]);
  for (const pid of [...marked, ...scoped]) {
    const info = byPid.get(pid);
    if (info === undefined) continue;
    for (const member of [info, ...descendantsOf(pid, alive)]) members.set(member.pid, member);
  }
  members.delete(process.pid);
  return [...members.values()];
}

export interface EndTreeOptions {
  /** How long to keep looking, in milliseconds. */
  readonly timeoutMs?: number;
  readonly pause?: (milliseconds: number) => Promise<void>;
  readonly now?: () => number;
}

/**
 * Kills a whole tree and looks again until nothing of it is left: a tool may start a child between the look and the kill.
 * @returns the pids that are still alive when the time is over; empty is success
 */
export async function endTree(
  tree: TreeIdentity,
  table: ProcessTable,
  options: EndTreeOptions = {},
): Promise<readonly number[]> {
  const now = options.now ?? Date.now;
  const pause = options.pause ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
  const deadline = now() + (options.timeoutMs ?? 5000);
  for (let delay = 5; ; delay = Math.min(delay * 2, 100)) {
    const members = await processesOfTree(tree, table);
    if (members.length === 0) return [];
    if (now() >= deadline) return members.map((info) => info.pid);
    await table.endScope(tree.marker, members);
    for (const info of members) {
      // Asked again just before the kill: between the list and here the number may have passed to a stranger.
      const still = await table.find(info.pid);
      if (still !== null && still.startTime === info.startTime) killQuietly(table, info.pid);
    }
    await pause(delay);
  }
}

/** A process that may not be killed is found again by the next look, and reported when the time is over. */
function killQuietly(table: ProcessTable, pid: number): void {
  try {
    table.kill(pid, 'SIGKILL');
  } catch {
    return;
  }
}
