import { readdir, readFile, writeFile } from 'node:fs/promises';
import { sendSignal, type ProcessInfo, type ProcessTable } from './process-table.ts';
import { scopeMarkerIn, scopePathIn } from './scope-names.ts';

/** Where the unified hierarchy of control groups is mounted: alone, or beside the older ones. */
const usualMounts = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified'];

/** Linux: everything is read from /proc, without starting a program. */
export class LinuxProcessTable implements ProcessTable {
  readonly #root: string;
  readonly #mounts: readonly string[];

  constructor(root = '/proc', mounts = usualMounts) {
    this.#root = root;
    this.#mounts = mounts;
  }

  async list(): Promise<readonly ProcessInfo[]> {
    const names = await readdir(this.#root);
    const found = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map((name) => this.find(Number(name))));
    return found.filter((info) => info !== null);
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

  async withEnvironment(name: string, value: string, among: readonly ProcessInfo[]): Promise<readonly number[]> {
    const hits = await Promise.all(
      among.map(async ({ pid }) => {
        const environment = await readFile(`${this.#root}/${String(pid)}/environ`).catch(() => null);
        return environment !== null && holdsVariable(environment, name, value) ? pid : null;
      }),
    );
    return hits.filter((pid) => pid !== null);
  }

  async inScope(marker: string, among: readonly ProcessInfo[]): Promise<readonly number[]> {
    const hits = await Promise.all(
      among.map(async ({ pid }) => (scopeMarkerIn(await this.#controlGroupsOf(pid)) === marker ? pid : null)),
    );
    return hits.filter((pid) => pid !== null);
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

/**
 * Looks through an environment as /proc shows it: `NAME=value` pairs with a zero byte after each. The whole pair counts:
 * one whose name or value merely ends or begins like it is another's.
 */
export function holdsVariable(environment: Buffer, name: string, value: string): boolean {
  const pair = Buffer.from(`${name}=${value}`);
  for (let at = environment.indexOf(pair); at !== -1; at = environment.indexOf(pair, at + 1)) {
    const end = at + pair.length;
    if ((at === 0 || environment[at - 1] === 0) && (end === environment.length || environment[end] === 0)) return true;
  }
  return false;
}
