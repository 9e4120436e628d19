import type { LogLine } from '../../shared/models/tower.ts';

/** Where the lines are kept, in bounded number. */
export interface LogStore {
  append(instanceId: string, lines: readonly LogLine[]): unknown;
  read(instanceId: string, limit: number): readonly LogLine[];
}

const flushMs = 250;
/** What a flood leaves of itself between two writes. */
const maxPending = 1000;

/** The log of each instance: what its processes say beside the protocol, and what becomes of them. */
export class InstanceLog {
  readonly #store: LogStore;
  readonly #now: () => number;
  #pending = new Map<string, LogLine[]>();
  #timer: NodeJS.Timeout | null = null;

  constructor(store: LogStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  write(instanceId: string, level: LogLine['level'], source: LogLine['source'], text: string): void {
    const lines = this.#pending.get(instanceId) ?? [];
    this.#pending.set(instanceId, lines);
    lines.push({ at: this.#now(), level, source, text });
    if (lines.length > maxPending) lines.shift();
    this.#timer ??= setTimeout(() => this.flush(), flushMs);
  }

  /** @param limit the newest so many lines. @returns oldest first */
  read(instanceId: string, limit: number): readonly LogLine[] {
    this.flush();
    return this.#store.read(instanceId, limit);
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const pending = this.#pending;
    this.#pending = new Map();
    for (const [instanceId, lines] of pending) this.#store.append(instanceId, lines);
  }
}
