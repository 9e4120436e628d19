import { access, readdir, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';

export interface DirectoryListing {
  /** The folder that was listed, absolute. */
  readonly path: string;
  /** False when the path that was asked for is not a folder, and its nearest parent was listed in its place. */
  readonly exists: boolean;
  readonly parent: string | null;
  readonly directories: readonly { readonly name: string; readonly path: string; readonly isGitRepository: boolean }[];
}

/** A chooser shows no more; whoever has more types on. */
const maxListed = 500;

/**
 * Lists the folders in a folder, for a chooser.
 * @param typed what a person typed so far: `~` is the home, and a relative path begins there
 * @param hidden whether those whose name begins with a dot are listed too
 */
export async function listDirectories(typed: string, home: string, hidden: boolean): Promise<DirectoryListing> {
  const expanded = typed.trim() === '' ? home : typed.replace(/^~(?=$|[/\\])/, home);
  const asked = isAbsolute(expanded) ? resolve(expanded) : resolve(home, expanded);
  let path = asked;
  while (!(await isDirectory(path)) && dirname(path) !== path) path = dirname(path);
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => (hidden || !entry.name.startsWith('.')) && (entry.isDirectory() || entry.isSymbolicLink()))
    .map((entry) => entry.name)
    .sort((a, b) => a.localeCompare(b, undefined, { numeric: true, sensitivity: 'base' }))
    .slice(0, maxListed);
  const listed = await Promise.all(
    names.map(async (name) => {
      const child = join(path, name);
      if (!(await isDirectory(child))) return [];
      return [{ name, path: child, isGitRepository: await exists(join(child, '.git')) }];
    }),
  );
  const parent = dirname(path);
  return { path, exists: path === asked, parent: parent === path ? null : parent, directories: listed.flat() };
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
