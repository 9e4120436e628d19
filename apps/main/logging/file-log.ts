import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { MainLogger, NodeLogger } from 'electron-log';
import type { Log, LogData } from './log.ts';
import { redact, redactText } from './redact.ts';
import { rotateFiles } from './rotate-files.ts';
import { secretValues } from './secret-names.ts';

export interface FileLogOptions {
  /** Where the files are: `tower.log` and its older ones. Made if it is not there. */
  readonly directory: string;
  /** Values of its secret-looking variables are taken out wherever they stand. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The least level that is written; `info` unless said. */
  readonly level?: 'debug' | 'info' | 'warn' | 'error';
  /** About how large one file may become, in bytes. */
  readonly maxFileBytes?: number;
  /** How many full files are kept beside the one that is written. */
  readonly oldFiles?: number;
}

/** The longest line, in UTF-16 units; what is longer loses its end. */
const longestLine = 32_768;

/**
 * Makes the tower's log over electron-log, which writes each line at once, so that the last one before a crash is there.
 * @param library electron-log's logger for Electron or for Node
 */
export function createFileLog(library: MainLogger | NodeLogger, options: FileLogOptions): Log {
  const { directory, environment, level = 'info', maxFileBytes = 2 * 1024 * 1024, oldFiles = 4 } = options;
  const secrets = secretValues(environment);
  let contents = false;
  const logger = library.create({ logId: directory });
  // electron-log tells of a file that it cannot write on the console, past its level; stdout and stderr are the host's.
  for (const { transports } of [library, logger]) transports.console.writeFn = () => undefined;
  const { file } = logger.transports;
  for (const name of Object.keys(logger.transports)) {
    const transport = logger.transports[name];
    if (transport) transport.level = name === 'file' ? level : false;
  }
  file.resolvePathFn = () => join(directory, 'tower.log');
  file.maxSize = maxFileBytes;
  file.archiveLogFn = (full) => {
    try {
      rotateFiles(full.path, oldFiles);
    } catch {
      // Windows does not rename a file that somebody has open: then the size is kept by starting over.
      emptyFile(full.path);
    }
  };
  file.transforms = [
    ({ data, message }) => `${message.date.toISOString()} ${message.level.padEnd(5)} ${data.join(' ')}`,
  ];

  const line = (message: string, data: LogData | undefined): string => {
    const sentence = redactText(message, secrets).replace(/[\r\n]+/g, ' ⏎ ');
    const text = data === undefined ? sentence : `${sentence} ${toJson(() => redact(data, { contents, secrets }))}`;
    return text.length <= longestLine ? text : `${text.slice(0, longestLine)} … (${String(text.length)} characters)`;
  };
  return {
    debug: (message, data) => logger.debug(line(message, data)),
    info: (message, data) => logger.info(line(message, data)),
    warn: (message, data) => logger.warn(line(message, data)),
    error: (message, data) => logger.error(line(message, data)),
    setLogContents: (on) => {
      contents = on;
    },
  };
}

/** A getter in what is logged may throw: a call of the log must not. */
function toJson(value: () => unknown): string {
  try {
    return JSON.stringify(value());
  } catch {
    return '"[unreadable]"';
  }
}

function emptyFile(path: string): void {
  try {
    truncateSync(path);
  } catch {
    return;
  }
}
