import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { noDirection, type Direction } from '../../shared/contract/events.ts';
import { maxAttachmentBytes } from '../../shared/models/task.ts';

/** More files than this at once are a mistake. */
const maxFiles = 50;

export interface OpenedFiles {
  /** What the window is to show; nothing when nothing could be read. */
  readonly directions: readonly Direction[];
  readonly refused: readonly { readonly name: string; readonly reason: 'tooLarge' | 'unreadable' }[];
}

/**
 * Makes of handed files what a window shows: files go into the composer, as if they had been dropped there, and a folder
 * into the form of a new instance.
 */
export async function openFiles(paths: readonly string[]): Promise<OpenedFiles> {
  const directions: Direction[] = [];
  const files: { name: string; mediaType: string; data: string }[] = [];
  const refused: OpenedFiles['refused'][number][] = [];
  let bytes = 0;
  for (const path of paths.slice(0, maxFiles)) {
    const name = basename(path).slice(0, 255);
    try {
      const found = await stat(path);
      if (found.isDirectory()) {
        directions.push({ ...noDirection, show: 'create', directory: path });
      } else if (!found.isFile()) {
        refused.push({ name, reason: 'unreadable' });
      } else if (bytes + found.size > maxAttachmentBytes) {
        refused.push({ name, reason: 'tooLarge' });
      } else {
        bytes += found.size;
        files.push({ name, mediaType: '', data: (await readFile(path)).toString('base64') });
      }
    } catch {
      refused.push({ name, reason: 'unreadable' });
    }
  }
  if (files.length > 0) directions.push({ ...noDirection, files });
  return { directions: directions.slice(-2), refused };
}
