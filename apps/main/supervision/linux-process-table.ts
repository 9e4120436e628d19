import { readdir, readFile } from 'node:fs/promises';
import { sendSignal, type ProcessInfo, type ProcessTable } from './process-table.ts';

/** Linux: everything is read from /proc, without starting a program. */
export class LinuxProcessTable implements ProcessTable {
  readonly #root: string;

  constructor(root = '/proc') {
    this.#root = root;
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
    const wanted = Buffer.from(`${name}=${value}\0`);
    const hits = await Promise.all(
      among.map(async ({ pid }) => {
        const environment = await readFile(`${this.#root}/${String(pid)}/environ`).catch(() => null);
        if (environment === null) return null;
        const at = environment.indexOf(wanted);
        return at === 0 || (at > 0 && environment[at - 1] === 0) ? pid : null;
      }),
    );
    return hits.filter((pid) => pid !== null);
  }

  kill(pid: number, signal: NodeJS.Signals): boolean {
    return sendSignal(pid, signal);
  }
}
