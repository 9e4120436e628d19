/** What the names of all our scopes begin with, so that a person finds them, and can give them limits in a drop-in. */
const unitPrefix = 'controltower-';
const unitSuffix = '.scope';

/** The name of the scope of one process of an instance. Markers are random, so no two towers use the same. */
export function scopeUnitOf(marker: string): string {
  return `${unitPrefix}${marker}${unitSuffix}`;
}

/**
 * The marker of the scope that a process is in, at any depth.
 * @param controlGroups what /proc/PID/cgroup says, in whichever layout: a line a hierarchy, `number:controllers:/path`
 * @returns null for a process that is in no scope of ours
 */
export function scopeMarkerIn(controlGroups: string): string | null {
  for (const path of pathsIn(controlGroups)) {
    for (const folder of path.split('/')) {
      if (!folder.startsWith(unitPrefix) || !folder.endsWith(unitSuffix)) continue;
      const marker = folder.slice(unitPrefix.length, -unitSuffix.length);
      if (marker !== '') return marker;
    }
  }
  return null;
}

/**
 * Where in the unified hierarchy the scope of this marker is, as a member tells it.
 * @returns the path from the hierarchy's root, without what lies below the scope; null where the member is not in it
 */
export function scopePathIn(controlGroups: string, marker: string): string | null {
  const unified = controlGroups.split('\n').find((line) => line.startsWith('0::'));
  const folders = unified?.slice('0::'.length).split('/') ?? [];
  const at = folders.indexOf(scopeUnitOf(marker));
  return at === -1 ? null : folders.slice(0, at + 1).join('/');
}

/**
 * The unit of a user's service manager in which a process runs.
 * @param controlGroups what /proc/PID/cgroup says
 * @returns null for what runs elsewhere: in the session of a terminal, under the system's manager, without systemd
 */
export function userUnitIn(controlGroups: string, userId: number): string | null {
  const manager = `/user@${String(userId)}.service/`;
  const path = pathsIn(controlGroups).find((each) => each.includes(manager));
  const folders = path?.slice(path.indexOf(manager) + manager.length).split('/') ?? [];
  return folders.findLast((folder) => /\.(?:scope|service)$/.test(folder)) ?? null;
}

function pathsIn(controlGroups: string): readonly string[] {
  return controlGroups.split('\n').map((line) => line.replace(/^\d+:[^:]*:/, ''));
}
