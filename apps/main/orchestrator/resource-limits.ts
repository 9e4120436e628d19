import type { Instance } from '../../shared/models/instance.ts';
import { problem } from '../../shared/models/problem-words.ts';
import type { Problem, ProblemCode } from '../../shared/models/problem.ts';
import type { OverLimitPolicy, TreeUsage } from '../../shared/models/resources.ts';
import type { Settings } from '../../shared/models/settings.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { InstanceManager } from './instance-manager.ts';
import type { InstanceRecords } from './instance-records.ts';
import { megabytes } from './resource-gate.ts';
import { TranscriptWriter } from './transcript-writer.ts';

export interface MemoryLimitsOptions {
  readonly bus: EventBus;
  readonly records: InstanceRecords;
  readonly manager: Pick<InstanceManager, 'abortTurn' | 'stopInstance'>;
  readonly settings: () => Settings;
  readonly now: () => number;
}

/** So many samples in a row must be over the limit: one alone may have met a peak. */
const patience = 2;
const codes: Readonly<Record<OverLimitPolicy, ProblemCode>> = {
  tell: 'memory.overLimit',
  interrupt: 'memory.interrupted',
  stop: 'memory.stopped',
};

/** Watches that instances keep to their limits on memory, and does what the settings say with one that does not. */
export class MemoryLimits {
  readonly #options: MemoryLimitsOptions;
  /** In how many samples running each was over its limit. */
  readonly #over = new Map<string, number>();

  constructor(options: MemoryLimitsOptions) {
    this.#options = options;
  }

  /** Is somebody over the limit, so that looking soon is worth it? */
  get anyOver(): boolean {
    return this.#over.size > 0;
  }

  /** Judges one sample of all instances that run. */
  judge(instances: Readonly<Record<string, TreeUsage>>): void {
    for (const id of [...this.#over.keys()]) if (instances[id] === undefined) this.#settle(id);
    for (const [id, { memoryBytes }] of Object.entries(instances)) {
      const found = this.#options.records.find(id);
      if (!found.ok) continue;
      const limit = found.value.memoryLimit ?? this.#options.settings().memoryLimit;
      if (limit === null || memoryBytes <= limit) this.#settle(id);
      else this.#exceeds(found.value, memoryBytes, limit);
    }
  }

  /** It is within its limit (again), or no longer there. */
  #settle(id: string): void {
    const count = this.#over.get(id) ?? 0;
    this.#over.delete(id);
    if (count < patience) return;
    const { records } = this.#options;
    const found = records.find(id);
    // Why it was stopped or interrupted is still to be seen afterwards.
    if (!found.ok || found.value.problem?.code !== codes.tell) return;
    records.change(id, 'instance.withinLimit', { problem: null });
  }

  #exceeds(instance: Instance, used: number, limit: number): void {
    const { id, name, status } = instance;
    const count = (this.#over.get(id) ?? 0) + 1;
    this.#over.set(id, count);
    if (count < patience || status === 'stopping') return;
    const { bus, records, manager, now, settings } = this.#options;
    const policy = settings().overLimit;
    const params = { name, used: megabytes(used), limit: megabytes(limit) };
    const why = problem('memory.overLimit', params);
    // The next turn clears the problem, though it lasts.
    if (count === patience || instance.problem === null) records.change(id, 'instance.overLimit', { problem: why });
    if (count === patience) {
      const transcript = new TranscriptWriter(bus, id, now, () => ({ taskId: instance.currentTaskId, turnId: null }));
      transcript.notice({ level: 'warning', code: why.code, text: why.message, params, problem: why });
    }
    if (policy === 'tell') return;
    const consequence = problem(codes[policy], params);
    manager.abortTurn(id, consequence);
    if (policy === 'stop' && count === patience) void this.#stop(id, consequence);
  }

  async #stop(id: string, why: Problem): Promise<void> {
    const stopped = await this.#options.manager.stopInstance(id);
    if (!stopped.ok || stopped.value.status !== 'stopped') return;
    this.#options.records.change(id, 'instance.updated', { problem: why });
  }
}
