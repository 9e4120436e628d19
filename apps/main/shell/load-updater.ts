import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { Log } from '../logging/log.ts';
import type { Updater } from './updates.ts';

/**
 * Loads electron-updater, where this copy of the app is one that it can replace.
 * @returns null in a checkout, in a package that names nobody to ask, and where the system's package manager updates
 */
export async function loadUpdater(log: Log): Promise<Updater | null> {
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml'))) return null;
  // A deb or rpm belongs to the package manager, which would ask for the administrator's password when the app quits.
  if (process.platform === 'linux' && process.env['APPIMAGE'] === undefined) return null;
  const { autoUpdater } = await import('electron-updater');
  autoUpdater.logger = {
    info: (message) => log.debug('updater', { message: String(message) }),
    warn: (message) => log.info('updater', { message: String(message) }),
    error: (message) => log.info('updater', { message: String(message) }),
  };
  autoUpdater.autoDownload = true;
  autoUpdater.allowDowngrade = false;
  return autoUpdater;
}
