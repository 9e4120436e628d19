import { mkdirSync, statfsSync, statSync } from 'node:fs';
import { backUpInSteps, listBackups } from './backups.ts';
import type { Sqlite } from './sqlite.ts';

export interface BackupKeeperOptions {
  readonly sqlite: Sqlite;
  readonly directory: string;
  /** How many copies stay. */
  readonly keep: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** How many bytes there is room for in a folder. */
  readonly roomIn?: (directory: string) => number;
  /** A copy could not be made; the next hour tries again. */
  readonly onFailure: (error: unknown) => void;
}

const dayMs = 24 * 3600 * 1000;
const lookMs = 3600 * 1000;
/** So much room, in bytes, is left for work by a copy; of a small database, as much as it takes itself. */
const leftForWork = 256 * 1024 * 1024;

/** Has a copy of the database made once a day while the tower runs, so that a damaged one is not the end of everything. */
export class BackupKeeper {
  readonly #options: BackupKeeperOptions;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: BackupKeeperOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Looks now and every hour whether the newest copy is a day old. @returns when the look of now is over */
  start(): Promise<void> {
    this.#timer = setInterval(() => this.#look(), lookMs);
    this.#timer.unref();
    this.#look();
    return this.#running;
  }

  /** Settles when no copy is being made any more; one that is half made is given up. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#running;
  }

  #look(): void {
    this.#running = this.#running.then(async () => {
      const { sqlite, directory, keep, onFailure } = this.#options;
      const isWanted = (): boolean => !this.#stopped;
      if (!isWanted() || !this.#isDue()) return;
      try {
        this.#expectRoom();
        await backUpInSteps(sqlite, directory, { at: this.#now(), keep, isWanted });
      } catch (error) {
        if (isWanted()) onFailure(error);
      }
    });
  }

  /** A copy is a precaution: on a disk that is nearly full it would keep from being written what it is a copy of. */
  #expectRoom(): void {
    const { sqlite, directory, roomIn = freeBytes } = this.#options;
    mkdirSync(directory, { recursive: true });
    const pages = Number(sqlite.pragma('page_count', { simple: true }));
    const bytes = pages * Number(sqlite.pragma('page_size', { simple: true }));
    const room = roomIn(directory);
    if (room < bytes + Math.min(bytes, leftForWork)) {
      throw new Error(`there is no room for a copy of ${String(bytes)} bytes: the disk has ${String(room)} left`);
    }
  }

  #isDue(): boolean {
    const newest = listBackups(this.#options.directory).at(-1);
    return newest === undefined || this.#now() - statSync(newest).mtimeMs >= dayMs;
  }
}

function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}
