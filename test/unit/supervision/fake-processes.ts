import type { LedgerRow, LedgerStore } from '../../../apps/main/supervision/process-ledger.ts';
import type { ProcessInfo, ProcessTable } from '../../../apps/main/supervision/process-table.ts';
import type { Problem } from '../../../apps/shared/models/problem.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';

interface FakeProcess extends ProcessInfo {
  readonly marker: string | null;
  /** The marker of the scope that it is in. */
  readonly scope: string | null;
  /** It may not be killed, or does not mind. */
  readonly immortal: boolean;
}

/** A computer's processes, in memory. */
export class FakeProcesses implements ProcessTable {
  readonly killed: number[] = [];
  canEndScopes = false;
  readonly #processes = new Map<number, FakeProcess>();
  /** Called after each kill: what a tool that is being ended may still do. */
  onKill: (pid: number) => void = () => undefined;

  run(pid: number, own: Partial<FakeProcess> = {}): void {
    const usual = {
      parentPid: 1,
      startTime: `t${String(pid)}`,
      ended: false,
      marker: null,
      scope: null,
      immortal: false,
    };
    this.#processes.set(pid, { ...usual, ...own, pid });
  }

  end(pid: number): void {
    this.#processes.delete(pid);
    for (const info of this.#processes.values())
      if (info.parentPid === pid) this.run(info.pid, { ...info, parentPid: 1 });
  }

  get pids(): readonly number[] {
    return [...this.#processes.keys()];
  }

  list(): Promise<readonly ProcessInfo[]> {
    return Promise.resolve([...this.#processes.values()]);
  }

  find(pid: number): Promise<ProcessInfo | null> {
    return Promise.resolve(this.#processes.get(pid) ?? null);
  }

  withEnvironment(_: string, value: string, among: readonly ProcessInfo[]): Promise<readonly number[]> {
    return Promise.resolve(among.flatMap(({ pid }) => (this.#processes.get(pid)?.marker === value ? [pid] : [])));
  }

  inScope(marker: string, among: readonly ProcessInfo[]): Promise<readonly number[]> {
    return Promise.resolve(among.flatMap(({ pid }) => (this.#processes.get(pid)?.scope === marker ? [pid] : [])));
  }

  /** The system ends what is in a scope, whether or not we could. */
  async endScope(marker: string, members: readonly ProcessInfo[]): Promise<void> {
    if (!this.canEndScopes) return;
    for (const pid of await this.inScope(marker, members)) this.end(pid);
  }

  kill(pid: number): boolean {
    this.killed.push(pid);
    const info = this.#processes.get(pid);
    if (info === undefined) return false;
    if (info.immortal) throw Object.assign(new Error('not permitted'), { code: 'EPERM' });
    this.end(pid);
    this.onKill(pid);
    return true;
  }
}

/** A ledger's store that is only memory, and can be told to refuse. */
export class MemoryLedger implements LedgerStore {
  readonly rows = new Map<string, LedgerRow>();
  full = false;

  add(row: LedgerRow): Problem | null {
    if (this.full) return problem('storage.full', { path: '/data' });
    this.rows.set(row.marker, row);
    return null;
  }

  remove(marker: string): Problem | null {
    if (this.full) return problem('storage.full', { path: '/data' });
    this.rows.delete(marker);
    return null;
  }

  all(): readonly LedgerRow[] {
    return [...this.rows.values()];
  }
}
