import type { TreeUsage, UsagePeak, UsagePoint } from '../../shared/models/resources.ts';

/** Points kept of each instance: twelve minutes of samples that are three seconds apart. */
const maxPoints = 240;

/** What instances have used in the last minutes, in memory, and the most that each open turn has. */
export class ResourceHistory {
  readonly #points = new Map<string, UsagePoint[]>();
  readonly #turns = new Map<string, { readonly instanceId: string; peak: UsagePeak | null }>();

  /** @param at milliseconds since the epoch */
  add(at: number, instances: Readonly<Record<string, TreeUsage>>): void {
    for (const [id, usage] of Object.entries(instances)) {
      const points = this.#points.get(id) ?? [];
      this.#points.set(id, points);
      points.push({ at, ...usage });
      if (points.length > maxPoints) points.shift();
    }
    for (const turn of this.#turns.values()) {
      const usage = instances[turn.instanceId];
      if (usage !== undefined) turn.peak = higher(turn.peak, usage);
    }
  }

  /** Oldest first. */
  of(instanceId: string): readonly UsagePoint[] {
    return this.#points.get(instanceId) ?? [];
  }

  forget(instanceId: string): void {
    this.#points.delete(instanceId);
  }

  openTurn(id: string, instanceId: string): void {
    this.#turns.set(id, { instanceId, peak: null });
  }

  closeTurn(id: string): void {
    this.#turns.delete(id);
  }

  /** The most that was seen during an open turn so far; null when nothing was. */
  peakOf(turnId: string): UsagePeak | null {
    return this.#turns.get(turnId)?.peak ?? null;
  }
}

function higher(one: UsagePeak | null, other: TreeUsage): UsagePeak {
  if (one === null) return other;
  const cpu = [one.cpuPercent, other.cpuPercent].filter((percent) => percent !== null);
  return {
    cpuPercent: cpu.length === 0 ? null : Math.max(...cpu),
    memoryBytes: Math.max(one.memoryBytes, other.memoryBytes),
    processes: Math.max(one.processes, other.processes),
  };
}
