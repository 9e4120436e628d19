import { randomUUID } from 'node:crypto';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Writes a file anew, or not at all: it is written beside the one that is there, and takes its place only when it is
 * complete. A link keeps leading where it does, and a file keeps its permissions; a new one is for whoever saves it alone.
 * @param write writes everything; what it throws is thrown on, and then nothing has changed
 * @param isStillWanted asked at the last moment, when the new one is complete
 * @returns whether the new one is there now
 * @throws what keeps the file from being written
 */
export async function replaceFile(
  path: string,
  write: (file: FileHandle) => Promise<void>,
  isStillWanted: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<boolean> {
  const place = await realpath(path).catch(() => path);
  const old = await stat(place).catch(() => null);
  // A device or a pipe is written to; nothing can stand in its place.
  if (old !== null && !old.isFile()) {
    await withFile(place, 'w', write);
    return true;
  }
  // Its name does not grow with the one that was chosen, which may be as long as names can be.
  const beside = join(dirname(place), `.saving-${randomUUID()}`);
  try {
    await withFile(beside, 'wx', async (file) => {
      await write(file);
      if (old !== null) await file.chmod(old.mode & 0o7777);
      // Before the old one goes, the new one is on the disk and not on its way there.
      await file.sync();
    });
    const isWanted = await isStillWanted();
    await (isWanted ? rename(beside, place) : rm(beside));
    return isWanted;
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function withFile(path: string, flags: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await write(file);
  } finally {
    await file.close();
  }
}
