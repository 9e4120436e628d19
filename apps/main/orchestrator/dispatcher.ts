import type { Settings } from '../../shared/models/settings.ts';
import type { TowerState } from '../../shared/models/tower.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { HoldBook } from './hold-book.ts';
import type { InstanceRecords } from './instance-records.ts';
import type { InstanceRuntimes } from './instance-runtimes.ts';
import { schedule, type Step } from './scheduler.ts';
import type { TaskQueue } from './task-queue.ts';

export interface DispatcherOptions {
  readonly bus: EventBus;
  readonly records: InstanceRecords;
  readonly queue: TaskQueue;
  readonly holds: HoldBook;
  readonly runtimes: InstanceRuntimes;
  readonly settings: () => Settings;
  readonly tower: () => TowerState;
  /** Has the computer too little memory left for a new turn? Asked only when there is one to begin. */
  readonly memoryIsShort: () => boolean;
}

/** Sees that each instance gets its tasks: whenever something has changed, it looks what can be done next, and does it. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #unsubscribe: (() => void)[] = [];
  #pumpQueued = false;
  #stopped = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /** Begins to serve the queue. */
  start(): void {
    const { bus } = this.#options;
    this.#unsubscribe.push(
      bus.onAny(({ type }) => {
        if (type !== 'transcript.appended') this.pump();
      }),
      bus.onStorageProblem(() => this.pump()),
    );
    this.pump();
  }

  /** Gives nobody anything any more. */
  stop(): void {
    this.#stopped = true;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  /** Looks soon what can be done next. Cheap to call. */
  pump(): void {
    if (this.#pumpQueued || this.#stopped) return;
    this.#pumpQueued = true;
    queueMicrotask(() => {
      this.#pumpQueued = false;
      this.#serve();
    });
  }

  #serve(): void {
    if (this.#stopped) return;
    const steps = this.#plan();
    if (steps.length > 0 && this.#options.memoryIsShort()) return;
    for (const step of steps) {
      if (step.kind === 'start') this.#options.runtimes.get(step.instanceId).start();
      else this.#give(step.instanceId, step.taskId);
    }
  }

  #plan(): readonly Step[] {
    const { records, queue, holds, bus, tower, settings } = this.#options;
    const instances = records.all();
    const heads = queue.heads();
    return schedule({
      held: tower().paused || bus.storageProblem !== null,
      maxRunning: settings().maxRunning,
      working: instances.filter(({ status }) => status === 'working' || status === 'waiting').length,
      starting: instances.filter(({ status }) => status === 'starting').length,
      candidates: instances.flatMap((instance) => {
        const head = heads.get(instance.id);
        return head === undefined ? [] : [{ instance, head, held: holds.holding(instance) !== null }];
      }),
    });
  }

  #give(instanceId: string, taskId: string): void {
    const { records, queue, holds, runtimes } = this.#options;
    const instance = records.get(instanceId);
    // One tries for all: the one before may be it.
    if (holds.holding(instance) !== null) return;
    const task = queue.start(taskId, instance.sessionId);
    if (!task.ok) return;
    holds.given(instance);
    runtimes.get(instanceId).give(task.value);
  }
}
