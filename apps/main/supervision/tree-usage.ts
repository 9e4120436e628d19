import type { TreeUsage } from '../../shared/models/resources.ts';
import type { TreeIdentity } from './process-tree.ts';
import { spentSince } from './tree-usage-spent.ts';
import type { ProcessUsage, SeenProcess, UsageTable } from './tree-usage-table.ts';

export interface TreeUsageSamplerOptions {
  readonly table: UsageTable;
  /** Milliseconds of a clock that nobody sets. */
  readonly clock: () => number;
  /** A process that is in no tree, though it may descend from one: the tower's own. */
  readonly ownPid: number;
}

/**
 * Measures the process trees of all instances in one look at the system's process table. A process belongs to a tree as
 * supervision sees it: the root by pid and start time, its descendants, and whatever carries the marker. What was found to
 * belong still does when its parent is gone. An environment is read once in a process's life, and only of those that
 * parentage does not explain.
 */
export class TreeUsageSampler {
  readonly #options: TreeUsageSamplerOptions;
  #seen: ReadonlyMap<number, SeenProcess> = new Map();
  #seenAt: number | null = null;
  #looking: Promise<ReadonlyMap<string, TreeUsage>> | null = null;

  constructor(options: TreeUsageSamplerOptions) {
    this.#options = options;
  }

  /**
   * Takes a sample. Asked while one is being taken, it gives that one: two looks never overlap.
   * @param trees asked for after the look: what it saw has its row in the ledger by then
   * @returns the usage of each tree of which something is alive, by its marker
   * @throws when the system's table cannot be read
   */
  sample(trees: () => readonly TreeIdentity[]): Promise<ReadonlyMap<string, TreeUsage>> {
    this.#looking ??= this.#look(trees).finally(() => (this.#looking = null));
    return this.#looking;
  }

  /** Forgets the sample before: after a long pause its interval would say nothing about now. */
  forget(): void {
    this.#seen = new Map();
    this.#seenAt = null;
  }

  async #look(trees: () => readonly TreeIdentity[]): Promise<ReadonlyMap<string, TreeUsage>> {
    const processes = await this.#options.table.list();
    const at = this.#options.clock();
    const seen = await this.#assign(processes, trees());
    const spent = this.#seenAt === null ? null : spentSince(this.#seen, seen);
    const elapsed = at - (this.#seenAt ?? at);
    this.#seen = seen;
    this.#seenAt = at;
    const sums = new Map<string, { memoryBytes: number; processes: number }>();
    for (const { owner, ended, memoryBytes } of seen.values()) {
      if (owner === null || ended) continue;
      const sum = sums.get(owner) ?? { memoryBytes: 0, processes: 0 };
      sums.set(owner, sum);
      sum.memoryBytes += memoryBytes;
      sum.processes += 1;
    }
    const percent = (marker: string): number | null =>
      spent === null || elapsed <= 0 ? null : ((spent.get(marker) ?? 0) / elapsed) * 100;
    return new Map([...sums].map(([marker, sum]) => [marker, { cpuPercent: percent(marker), ...sum }]));
  }

  /** Finds out to which tree each process belongs. */
  async #assign(
    processes: readonly ProcessUsage[],
    trees: readonly TreeIdentity[],
  ): Promise<ReadonlyMap<number, SeenProcess>> {
    const live = new Set(trees.map(({ marker }) => marker));
    const roots = new Map(trees.filter(({ startTime }) => startTime !== '').map((tree) => [tree.pid, tree]));
    const byPid = new Map(processes.map((info) => [info.pid, info]));
    const owners = new Map<number, string | null>([[this.#options.ownPid, null]]);
    const before = (info: ProcessUsage): SeenProcess | null => {
      const seen = this.#seen.get(info.pid);
      return seen?.startTime === info.startTime ? seen : null;
    };
    const ownerOf = (info: ProcessUsage): string | null => {
      const known = owners.get(info.pid);
      if (known !== undefined) return known;
      // For the case that processes name each other as parent.
      owners.set(info.pid, null);
      const root = roots.get(info.pid);
      const parent = byPid.get(info.parentPid);
      const earlier = before(info)?.owner ?? null;
      let owner: string | null = null;
      if (root?.startTime === info.startTime) owner = root.marker;
      else if (parent !== undefined) owner = ownerOf(parent);
      owner ??= earlier !== null && live.has(earlier) ? earlier : null;
      owners.set(info.pid, owner);
      return owner;
    };
    for (const info of processes) ownerOf(info);
    const strangers = processes.filter(
      (info) =>
        !info.ended && info.pid !== this.#options.ownPid && owners.get(info.pid) === null && before(info) === null,
    );
    const marked = await this.#options.table.markers(strangers);
    const own = new Map(owners);
    for (const [pid, marker] of marked) if (live.has(marker)) own.set(pid, marker);
    if (own.size > 0 && marked.size > 0) inherit(processes, byPid, own, this.#options.ownPid);
    return new Map(processes.map((info) => [info.pid, { ...info, owner: own.get(info.pid) ?? null }]));
  }
}

/** Hands the trees that markers told of down to children that have none. */
function inherit(
  processes: readonly ProcessUsage[],
  byPid: ReadonlyMap<number, ProcessUsage>,
  owners: Map<number, string | null>,
  ownPid: number,
): void {
  for (const info of processes) {
    const path: number[] = [];
    let at: ProcessUsage | undefined = info;
    while (at !== undefined && at.pid !== ownPid && (owners.get(at.pid) ?? null) === null && !path.includes(at.pid)) {
      path.push(at.pid);
      at = byPid.get(at.parentPid);
    }
    const owner = at === undefined ? null : (owners.get(at.pid) ?? null);
    if (owner !== null) for (const pid of path) owners.set(pid, owner);
  }
}
