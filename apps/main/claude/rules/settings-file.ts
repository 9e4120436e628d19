import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
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
      if (!stat.isFile()) return unreadable('it is not a file');
      const buffer = Buffer.alloc(maxSettingsBytes + 1);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
      if (bytesRead > maxSettingsBytes) return unreadable(`it is larger than ${String(maxSettingsBytes / 1024)} KB`);
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(buffer.subarray(0, bytesRead));
      return ok({ realPath, text, mode: stat.mode & 0o7777 });
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return ok(null);
    return unreadable(error instanceof TypeError ? 'it is not UTF-8 text' : reasonOf(error));
  }
}

/**
 * Puts a new text in the place of a settings file, whole or not at all, if it still is what was read: it is written beside
 * it and renamed. A link stays one, and the file keeps its permissions.
 * @returns `rules.changed` when somebody else was faster, `rules.notWritten` when it is not possible
 */
export async function replaceSettingsFile(path: string, read: SettingsText, text: string): Promise<Result<null>> {
  // Renaming would pass over it, and whoever has done that did not want it to be changed.
  if ((read.mode & 0o222) === 0) return fail(problem('rules.notWritten', { path, reason: 'it is read-only' }));
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

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'you may not do that there',
  EPERM: 'you may not do that there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  ELOOP: 'its links lead in a circle',
  ENOENT: 'its folder is no longer there',
  EISDIR: 'it is a folder',
};

/** In words, and without the contents of anything. */
function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return reasons[code] ?? (code === '' ? 'it failed' : code);
}
