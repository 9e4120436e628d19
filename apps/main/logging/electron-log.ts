import electronLog from 'electron-log/main';
import { createFileLog, type FileLogOptions } from './file-log.ts';
import type { Log } from './log.ts';

/** The log of the Electron host. Only that one can load this file: the library asks for Electron at once. */
export function createElectronLog(options: FileLogOptions): Log {
  return createFileLog(electronLog, options);
}
