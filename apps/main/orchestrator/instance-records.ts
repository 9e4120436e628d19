import type { DurableType } from '../../shared/contract/events.ts';
import type { Instance } from '../../shared/models/instance.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import type { EventBus } from '../events/event-bus.ts';

export type InstanceEventType = Extract<DurableType, `instance.${string}`>;

/** What an instance has only while its process is there. */
export const withoutProcess = {
  pid: null,
  currentTaskId: null,
  backgroundTasks: 0,
  startedAt: null,
  stall: null,
} as const;

/** Every instance as it is now. A record changes only together with the event that says so. */
export class InstanceRecords {
  readonly #bus: EventBus;
  readonly #now: () => number;
  readonly #records: Map<string, Instance>;

  constructor(bus: EventBus, now: () => number, stored: readonly Instance[]) {
    this.#bus = bus;
    this.#now = now;
    this.#records = new Map(stored.map((instance) => [instance.id, instance]));
  }

  /** Puts right what an earlier tower that was killed has left: none of the processes that it had is there any more. */
  recover(): void {
    for (const { id, status } of this.all()) {
      if (status === 'stopped' || status === 'failed') continue;
      this.change(id, 'instance.stopped', { ...withoutProcess, status: 'stopped' });
    }
  }

  /** All that are not deleted. */
  all(): readonly Instance[] {
    return [...this.#records.values()].filter((instance) => instance.deletedAt === null);
  }

  deleted(): readonly Instance[] {
    return [...this.#records.values()].filter((instance) => instance.deletedAt !== null);
  }

  /** An instance that must be there. */
  get(id: string): Instance {
    const instance = this.#records.get(id);
    if (instance === undefined) throw new Error(`no instance ${id}`);
    return instance;
  }

  /** An instance that somebody asks for. @returns `instance.notFound` when it is not there or deleted */
  find(id: string): Result<Instance> {
    const instance = this.#records.get(id);
    if (instance === undefined || instance.deletedAt !== null) return fail(problem('instance.notFound'));
    return ok(instance);
  }

  /** Adds an instance; it is stored when this returns. */
  add(instance: Instance): Result<Instance> {
    // Whoever hears of it finds it.
    this.#records.set(instance.id, instance);
    const published = this.#bus.publishNow('instance.created', { instance });
    if (published.ok) return ok(instance);
    this.#records.delete(instance.id);
    return published;
  }

  /** Changes what the tower knows: recorded soon. */
  change(id: string, type: InstanceEventType, patch: Partial<Instance>): Instance {
    const instance = this.#patched(id, patch);
    this.#records.set(id, instance);
    this.#bus.publish(type, { instance });
    return instance;
  }

  /** Changes what a person is promised: recorded when this returns, or not changed at all. */
  changeNow(id: string, type: InstanceEventType, patch: Partial<Instance>): Result<Instance> {
    const instance = this.#patched(id, patch);
    const before = this.get(id);
    this.#records.set(id, instance);
    const published = this.#bus.publishNow(type, { instance });
    if (published.ok) return ok(instance);
    this.#records.set(id, before);
    return published;
  }

  #patched(id: string, patch: Partial<Instance>): Instance {
    return { ...this.get(id), ...patch, updatedAt: this.#now() };
  }
}
