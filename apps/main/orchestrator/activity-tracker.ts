import type { Activity } from '../../shared/contract/events.ts';
import type { EventBus } from '../events/event-bus.ts';

type Change = Partial<Omit<Activity, 'since' | 'kind'>> & Pick<Activity, 'kind'>;

/** What an instance is busy with this moment; tells windows only when it changes. */
export class ActivityTracker {
  readonly #bus: EventBus;
  readonly #instanceId: string;
  readonly #now: () => number;
  #current: Activity;

  constructor(bus: EventBus, instanceId: string, now: () => number) {
    this.#bus = bus;
    this.#instanceId = instanceId;
    this.#now = now;
    this.#current = { kind: 'none', subject: null, attempt: null, attempts: null, until: null, since: now() };
  }

  /** What does not react stays so until its turn is over, whatever it still writes. */
  set(change: Change): void {
    const { kind, subject = null, attempt = null, attempts = null, until = null } = change;
    const current = this.#current;
    if (current.kind === 'unresponsive' && kind !== 'none') return;
    if (current.kind === kind && current.subject === subject && current.attempt === attempt) return;
    this.#current = { kind, subject, attempt, attempts, until, since: this.#now() };
    this.#bus.pass('instance.activity', { instanceId: this.#instanceId, activity: this.#current });
  }
}
