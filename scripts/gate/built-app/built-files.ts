import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** A file of a build: its path below the build's folder, with forward slashes. */
export interface BuiltFile {
  readonly path: string;
  readonly text: string;
}

/** @returns the scripts and pages of a built app, without the maps; sorted by path */
export function readBuiltFiles(directory: string): readonly BuiltFile[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: file.slice(directory.length + 1).replaceAll(sep, '/'), text: readFileSync(file, 'utf8') }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}
