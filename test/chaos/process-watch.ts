import { readdirSync, readFileSync } from 'node:fs';

/** The guard's own name, by which its process is known. */
const guardName = 'control-tower-guard';

interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly startTime: string;
  readonly ended: boolean;
}

/** A process that outlived its reason. */
export interface Survivor {
  readonly pid: number;
  readonly words: string;
}

/**
 * Knows everything that one tower started, by what was seen of its family and by a mark in the environment. It looks at
 * /proc by itself, past the tower's own way of looking.
 */
export class ProcessWatch {
  readonly #rootPid: number;
  readonly #mark: string;
  /** Start times of all that was seen in the tower's family, by pid; the tower itself is not in it. */
  readonly #family = new Map<number, string>();
  #rootStart: string | null = null;
  #timer: NodeJS.Timeout | null = null;

  /** @param mark NAME=VALUE as it stands in the environment of the tower and of all that it starts */
  constructor(rootPid: number, mark: string) {
    this.#rootPid = rootPid;
    this.#mark = mark;
  }

  /** Looks again and again, so that what loses its parent later was seen while it had one. */
  begin(everyMs: number): void {
    this.look();
    this.#timer = setInterval(() => this.look(), everyMs);
  }

  end(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  look(): readonly Seen[] {
    const all = processes();
    const root = all.find(({ pid }) => pid === this.#rootPid);
    if (root !== undefined) this.#rootStart ??= root.startTime;
    const isOurs = ({ pid, startTime }: Seen): boolean =>
      this.#family.get(pid) === startTime || (pid === this.#rootPid && startTime === this.#rootStart);
    const byPid = new Map(all.map((one) => [one.pid, one]));
    for (let grew = true; grew;) {
      grew = false;
      for (const one of all) {
        if (isOurs(one)) continue;
        const parent = byPid.get(one.parent);
        if (parent === undefined || !isOurs(parent)) continue;
        this.#family.set(one.pid, one.startTime);
        grew = true;
      }
    }
    return all;
  }

  /**
   * What is alive of all that the tower started, the tower not counted; a process that waits to be reaped is not alive.
   * @param what `work`: without the guard, which ends last, and what it calls for its own ends
   */
  survivors(what: 'all' | 'work'): readonly Survivor[] {
    const born = Number(this.#rootStart ?? 0);
    const all = this.look();
    const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
    return all
      .filter(({ pid, startTime, ended }) => {
        if (ended || pid === this.#rootPid) return false;
        return this.#family.get(pid) === startTime || (Number(startTime) >= born && hasMark(pid, this.#mark));
      })
      .filter(({ pid }) => what === 'all' || !isOfGuard(pid, parents))
      .map(({ pid }) => ({ pid, words: briefly(wordsOf(pid)) }));
  }

  /** Ends what is left, each by its own pid. To be called when it has been counted. */
  endSurvivors(): void {
    for (const { pid } of this.survivors('all')) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
    }
  }
}

function isOfGuard(pid: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) {
    if (wordsOf(at).includes(` ${guardName} `)) return true;
  }
  return false;
}

/** Is this process one of those that carry the mark? Asked before anything is sent to a pid that may have changed hands. */
export function hasMark(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark);
  } catch {
    return false;
  }
}

function processes(): readonly Seen[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const state = fields[0] ?? 'X';
      const ended = state === 'Z' || state === 'X';
      return [{ pid: Number(name), parent: Number(fields[1]), startTime: fields[19] ?? '', ended }];
    } catch {
      return [];
    }
  });
}

function wordsOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** The beginning and the end of a command line, on one line: the guard's is a whole script. */
function briefly(words: string): string {
  const line = words.replace(/\s+/g, ' ');
  return line.length <= 240 ? line : `${line.slice(0, 120)} ... ${line.slice(-120)}`;
}
