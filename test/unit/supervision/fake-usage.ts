import type { ProcessInfo } from '../../../apps/main/supervision/process-table.ts';
import type { ProcessUsage, UsageTable } from '../../../apps/main/supervision/tree-usage-table.ts';

interface FakeUsage extends ProcessUsage {
  readonly marker: string | null;
}

/** A computer's processes with what they use, in memory; children that end are counted to their parents, as Linux does. */
export class FakeUsageTable implements UsageTable {
  /** The processes whose environment was read, in order. */
  readonly read: number[] = [];
  lists = 0;
  readonly #processes = new Map<number, FakeUsage>();

  run(pid: number, own: Partial<FakeUsage> = {}): void {
    const before = this.#processes.get(pid);
    const usual: FakeUsage = before ?? {
      pid,
      parentPid: 1,
      startTime: `t${String(pid)}`,
      ended: false,
      marker: null,
      cpuMs: 0,
      childCpuMs: 0,
      memoryBytes: 1000,
    };
    this.#processes.set(pid, { ...usual, ...own });
  }

  /** It works for so many milliseconds of a processor. */
  work(pid: number, cpuMs: number): void {
    const before = this.#processes.get(pid)?.cpuMs ?? 0;
    this.run(pid, { cpuMs: before + cpuMs });
  }

  /** It is gone. @param noted whether its parent took note, and got its processor time */
  end(pid: number, noted = true): void {
    const ended = this.#processes.get(pid);
    if (ended === undefined) return;
    this.#processes.delete(pid);
    const parent = this.#processes.get(ended.parentPid);
    if (parent !== undefined && noted) {
      this.run(parent.pid, { childCpuMs: parent.childCpuMs + ended.cpuMs + ended.childCpuMs });
    }
    for (const each of this.#processes.values()) if (each.parentPid === pid) this.run(each.pid, { parentPid: 1 });
  }

  has(pid: number): boolean {
    return this.#processes.has(pid);
  }

  parentOf(pid: number): number | undefined {
    return this.#processes.get(pid)?.parentPid;
  }

  list(): Promise<readonly ProcessUsage[]> {
    this.lists += 1;
    return Promise.resolve([...this.#processes.values()]);
  }

  markers(among: readonly ProcessInfo[]): Promise<ReadonlyMap<number, string>> {
    const found = new Map<number, string>();
    for (const { pid } of among) {
      this.read.push(pid);
      const marker = this.#processes.get(pid)?.marker ?? null;
      if (marker !== null) found.set(pid, marker);
    }
    return Promise.resolve(found);
  }
}
