import type { ResourceSample, TreeUsage } from '../../shared/models/resources.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Log } from '../logging/log.ts';
import type { LedgerRow } from '../supervision/process-ledger.ts';
import type { ComputerResources, ReadAvailable } from '../supervision/tree-usage-memory.ts';
import type { TreeUsageSampler } from '../supervision/tree-usage.ts';
import type { ResourceHistory } from './resource-history.ts';
import type { MemoryLimits } from './resource-limits.ts';

export interface ResourceMonitorOptions {
  readonly bus: EventBus;
  readonly sampler: Pick<TreeUsageSampler, 'sample' | 'forget'>;
  /** The processes of instances that are not known to have ended with all that they started. */
  readonly running: () => readonly LedgerRow[];
  readonly history: ResourceHistory;
  readonly limits: Pick<MemoryLimits, 'judge' | 'anyOver'>;
  readonly computer: ComputerResources;
  readonly available: ReadAvailable;
  readonly now: () => number;
  readonly log: Pick<Log, 'warn'>;
  /** Between two samples while a window is open, and while none is, in milliseconds. */
  readonly everyMs: number;
  readonly unwatchedMs: number;
}

/** After the first sample, which knows no processor time yet. */
const secondMs = 1000;

/**
 * Samples what instances use, for as long as one has a process: every few seconds while a window is open, seldom while none
 * is. A sample is a passing event; what it says is kept for some minutes and held against the limits.
 */
export class ResourceMonitor {
  readonly #options: ResourceMonitorOptions;
  readonly #unsubscribe: readonly (() => void)[];
  #latest: ResourceSample | null = null;
  #timer: NodeJS.Timeout | null = null;
  #ticking: Promise<void> | null = null;
  #windows = 0;
  #failing = false;
  #stopped = false;

  constructor(options: ResourceMonitorOptions) {
    this.#options = options;
    const { bus, history } = options;
    this.#unsubscribe = [
      bus.onAny(({ type, data }) => {
        if (type === 'instance.deleted') history.forget(data.instance.id);
        else if (type === 'turn.started') history.openTurn(data.turn.id, data.turn.instanceId);
        else if ('turn' in data) history.closeTurn(data.turn.id);
        else if ('instance' in data && data.instance.pid !== null) this.#wake(0);
      }),
    ];
  }

  /** The newest sample; null while nothing has run. */
  get latest(): ResourceSample | null {
    return this.#latest;
  }

  /** How many windows are open now. The first one does not have to wait for the next seldom sample. */
  setWindows(count: number): void {
    const first = this.#windows === 0 && count > 0;
    this.#windows = count;
    if (!first || this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#wake(0);
  }

  /** Takes no more samples. Settles when the last one is over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#ticking;
  }

  #wake(delayMs: number): void {
    if (this.#stopped || this.#timer !== null || this.#ticking !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#ticking = this.#tick().then((nextMs) => {
        this.#ticking = null;
        if (nextMs !== null) this.#wake(nextMs);
      });
    }, delayMs).unref();
  }

  /** Takes one sample. @returns after how many milliseconds the next is due; null for none */
  async #tick(): Promise<number | null> {
    const { everyMs, unwatchedMs, sampler, limits } = this.#options;
    const first = this.#latest === null || Object.keys(this.#latest.instances).length === 0;
    try {
      if (this.#options.running().length === 0) {
        sampler.forget();
        if (!first) this.#tell({});
        return null;
      }
      this.#tell(await this.#measure());
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.#options.log.warn('what instances use cannot be measured', { error: String(error) });
      this.#failing = true;
      return unwatchedMs;
    }
    if (first) return Math.min(secondMs, everyMs);
    return this.#windows > 0 || limits.anyOver ? everyMs : unwatchedMs;
  }

  async #measure(): Promise<Readonly<Record<string, TreeUsage>>> {
    let rows: readonly LedgerRow[] = [];
    const usages = await this.#options.sampler.sample(() => (rows = this.#stopped ? [] : this.#options.running()));
    const instances: Record<string, TreeUsage> = {};
    for (const { marker, instanceId } of rows) {
      const usage = usages.get(marker);
      if (usage === undefined) continue;
      const before = instances[instanceId];
      instances[instanceId] = before === undefined ? usage : added(before, usage);
    }
    return instances;
  }

  #tell(instances: Readonly<Record<string, TreeUsage>>): void {
    if (this.#stopped) return;
    const { bus, history, limits, now, computer, available } = this.#options;
    const at = now();
    this.#latest = { at, instances, computer: { ...computer, availableBytes: available() } };
    history.add(at, instances);
    bus.pass('tower.sampled', this.#latest);
    limits.judge(instances);
  }
}

/** An instance may have two trees: what would not end of the one before, and its own. */
function added(one: TreeUsage, other: TreeUsage): TreeUsage {
  const known = one.cpuPercent !== null && other.cpuPercent !== null;
  return {
    cpuPercent: known ? one.cpuPercent + other.cpuPercent : null,
    memoryBytes: one.memoryBytes + other.memoryBytes,
    processes: one.processes + other.processes,
  };
}
