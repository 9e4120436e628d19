import type { ReleaseNotes } from './release-notes.ts';
import { compareVersions, readVersion } from './version-order.ts';

/**
 * The notes that somebody has not seen who now has another version.
 * @param seen the version of which they know; what is no version tells nothing, and so nothing is shown
 * @param current the version that runs; a preview has the notes of what it is a preview of
 * @param notes the newest first, as they are given back
 */
export function newsSince(seen: string, current: string, notes: readonly ReleaseNotes[]): readonly ReleaseNotes[] {
  const from = readVersion(seen);
  const to = readVersion(current);
  if (from === null || to === null || compareVersions(from, to) >= 0) return [];
  const newest = { ...to, preview: [] };
  return notes.filter(({ version }) => {
    const one = readVersion(version);
    return one !== null && compareVersions(one, from) > 0 && compareVersions(one, newest) <= 0;
  });
}
