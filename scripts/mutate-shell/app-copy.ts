import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toolPath } from '../gate/step.ts';
import type { Fault } from './faults/fault.ts';
import { runQuietly } from './run-quietly.ts';

const root = join(import.meta.dirname, '../..');

/** A copy of the built app, in which faults may be put. */
export class AppCopy {
  readonly folder: string;

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'control-tower-faults-'));
    cpSync(join(root, 'package.json'), join(this.folder, 'package.json'));
    for (const name of ['node_modules', 'resources']) symlinkSync(join(root, name), join(this.folder, name));
  }

  /** Builds the app for the copy alone: whoever uses out/ is not disturbed. @returns whether it could be built */
  build(): Promise<boolean> {
    const program = toolPath('electron-vite', 'bin/electron-vite.js');
    return runQuietly([program, 'build', '--logLevel=warn', `--outDir=${this.#built}`], process.env);
  }

  /** Takes every fault out again. */
  restore(): void {
    rmSync(join(this.folder, 'out'), { recursive: true, force: true });
    cpSync(this.#built, join(this.folder, 'out'), { recursive: true });
  }

  /** @returns false when there is no place for the fault: the app has changed, and the fault has to follow */
  put({ file, find, replace }: Fault): boolean {
    const files = globSync(file, { cwd: join(this.folder, 'out') }).map((name) => join(this.folder, 'out', name));
    if (find === null) {
      for (const path of files) rmSync(path);
      return files.length > 0;
    }
    let places = 0;
    for (const path of files) {
      const before = readFileSync(path, 'utf8');
      const after = before.replace(find, replace);
      if (after === before) continue;
      places++;
      writeFileSync(path, after);
    }
    return places > 0;
  }

  get #built(): string {
    return join(this.folder, 'built');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
