import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Sqlite } from './sqlite.ts';

export interface CheckpointerOptions {
  /** The connection that writes. */
  readonly sqlite: Sqlite;
  readonly file: string;
  /** The thread could not start or broke; the connection that writes does its work again. */
  readonly onFailure: (error: unknown) => void;
  /** How much the log may hold before it is brought into the database, in pages. */
  readonly pages?: number;
  /** How often the thread looks, in milliseconds. */
  readonly everyMs?: number;
}

/** Pages of 4 KB. A start after a crash reads the log once: 32 MB are nothing. */
const usualPages = 8_000;
/** At this length the writing connection does it itself, should the thread never find a moment to finish. */
const lastResort = 3;
/** SQLite's own. */
const pagesWithoutThread = 1_000;

/**
 * Keeps SQLite's checkpoints off the main thread. SQLite does one within a commit for every 4 MB of log, and waits for the
 * disk twice: on a slow one, that is a tenth of a second in which no agent is read and no window answered.
 */
export class Checkpointer {
  readonly #options: CheckpointerOptions;
  #worker: Worker | null = null;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: CheckpointerOptions) {
    this.#options = options;
  }

  /** Starts the thread. Until it is ready, and if it breaks, everything is as without it. */
  start(): void {
    const { sqlite, file, pages = usualPages, everyMs = 250, onFailure } = this.#options;
    const setLimit = (limit: number): void => {
      if (sqlite.open) sqlite.pragma(`wal_autocheckpoint = ${String(limit)}`);
    };
    const worker = new Worker(threadFile(), { workerData: { file, pages, everyMs } });
    const keptBytes = Number(sqlite.pragma('journal_size_limit', { simple: true }));
    const pageBytes = Number(sqlite.pragma('page_size', { simple: true }));
    worker.on('message', (message: unknown) => {
      const limit = z.number().parse(message);
      // Where room is short, a burst between two looks of the thread could leave none for the database to grow.
      const isShort = limit < pages;
      setLimit(isShort ? limit : pages * lastResort);
      if (sqlite.open) sqlite.pragma(`journal_size_limit = ${String(isShort ? limit * pageBytes : keptBytes)}`);
    });
    worker.once('error', (error) => {
      setLimit(pagesWithoutThread);
      onFailure(error);
    });
    this.#ended = new Promise((resolve) => worker.once('exit', () => resolve()));
    worker.unref();
    this.#worker = worker;
  }

  /** Settles when the thread has let go of the file, so that its last connection can finish it. */
  async stop(): Promise<void> {
    this.#worker?.ref();
    this.#worker?.postMessage('stop');
    await this.#ended;
  }
}

/** Beside this file in a checkout, beside the program's entries in a build. */
function threadFile(): string {
  const built = ['checkpoint-thread.cjs', join('..', 'checkpoint-thread.cjs')];
  const found = built.map((name) => join(import.meta.dirname, name)).find((file) => existsSync(file));
  return found ?? join(import.meta.dirname, 'checkpoint-thread.ts');
}
