import { app } from 'electron';

/**
 * Makes sure that one app at a time runs on a data folder.
 * @param onSecond a second one was started; it ends by itself
 * @returns false when another app has the folder: this one has to quit
 */
export function claimSingleInstance(onSecond: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', onSecond);
  return true;
}
