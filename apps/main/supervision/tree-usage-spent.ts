import type { SeenProcess } from './tree-usage-table.ts';

type Seen = ReadonlyMap<number, SeenProcess>;

/**
 * The processor time that each tree has spent between two looks, in milliseconds by its marker; never below 0. What started
 * since counts whole. What ended since counts where its parent took note of its end: then the parent's sum of its children
 * has grown by all that the child ever spent, of which the part up to the first look was counted already.
 */
export function spentSince(before: Seen, after: Seen): ReadonlyMap<string, number> {
  const counted = countedOfEnded(before, after);
  const spent = new Map<string, number>();
  for (const now of after.values()) {
    if (now.owner === null) continue;
    const then = sameProcess(before, now);
    const own = now.cpuMs - (then?.cpuMs ?? 0);
    const children = now.childCpuMs - (then?.childCpuMs ?? 0) - (counted.get(now.pid) ?? 0);
    spent.set(now.owner, (spent.get(now.owner) ?? 0) + Math.max(0, own) + Math.max(0, children));
  }
  return spent;
}

/** What those that have ended had spent at the first look, by the pid of the nearest ancestor that is still there. */
function countedOfEnded(before: Seen, after: Seen): ReadonlyMap<number, number> {
  const counted = new Map<number, number>();
  for (const then of before.values()) {
    if (then.owner === null || sameProcess(after, then) !== null) continue;
    const heir = nearestAlive(then, before, after);
    if (heir === null) continue;
    counted.set(heir, (counted.get(heir) ?? 0) + then.cpuMs + then.childCpuMs);
  }
  return counted;
}

function nearestAlive(of: SeenProcess, before: Seen, after: Seen): number | null {
  const passed = new Set<number>();
  for (let parent = before.get(of.parentPid); parent !== undefined; parent = before.get(parent.parentPid)) {
    if (passed.has(parent.pid)) return null;
    passed.add(parent.pid);
    if (sameProcess(after, parent) !== null) return parent.pid;
  }
  return null;
}

/** The process in another look; null when it is not there, or another has its number. */
function sameProcess(seen: Seen, { pid, startTime }: SeenProcess): SeenProcess | null {
  const same = seen.get(pid);
  return same?.startTime === startTime ? same : null;
}
