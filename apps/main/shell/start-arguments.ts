import { resolve } from 'node:path';
import { linkScheme } from './deep-link.ts';

/** What somebody handed to the app: by "open with", by a drop on its icon, by a link. */
export interface Handed {
  readonly links: readonly string[];
  /** Absolute paths of files or folders. */
  readonly paths: readonly string[];
}

/**
 * Reads what a start of the app was handed. Switches are not ours: a second start's arguments come reordered, with more of
 * Chromium's among them.
 * @param argv as in process.argv
 * @param workingDirectory where relative paths begin
 * @param appPath the app's own folder, which a start from a checkout names
 */
export function readStartArguments(argv: readonly string[], workingDirectory: string, appPath: string): Handed {
  const given = argv
    .slice(1)
    // What Electron loads before an app that is started from a checkout: `-r FILE`.
    .filter((_, index) => argv[index] !== '-r')
    .filter((argument) => argument !== '' && !argument.startsWith('-'));
  const links = given.filter((argument) => argument.startsWith(`${linkScheme}:`));
  const paths = given
    .filter((argument) => !/^[a-z][a-z0-9+.-]+:/i.test(argument) || /^[a-z]:[\\/]/i.test(argument))
    .map((argument) => resolve(workingDirectory, argument))
    .filter((path) => path !== resolve(appPath) && !path.startsWith(resolve(appPath, 'out')));
  return { links, paths };
}
