import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';

/**
 * Remembers, beside the database, how its file looked when it was last closed well. A file that still looks so needs no
 * check at the start, which would read all of it; one that was not closed, was copied here or was changed does.
 */
export class CleanCloseMark {
  readonly #file: string;
  readonly #mark: string;

  constructor(databaseFile: string) {
    this.#file = databaseFile;
    this.#mark = `${databaseFile}.closed`;
  }

  get exists(): boolean {
    return this.#read() !== null;
  }

  /** True when the database file is, by size and time, the one that was closed. */
  get matches(): boolean {
    return this.#read() === this.#look();
  }

  /** To be called when the database was closed and nothing is left in its write-ahead log. */
  set(): void {
    // Without the mark the next start takes a little longer; that is no reason to fail a quit.
    try {
      writeFileSync(this.#mark, this.#look());
    } catch {
      return;
    }
  }

  /** To be called before the database is written. @throws an error of the file system */
  clear(): void {
    rmSync(this.#mark, { force: true });
  }

  #look(): string {
    const { size, mtimeNs } = statSync(this.#file, { bigint: true });
    return `${String(size)} ${String(mtimeNs)}\n`;
  }

  #read(): string | null {
    try {
      return readFileSync(this.#mark, 'utf8');
    } catch {
      return null;
    }
  }
}
