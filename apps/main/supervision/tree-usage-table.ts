import type { ProcessInfo } from './process-table.ts';

/** One process with what it has used so far. */
export interface ProcessUsage extends ProcessInfo {
  /** Processor time of its own since it started, in milliseconds. */
  readonly cpuMs: number;
  /**
   * Processor time of the children that have ended and whose end it took note of, and of theirs. Milliseconds; 0 where the
   * system does not tell.
   */
  readonly childCpuMs: number;
  /** Resident memory in bytes, shared pages included. */
  readonly memoryBytes: number;
}

/** A process as a sample saw it, with the marker of the tree that it belongs to. */
export interface SeenProcess extends ProcessUsage {
  readonly owner: string | null;
}

/** What sampling asks of the operating system; one implementation a platform. */
export interface UsageTable {
  /** Every process that can be seen, in one look. */
  list(): Promise<readonly ProcessUsage[]>;
  /** The markers of these processes, in their environment or of their scope, by pid; those without one are left out. */
  markers(among: readonly ProcessInfo[]): Promise<ReadonlyMap<number, string>>;
}
