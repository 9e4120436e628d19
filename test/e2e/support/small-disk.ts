import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const hook = join(import.meta.dirname, 'no-room.cjs');

/**
 * A disk with room for a small data folder, that can be filled and emptied: a real one where we may mount it, else a database
 * that says what SQLite says on such a disk.
 */
export class SmallDisk {
  readonly #folder: string;
  readonly #ballast: string;
  readonly #isReal: boolean;

  /** @param folder the data folder, before the tower is started on it */
  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    this.#isReal = mount(folder);
    this.#ballast = join(folder, 'ballast');
  }

  /** What the tower's environment needs. */
  get environment(): Readonly<Record<string, string>> {
    return this.#isReal ? {} : { NODE_OPTIONS: `--require ${hook}`, NO_ROOM: this.#ballast };
  }

  fill(): void {
    const { bavail, bsize } = statfsSync(this.#folder);
    writeFileSync(this.#ballast, Buffer.alloc(this.#isReal ? bavail * bsize : 1));
  }

  empty(): void {
    rmSync(this.#ballast, { force: true });
  }

  /** Takes the disk away; to be called when the tower has ended. */
  remove(): void {
    if (this.#isReal) execFileSync('umount', ['-l', this.#folder]);
  }
}

/** Only root may, on Linux, and not in every container. */
function mount(folder: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'small-disk', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
