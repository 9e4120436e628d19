import type { CallOutput } from '../../shared/contract/calls.ts';
import type { DurableEvent } from '../../shared/contract/events.ts';
import type { Instance } from '../../shared/models/instance.ts';
import type { Request } from '../../shared/models/request.ts';
import type { Settings } from '../../shared/models/settings.ts';
import type { Task } from '../../shared/models/task.ts';
import type { TowerState } from '../../shared/models/tower.ts';
import type { EventBus } from '../events/event-bus.ts';
import { summarize, type FleetSummary } from './fleet-summary.ts';

type Snapshot = Pick<CallOutput<'tower.snapshot'>, 'instances' | 'tasks' | 'requests' | 'tower' | 'settings'>;

/** How long changes are gathered before they are told of, in milliseconds: menus need not be redrawn for each. */
const gatherMs = 120;

/** What the shell knows of the tower: it follows the bus as a window does, and remembers only what it shows. */
export class FleetView {
  readonly #instances = new Map<string, Instance>();
  /** Queued ones alone. */
  readonly #tasks = new Map<string, Task>();
  /** Open ones alone. */
  readonly #requests = new Map<string, Request>();
  readonly #listeners = new Set<(summary: FleetSummary) => void>();
  readonly #unsubscribe: readonly (() => void)[];
  #tower: TowerState;
  #settings: Settings;
  #timer: NodeJS.Timeout | null = null;
  #summary: FleetSummary | null = null;

  /** @param snapshot of the tower as of now: nothing may happen between it and this */
  constructor(bus: EventBus, snapshot: Snapshot) {
    for (const instance of snapshot.instances) this.#instances.set(instance.id, instance);
    for (const task of snapshot.tasks) this.#noteTask(task);
    for (const request of snapshot.requests) this.#noteRequest(request);
    this.#tower = snapshot.tower;
    this.#settings = snapshot.settings;
    this.#unsubscribe = [
      bus.onAny((event) => this.#apply(event)),
      bus.onStorageProblem((storageProblem) => {
        this.#tower = { ...this.#tower, storageProblem };
        this.#changed();
      }),
    ];
  }

  get summary(): FleetSummary {
    this.#summary ??= summarize({
      instances: this.#instances.values(),
      tasks: this.#tasks.values(),
      requests: this.#requests.values(),
      tower: this.#tower,
      settings: this.#settings,
    });
    return this.#summary;
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** @returns null for one that is deleted or was never there */
  instance(id: string): Instance | null {
    const instance = this.#instances.get(id);
    return instance === undefined || instance.deletedAt !== null ? null : instance;
  }

  /** @returns null for one that is not open */
  request(id: string): Request | null {
    return this.#requests.get(id) ?? null;
  }

  isOpen(requestId: string): boolean {
    return this.#requests.has(requestId);
  }

  /** Hears of changes of the fleet or the settings, several at once, soon after the last of them. */
  onChange(listener: (summary: FleetSummary) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #apply({ data }: DurableEvent): void {
    if ('instance' in data) this.#instances.set(data.instance.id, data.instance);
    else if ('task' in data) this.#noteTask(data.task);
    else if ('request' in data) this.#noteRequest(data.request);
    else if ('tower' in data) this.#tower = data.tower;
    else if ('settings' in data) this.#settings = data.settings;
    else return;
    this.#changed();
  }

  #noteTask(task: Task): void {
    if (task.status === 'queued') this.#tasks.set(task.id, task);
    else this.#tasks.delete(task.id);
  }

  #noteRequest(request: Request): void {
    if (request.status === 'open') this.#requests.set(request.id, request);
    else this.#requests.delete(request.id);
  }

  #changed(): void {
    this.#summary = null;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      for (const listener of this.#listeners) listener(this.summary);
    }, gatherMs);
  }
}
