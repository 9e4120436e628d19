import { app } from 'electron';

/**
 * Makes sure that one app at a time runs on a data folder.
 * @param onSecond a second one was started, with these arguments, in this folder; it ends by itself
 * @returns false when another app has the folder: this one has to quit
 */
export function claimSingleInstance(onSecond: (argv: readonly string[], workingDirectory: string) => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_, argv, workingDirectory) => onSecond(argv, workingDirectory));
  return true;
}
