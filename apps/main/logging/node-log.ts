import electronLog from 'electron-log/node';
import { createFileLog, type FileLogOptions } from './file-log.ts';
import type { Log } from './log.ts';

/** The log of a host that is plain Node. */
export function createNodeLog(options: FileLogOptions): Log {
  return createFileLog(electronLog, options);
}
