import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mountSmallDisk } from '../../support/small-disk.ts';

const hook = join(import.meta.dirname, 'no-room.cjs');

/**
 * A disk with room for a small data folder, that can be filled and emptied: a real one where we may mount it, else a database
 * that says what SQLite says on such a disk.
 */
export class SmallDisk {
  readonly #ballast: string;
  /** Null where the disk is no real one. */
  readonly #unmount: (() => void) | null;

  /** @param folder the data folder, before the tower is started on it */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#unmount = mountSmallDisk(folder, 8);
    this.#ballast = join(folder, 'ballast');
  }

  /** What the tower's environment needs. */
  get environment(): Readonly<Record<string, string>> {
    return this.#unmount !== null ? {} : { NODE_OPTIONS: `--require ${hook}`, NO_ROOM: this.#ballast };
  }

  /** Leaves no room, whatever the tower writes meanwhile. */
  fill(): void {
    if (this.#unmount === null) {
      writeFileSync(this.#ballast, 'full');
      return;
    }
    for (const bytes of [64 * 1024, 4 * 1024, 1]) {
      while (this.#append(Buffer.alloc(bytes))) continue;
    }
  }

  /** @returns whether there was room for it */
  #append(bytes: Buffer): boolean {
    try {
      appendFileSync(this.#ballast, bytes);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
      throw error;
    }
  }

  empty(): void {
    rmSync(this.#ballast, { force: true });
  }

  /** Takes the disk away; to be called when the tower has ended. */
  remove(): void {
    this.#unmount?.();
  }
}
