import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fuzzysort from 'fuzzysort';
import ignore, { type Ignore } from 'ignore';

/** Something in a folder, by its path in it, with slashes; one of a folder ends with one. */
export type ProjectPath = string;

export interface ProjectFilesOptions {
  /** So many are read of one folder; what is beyond is not found. */
  readonly maxPaths?: number;
  readonly now?: () => number;
}

/** A list of files serves while somebody types, in milliseconds; then it is read anew. */
const freshMs = 10_000;
const keptLists = 4;

interface List {
  readonly paths: Promise<readonly ProjectPath[]>;
  readonly at: number;
}

/** Finds files in working directories, as fast as a person types, without what git is told to ignore. */
export class ProjectFiles {
  readonly #lists = new Map<string, List>();
  readonly #maxPaths: number;
  readonly #now: () => number;

  constructor({ maxPaths = 50_000, now = Date.now }: ProjectFilesOptions = {}) {
    this.#maxPaths = maxPaths;
    this.#now = now;
  }

  /**
   * Finds paths by letters that they have in this order; without any, what stands at the top.
   * @param directory absolute; one that is not there has no files
   * @param limit how many are wanted at the most
   * @returns the best first
   */
  async find(directory: string, query: string, limit: number): Promise<readonly ProjectPath[]> {
    const paths = await this.#list(directory);
    if (query === '') return paths.filter((path) => !path.slice(0, -1).includes('/')).slice(0, limit);
    return fuzzysort.go(query, paths, { limit, threshold: 0.2 }).map(({ target }) => target);
  }

  #list(directory: string): Promise<readonly ProjectPath[]> {
    const kept = this.#lists.get(directory);
    if (kept !== undefined && Math.abs(this.#now() - kept.at) < freshMs) return kept.paths;
    const paths = readPaths(directory, this.#maxPaths);
    this.#lists.delete(directory);
    this.#lists.set(directory, { paths, at: this.#now() });
    for (const oldest of this.#lists.keys()) {
      if (this.#lists.size <= keptLists) break;
      this.#lists.delete(oldest);
    }
    return paths;
  }
}

/** A folder to be read, and the rules that hold in it: each with the folder that it is written for. */
interface Place {
  readonly path: string;
  readonly rules: readonly { readonly base: string; readonly rule: Ignore }[];
}

/** Breadth first, so that of a folder that is too large the far ends are missing. Links are not followed. */
async function readPaths(directory: string, maxPaths: number): Promise<readonly ProjectPath[]> {
  const paths: string[] = [];
  let places: readonly Place[] = [{ path: '', rules: [] }];
  while (places.length > 0 && paths.length < maxPaths) {
    const below: Place[] = [];
    for (const place of places) {
      if (paths.length >= maxPaths) break;
      const found = await readPlace(directory, place);
      paths.push(...found.paths.slice(0, maxPaths - paths.length));
      below.push(...found.below);
    }
    places = below;
  }
  return paths;
}

async function readPlace(directory: string, place: Place): Promise<{ paths: readonly string[]; below: Place[] }> {
  const entries = await readdir(join(directory, place.path), { withFileTypes: true }).catch(() => []);
  const own = entries.some((entry) => entry.name === '.gitignore' && entry.isFile())
    ? await readFile(join(directory, place.path, '.gitignore'), 'utf8').catch(() => '')
    : '';
  const rules = own === '' ? place.rules : [...place.rules, { base: place.path, rule: ignore().add(own) }];
  const found = entries
    .filter((entry) => (entry.isDirectory() && entry.name !== '.git') || entry.isFile())
    .map((entry) => ({
      path: `${place.path}${entry.name}${entry.isDirectory() ? '/' : ''}`,
      folder: entry.isDirectory(),
    }))
    .filter(({ path }) => !isIgnored(path, rules))
    .sort((a, b) => Number(b.folder) - Number(a.folder) || a.path.localeCompare(b.path, undefined, { numeric: true }));
  return {
    paths: found.map(({ path }) => path),
    below: found.filter(({ folder }) => folder).map(({ path }) => ({ path, rules })),
  };
}

/** The rules of the nearest folder that say anything count, as git has it. */
function isIgnored(path: string, rules: Place['rules']): boolean {
  for (const { base, rule } of rules.toReversed()) {
    const { ignored, unignored } = rule.test(path.slice(base.length));
    if (ignored || unignored) return ignored;
  }
  return false;
}
