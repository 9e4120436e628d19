import type { Problem } from '../../shared/models/problem.ts';
import { endTree, processesOfTree, type EndTreeOptions, type TreeIdentity } from './process-tree.ts';
import { noGuard, type TreeGuard } from './process-guard.ts';
import type { ProcessTable } from './process-table.ts';

/** A process that was started and not yet seen to have ended with all that it started. */
export interface LedgerRow extends TreeIdentity {
  readonly instanceId: string;
  readonly command: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** Where the ledger is kept; each call is on disk when it returns null, or says why it is not. */
export interface LedgerStore {
  /** Adds a row, or replaces the one with the same marker. */
  add(row: LedgerRow): Problem | null;
  /** A row that cannot be removed is looked at again by the next sweep. */
  remove(marker: string): Problem | null;
  all(): readonly LedgerRow[];
}

export interface SweepReport {
  /** Rows whose processes were all gone already. */
  readonly clean: number;
  /** Rows of which something had to be ended. */
  readonly ended: readonly LedgerRow[];
  /** Rows of which something could not be ended; they stay in the ledger. */
  readonly remaining: readonly { readonly row: LedgerRow; readonly pids: readonly number[] }[];
}

/**
 * Knows on disk what was started, so that what a killed tower left can be ended by the next one, and tells the guard, which
 * does so at once.
 */
export class ProcessLedger {
  readonly #store: LedgerStore;
  readonly #table: ProcessTable;
  readonly #guard: TreeGuard;

  constructor(store: LedgerStore, table: ProcessTable, guard: TreeGuard = noGuard) {
    this.#store = store;
    this.#table = table;
    this.#guard = guard;
  }

  /**
   * Notes that a process is about to be started, so that its marker is on disk before it can leave anything behind.
   * @returns why it cannot be noted; then it must not be started
   */
  announce(process: Omit<LedgerRow, 'pid' | 'startTime'>): Problem | null {
    const unnoted = this.#store.add({ ...process, pid: 0, startTime: '' });
    if (unnoted === null) this.#guard.expect(process.marker);
    return unnoted;
  }

  /** Enters a process that was just started, before it is given its first byte. @returns what names its tree */
  async enter(process: Omit<LedgerRow, 'startTime'>): Promise<TreeIdentity> {
    const info = await this.#table.find(process.pid);
    const row: LedgerRow = { ...process, startTime: info?.startTime ?? '' };
    this.#store.add(row);
    this.#guard.watch(row);
    return row;
  }

  /** What was started and is not known to have ended with all that it started. */
  running(): readonly LedgerRow[] {
    return this.#store.all();
  }

  /** Strikes off a process that could not be started after all, or of which nothing is left. */
  strike(marker: string): void {
    this.#store.remove(marker);
    this.#guard.forget(marker);
  }

  /** Ends what is left of a tree and strikes it off. @returns the pids that would not end; then the row stays. */
  async settle(tree: TreeIdentity, options?: EndTreeOptions): Promise<readonly number[]> {
    const left = await endTree(tree, this.#table, options);
    if (left.length === 0) this.strike(tree.marker);
    return left;
  }

  /** Ends what an earlier tower left behind. A stranger's process that reused a pid is never touched. */
  async sweep(options?: EndTreeOptions): Promise<SweepReport> {
    const ended: LedgerRow[] = [];
    const remaining: { row: LedgerRow; pids: readonly number[] }[] = [];
    let clean = 0;
    for (const row of this.#store.all()) {
      const found = await processesOfTree(row, this.#table);
      const left = await this.settle(row, options);
      if (left.length > 0) remaining.push({ row, pids: left });
      else if (found.length > 0) ended.push(row);
      else clean += 1;
    }
    return { clean, ended, remaining };
  }
}
