import type {
  DurableData,
  DurableEvent,
  DurableEventOf,
  DurableType,
  PassingData,
  PassingEvent,
  PassingType,
} from '../../shared/contract/events.ts';
import { fail, ok, type Problem, type Result } from '../../shared/models/problem.ts';
import type { EventWriter } from './event-writer.ts';

type Listener<E> = (event: E) => void;
type Unsubscribe = () => void;

export interface EventBusOptions {
  readonly writer: EventWriter;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** How long a durable event may wait for company before its transaction, in milliseconds. */
  readonly batchMs?: number;
  /** How long to wait before a write that failed is tried again, in milliseconds. */
  readonly retryMs?: number;
  /** A listener threw: a bug. The bus goes on. */
  readonly onListenerError?: (error: unknown) => void;
}

/**
 * The one stream of everything that happens. Numbers durable events, tells services of them at once, has them written in
 * batches, and tells windows only after the writing. Passing events are handed through.
 */
export class EventBus {
  readonly #writer: EventWriter;
  readonly #now: () => number;
  readonly #batchMs: number;
  readonly #retryMs: number;
  readonly #onListenerError: (error: unknown) => void;
  readonly #listeners = new Map<DurableType | '*', Set<Listener<DurableEvent>>>();
  readonly #committedListeners = new Set<Listener<readonly DurableEvent[]>>();
  readonly #passingListeners = new Set<Listener<PassingEvent>>();
  readonly #storageListeners = new Set<Listener<Problem | null>>();
  #pending: DurableEvent[] = [];
  #seq: number;
  #timer: NodeJS.Timeout | null = null;
  #storageProblem: Problem | null = null;
  /** Events that listeners published while they were told of another: told afterwards, so that all hear the same order. */
  readonly #untold: DurableEvent[] = [];
  #telling = false;

  constructor(options: EventBusOptions) {
    this.#writer = options.writer;
    this.#now = options.now ?? Date.now;
    this.#batchMs = options.batchMs ?? 4;
    this.#retryMs = options.retryMs ?? 1000;
    this.#onListenerError = options.onListenerError ?? throwLater;
    this.#seq = options.writer.lastSeq;
  }

  /** The number of the newest event, written or not. */
  get lastSeq(): number {
    return this.#seq;
  }

  /** The problem that keeps events from being written; null while all is well. */
  get storageProblem(): Problem | null {
    return this.#storageProblem;
  }

  /** Records a fact: services hear of it at once, in order; windows after it was written. */
  publish<T extends DurableType>(type: T, data: DurableData<T>): DurableEventOf<T> {
    const event = this.#number(type, data);
    this.#pending.push(event);
    this.#schedule(this.#storageProblem === null ? this.#batchMs : this.#retryMs);
    this.#tell(event);
    return event;
  }

  /**
   * Records a fact that somebody is promised: nobody hears of it before it is written, and if it cannot be written it has
   * not happened.
   * @param also further writing in the same transaction
   */
  publishNow<T extends DurableType>(type: T, data: DurableData<T>, also?: () => void): Result<DurableEventOf<T>> {
    const event = this.#number(type, data);
    const problem = this.#write([...this.#pending, event], also);
    if (problem !== null) {
      this.#seq -= 1;
      return fail(problem);
    }
    const written = [...this.#pending, event];
    this.#pending = [];
    this.#tell(event);
    this.#announce(written);
    return ok(event);
  }

  /** Hands a passing event to whoever listens now. */
  pass<T extends PassingType>(type: T, data: PassingData<T>): void {
    const event = { type, data } as PassingEvent;
    for (const listener of this.#passingListeners) this.#guard(listener, event);
  }

  /** Writes what waits. @returns the problem that kept it from being written; the events are kept and tried again. */
  flush(): Problem | null {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#pending.length === 0) return null;
    const batch = this.#pending;
    const problem = this.#write(batch);
    if (problem !== null) {
      this.#schedule(this.#retryMs);
      return problem;
    }
    this.#pending = [];
    this.#announce(batch);
    return null;
  }

  /** Hears of durable events of one type at once, in order, before they are written. */
  on<T extends DurableType>(type: T, listener: Listener<DurableEventOf<T>>): Unsubscribe {
    const wrapped: Listener<DurableEvent> = (event) => listener(event as DurableEventOf<T>);
    return this.#add(type, wrapped);
  }

  /** Hears of every durable event at once, in order, before it is written. */
  onAny(listener: Listener<DurableEvent>): Unsubscribe {
    return this.#add('*', listener);
  }

  /** Hears of durable events after they were written, in order, a batch at a time. */
  onCommitted(listener: Listener<readonly DurableEvent[]>): Unsubscribe {
    this.#committedListeners.add(listener);
    return () => this.#committedListeners.delete(listener);
  }

  onPassing(listener: Listener<PassingEvent>): Unsubscribe {
    this.#passingListeners.add(listener);
    return () => this.#passingListeners.delete(listener);
  }

  /** Hears when the database can no longer be written, and when it can again (null). */
  onStorageProblem(listener: Listener<Problem | null>): Unsubscribe {
    this.#storageListeners.add(listener);
    return () => this.#storageListeners.delete(listener);
  }

  /** Writes what waits and stops trying. @returns the problem with which events were lost, if they were. */
  close(): Problem | null {
    const problem = this.flush();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    return problem;
  }

  #number<T extends DurableType>(type: T, data: DurableData<T>): DurableEventOf<T> {
    this.#seq += 1;
    return { seq: this.#seq, at: this.#now(), type, data } as DurableEvent as DurableEventOf<T>;
  }

  #write(events: readonly DurableEvent[], also?: () => void): Problem | null {
    const problem = this.#writer.write(events, also);
    if (problem?.code !== this.#storageProblem?.code) {
      this.#storageProblem = problem;
      for (const listener of this.#storageListeners) this.#guard(listener, problem);
    }
    return problem;
  }

  #schedule(delay: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.flush();
    }, delay);
  }

  #tell(event: DurableEvent): void {
    this.#untold.push(event);
    if (this.#telling) return;
    this.#telling = true;
    for (let next = this.#untold.shift(); next !== undefined; next = this.#untold.shift()) {
      for (const listener of this.#listeners.get(next.type) ?? []) this.#guard(listener, next);
      for (const listener of this.#listeners.get('*') ?? []) this.#guard(listener, next);
    }
    this.#telling = false;
  }

  #announce(events: readonly DurableEvent[]): void {
    for (const listener of this.#committedListeners) this.#guard(listener, events);
  }

  #add(key: DurableType | '*', listener: Listener<DurableEvent>): Unsubscribe {
    const set = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, set);
    set.add(listener);
    return () => set.delete(listener);
  }

  #guard<E>(listener: Listener<E>, event: E): void {
    try {
      listener(event);
    } catch (error) {
      this.#onListenerError(error);
    }
  }
}

/** Without anybody to hear of it, a bug must not stay hidden; the bus goes on first. */
function throwLater(cause: unknown): void {
  queueMicrotask(() => {
    throw new Error('a listener of the event bus failed', { cause });
  });
}
