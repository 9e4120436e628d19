import { readdir, readFile, writeFile } from 'node:fs/promises';
import { sendSignal, type ProcessInfo, type ProcessTable } from './process-table.ts';
import { scopeMarkerIn, scopePathIn } from './scope-names.ts';

/** Where the unified hierarchy of control groups is mounted: alone, or beside the older ones. */
const usualMounts = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified'];

type Processes = readonly ProcessInfo[];
/** Which processes have something, by what they have. */
type PidsBy = ReadonlyMap<string, readonly number[]>;

/**
 * Linux: everything is read from /proc, without starting a program. Who asks while it is being read shares the next reading,
 * and what that has found: two hundred trees that are ended at once would else read the whole of it two hundred times.
 */
export class LinuxProcessTable implements ProcessTable {
  readonly #root: string;
  readonly #mounts: readonly string[];
  #reading: Promise<Processes> | null = null;
  #next: Promise<Processes> | null = null;
  readonly #environments = new Map<string, WeakMap<Processes, Promise<PidsBy>>>();
  readonly #scopes = new WeakMap<Processes, Promise<PidsBy>>();

  constructor(root = '/proc', mounts = usualMounts) {
    this.#root = root;
    this.#mounts = mounts;
  }

  list(): Promise<Processes> {
    if (this.#reading === null) return (this.#reading = this.#read());
    // What is being read began before this was asked, and may have missed what was started since.
    return (this.#next ??= this.#reading.then(
      () => this.#begin(),
      () => this.#begin(),
    ));
  }

  #begin(): Promise<Processes> {
    this.#next = null;
    return (this.#reading = this.#read());
  }

  async #read(): Promise<Processes> {
    try {
      const names = await readdir(this.#root);
      const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
      return (await Promise.all(pids.map((pid) => this.find(pid)))).filter((info) => info !== null);
    } finally {
      if (this.#next === null) this.#reading = null;
    }
  }

  async find(pid: number): Promise<ProcessInfo | null> {
    const stat = await readFile(`${this.#root}/${String(pid)}/stat`, 'latin1').catch(() => null);
    if (stat === null) return null;
    // The command's name stands in parentheses and may itself hold blanks and parentheses: count from the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, parentPid] = fields;
    const startTime = fields[19];
    if (state === undefined || parentPid === undefined || startTime === undefined) return null;
    return { pid, parentPid: Number(parentPid), startTime, ended: state === 'Z' || state === 'X' };
  }

  async withEnvironment(name: string, value: string, among: Processes): Promise<readonly number[]> {
    const known = this.#environments.get(name) ?? new WeakMap<Processes, Promise<PidsBy>>();
    this.#environments.set(name, known);
    const valuesOf = async (pid: number): Promise<readonly string[]> => {
      const environment = await readFile(`${this.#root}/${String(pid)}/environ`).catch(() => null);
      return environment === null ? [] : valuesIn(environment, name);
    };
    return (await shared(known, among, valuesOf)).get(value) ?? [];
  }

  async inScope(marker: string, among: Processes): Promise<readonly number[]> {
    const markersOf = async (pid: number): Promise<readonly string[]> => {
      const found = scopeMarkerIn(await this.#controlGroupsOf(pid));
      return found === null ? [] : [found];
    };
    return (await shared(this.#scopes, among, markersOf)).get(marker) ?? [];
  }

  async endScope(marker: string, members: readonly ProcessInfo[]): Promise<void> {
    for (const { pid } of members) {
      // The path holds the marker, so that it is ours even if the number has passed to a stranger.
      const path = scopePathIn(await this.#controlGroupsOf(pid), marker);
      if (path === null) continue;
      // Only one of the mounts has it, and kernels before 5.14 have no such file.
      const kills = this.#mounts.map((mount) => writeFile(`${mount}${path}/cgroup.kill`, '1', { flag: 'r+' }));
      await Promise.allSettled(kills);
      return;
    }
  }

  kill(pid: number, signal: NodeJS.Signals): boolean {
    return sendSignal(pid, signal);
  }

  #controlGroupsOf(pid: number): Promise<string> {
    return readFile(`${this.#root}/${String(pid)}/cgroup`, 'utf8').catch(() => '');
  }
}

/** Learns of each process once for everybody who was given the same list of them. */
function shared(
  known: WeakMap<Processes, Promise<PidsBy>>,
  among: Processes,
  learn: (pid: number) => Promise<readonly string[]>,
): Promise<PidsBy> {
  const before = known.get(among);
  if (before !== undefined) return before;
  const found = learnAll(among, learn);
  known.set(among, found);
  return found;
}

async function learnAll(among: Processes, learn: (pid: number) => Promise<readonly string[]>): Promise<PidsBy> {
  const learned = await Promise.all(among.map(async ({ pid }) => ({ pid, values: await learn(pid) })));
  const pids = new Map<string, number[]>();
  for (const { pid, values } of learned) {
    for (const value of values) pids.set(value, [...(pids.get(value) ?? []), pid]);
  }
  return pids;
}

/**
 * Looks through an environment as /proc shows it: `NAME=value` pairs with a zero byte after each. The whole name counts: one
 * that merely ends like it is another's.
 * @returns its values; a name may stand there more than once
 */
export function valuesIn(environment: Buffer, name: string): readonly string[] {
  const sign = Buffer.from(`${name}=`);
  const values = new Set<string>();
  for (let at = environment.indexOf(sign); at !== -1; at = environment.indexOf(sign, at + 1)) {
    if (at !== 0 && environment[at - 1] !== 0) continue;
    const end = environment.indexOf(0, at);
    values.add(environment.toString('utf8', at + sign.length, end === -1 ? environment.length : end));
  }
  return [...values];
}
