import type { Request } from '../../shared/models/request.ts';
import type { EventBus } from '../events/event-bus.ts';

export interface RequestReminderOptions {
  readonly bus: EventBus;
  /** What waits for a person now. */
  readonly open: () => readonly Request[];
  /** After how long a request is told of again, in milliseconds; null for never. */
  readonly remindMs: () => number | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Timers do not count the sleep of a computer: by the clock it is looked at least so often, in milliseconds. */
const lookMs = 60_000;

/**
 * Says of a request that it still waits, each time it has waited for as long as the settings allow. Nothing of it is kept:
 * what counts is when the request was opened, and what was said of it since. However many times were missed, because the
 * computer slept or its clock was set, it is said once, and the time begins anew.
 */
export class RequestReminder {
  readonly #options: RequestReminderOptions;
  readonly #unsubscribe: readonly (() => void)[];
  /** Since when the time of each open request runs: since it was opened, or was last told of. */
  #since: ReadonlyMap<string, number> = new Map();
  #timer: NodeJS.Timeout | null = null;

  constructor(options: RequestReminderOptions) {
    const { bus } = options;
    this.#options = options;
    const look = (): void => this.#look();
    this.#unsubscribe = [
      bus.on('request.opened', look),
      bus.on('request.answered', look),
      bus.on('request.withdrawn', look),
      bus.on('settings.updated', look),
    ];
    this.#look();
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#disarm();
  }

  #look(): void {
    this.#disarm();
    const { bus, open, remindMs } = this.#options;
    const now = this.#options.now();
    const limit = remindMs();
    const due: Request[] = [];
    const since = new Map<string, number>();
    for (const request of open()) {
      // A clock that was set back is not waited for to catch up.
      const begun = Math.min(this.#since.get(request.id) ?? request.openedAt, now);
      const isDue = limit !== null && now - begun >= limit;
      since.set(request.id, isDue ? now : begun);
      if (isDue) due.push(request);
    }
    this.#since = since;
    this.#arm(limit, now);
    for (const { id, instanceId, openedAt } of due) {
      bus.pass('request.reminded', { requestId: id, instanceId, openedAt });
    }
  }

  /** There is a timer only while something waits and is to be told of. */
  #arm(limit: number | null, now: number): void {
    if (limit === null || this.#since.size === 0) return;
    const next = Math.min(...this.#since.values()) + limit - now;
    this.#timer = setTimeout(() => this.#look(), Math.min(next, lookMs)).unref();
  }

  #disarm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
