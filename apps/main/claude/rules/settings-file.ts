import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { part, type ProblemPart } from '../../../shared/models/problem-parts.ts';
import { problem } from '../../../shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../../shared/models/problem.ts';
import { replaceFile } from '../../files/replace-file.ts';

/** A settings file as it was read. */
export interface SettingsText {
  /** Where it really is: the path, or where that leads. */
  readonly realPath: string;
  readonly text: string;
  /** Its permissions, as the file system has them. */
  readonly mode: number;
}

/** A longer file is not read: the CLI's own settings have a few kilobytes. */
export const maxSettingsBytes = 256 * 1024;

/**
 * Reads a settings file of the CLI.
 * @param path absolute; links are followed, as the CLI does
 * @returns null when there is none; `rules.unreadable` for what is no file of text, too large, or not to be opened
 */
export async function readSettingsFile(path: string): Promise<Result<SettingsText | null>> {
  const unreadable = (reason: string) => fail(problem('rules.unreadable', { path, reason }));
  try {
    const realPath = await realpath(path);
    // Without waiting: a pipe in its place would otherwise hold us up until somebody writes.
    const file = await open(realPath, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = await file.stat();
      if (!stat.isFile()) return unreadable(part('notFile'));
      const buffer = Buffer.alloc(maxSettingsBytes + 1);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
      if (bytesRead > maxSettingsBytes) return unreadable(part('tooLarge', { size: maxSettingsBytes / 1024 }));
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(buffer.subarray(0, bytesRead));
      return ok({ realPath, text, mode: stat.mode & 0o7777 });
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return ok(null);
    return unreadable(error instanceof TypeError ? part('notText') : reasonOf(error));
  }
}

/**
 * Puts a new text in the place of a settings file, whole or not at all, if it still is what was read: it is written beside
 * it and renamed. A link stays one, and the file keeps its permissions.
 * @returns `rules.changed` when somebody else was faster, `rules.notWritten` when it is not possible
 */
export async function replaceSettingsFile(path: string, read: SettingsText, text: string): Promise<Result<null>> {
  // Renaming would pass over it, and whoever has done that did not want it to be changed.
  if ((read.mode & 0o222) === 0) return fail(problem('rules.notWritten', { path, reason: part('readOnly') }));
  const isAsRead = async (): Promise<boolean> => {
    const now = await readSettingsFile(path);
    return now.ok && now.value?.text === read.text && now.value.realPath === read.realPath;
  };
  try {
    const done = await replaceFile(read.realPath, (file) => file.writeFile(text, 'utf8'), isAsRead);
    return done ? ok(null) : fail(problem('rules.changed', { path }));
  } catch (error) {
    return fail(problem('rules.notWritten', { path, reason: reasonOf(error) }));
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const reasons: Readonly<Record<string, ProblemPart>> = {
  EACCES: 'notAllowed',
  EPERM: 'notAllowed',
  EROFS: 'diskReadOnly',
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  ELOOP: 'linksCircle',
  ENOENT: 'folderGone',
  EISDIR: 'isFolder',
};

/** In words, and without the contents of anything. */
function reasonOf(error: unknown): string {
  const code = codeOf(error);
  const known = reasons[code] ?? (code === '' ? 'failed' : null);
  return known === null ? code : part(known);
}
