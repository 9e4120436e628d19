import { ok, type Problem, type Result } from '../../shared/models/problem.ts';
import type { Hold } from '../../shared/models/hold.ts';
import type { TowerState } from '../../shared/models/tower.ts';
import type { EventBus } from '../events/event-bus.ts';

/** Holds all work, or lets it go on. */
export class TowerControl {
  readonly #bus: EventBus;
  #paused: boolean;
  #holds: readonly Hold[];
  #memoryProblem: Problem | null = null;

  constructor(bus: EventBus, stored: TowerState) {
    this.#bus = bus;
    this.#paused = stored.paused;
    this.#holds = stored.holds;
    bus.onStorageProblem((storageProblem) => bus.pass('tower.storage', { problem: storageProblem }));
  }

  get state(): TowerState {
    const { storageProblem } = this.#bus;
    const state = { paused: this.#paused, holds: this.#holds, storageProblem };
    return this.#memoryProblem === null ? state : { ...state, memoryProblem: this.#memoryProblem };
  }

  /** The API refuses work for now, or no longer does. */
  setHolds(holds: readonly Hold[], kind: 'held' | 'released'): void {
    this.#holds = holds;
    this.#bus.publish(`tower.${kind}`, { tower: this.state });
  }

  /** New turns wait for memory, or no longer do (null). */
  setMemoryProblem(found: Problem | null): void {
    this.#memoryProblem = found;
    this.#bus.publish('tower.updated', { tower: this.state });
  }

  /** Starts no queued task any more, or goes on; running ones are left alone. */
  setPaused(paused: boolean): Result<TowerState> {
    if (paused === this.#paused) return ok(this.state);
    this.#paused = paused;
    const published = this.#bus.publishNow(paused ? 'tower.paused' : 'tower.resumed', { tower: this.state });
    if (published.ok) return ok(this.state);
    this.#paused = !paused;
    return published;
  }
}
