import { execFileSync } from 'node:child_process';

/**
 * Puts a disk of its own, that fills, where a folder is. Only root may, on Linux, and not in every container.
 * @param folder there and empty
 * @param megabytes the size of the disk, in units of 2^20 bytes
 * @returns what takes the disk away again, with all that is on it; null where the system lets us make none
 */
export function mountSmallDisk(folder: string, megabytes: number): (() => void) | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(megabytes)}m`, 'small-disk', folder], {
      stdio: 'ignore',
    });
  } catch {
    return null;
  }
  return () => void execFileSync('umount', ['-l', folder]);
}
