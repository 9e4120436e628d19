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
import { ListenerSet, type Listener, type Unsubscribe } from './listener-set.ts';
import { UnwrittenFacts } from './unwritten-facts.ts';

export interface EventBusOptions {
  readonly writer: EventWriter;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** How long a durable event may wait for company before its transaction, in milliseconds. */
  readonly batchMs?: number;
  /** How long to wait before a write that failed is tried again, in milliseconds. */
  readonly retryMs?: number;
  /** How much may wait to be written before those who publish are asked to wait, in bytes of memory, roughly. */
  readonly maxUnwritten?: number;
  /** A listener threw: a bug. The bus goes on. */
  readonly onListenerError?: (error: unknown) => void;
}

/** Enough for the work of several agents in the minutes that it takes to make room on a disk. */
const usualUnwritten = 64 * 1024 * 1024;
/** So many facts do not wait for the clock: a flood is written as it comes. */
const maxBatch = 2000;

/**
 * The one stream of everything that happens. Numbers durable events, tells services of them at once, has them written in
 * batches, and tells windows only after the writing. Passing events are handed through.
 */
export class EventBus {
  readonly #writer: EventWriter;
  readonly #now: () => number;
  readonly #batchMs: number;
  readonly #retryMs: number;
  readonly #services: ListenerSet<DurableEvent>;
  readonly #committed: ListenerSet<readonly DurableEvent[]>;
  readonly #passing: ListenerSet<PassingEvent>;
  readonly #storage: ListenerSet<Problem | null>;
  readonly #backlog: ListenerSet<boolean>;
  readonly #pending: UnwrittenFacts;
  #seq: number;
  #timer: NodeJS.Timeout | null = null;
  #storageProblem: Problem | null = null;
  #closed = false;
  /** Who is still to be told of what. Listeners publish, and all must hear everything in the same order. */
  readonly #untold: (() => void)[] = [];
  #telling = false;

  constructor(options: EventBusOptions) {
    this.#writer = options.writer;
    this.#now = options.now ?? Date.now;
    this.#batchMs = options.batchMs ?? 4;
    this.#retryMs = options.retryMs ?? 1000;
    const onError = options.onListenerError ?? throwLater;
    this.#services = new ListenerSet(onError);
    this.#committed = new ListenerSet(onError);
    this.#passing = new ListenerSet(onError);
    this.#storage = new ListenerSet(onError);
    this.#backlog = new ListenerSet(onError);
    this.#pending = new UnwrittenFacts(options.maxUnwritten ?? usualUnwritten, (high) =>
      this.#inOrder(() => this.#backlog.tell(high)),
    );
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
    this.#seq = event.seq;
    this.#pending.add(event);
    this.#schedule(this.#storageProblem === null ? this.#batchMs : this.#retryMs);
    this.#inOrder(() => this.#services.tell(event));
    if (this.#storageProblem === null && this.#pending.all.length >= maxBatch) this.flush();
    return event;
  }

  /**
   * Records a fact that somebody is promised: nobody hears of it before it is written, and if it cannot be written it has
   * not happened.
   * @param also further writing in the same transaction; it must not publish
   */
  publishNow<T extends DurableType>(type: T, data: DurableData<T>, also?: () => void): Result<DurableEventOf<T>> {
    const event = this.#number(type, data);
    const batch = [...this.#pending.all, event];
    const problem = this.#writer.write(batch, also);
    if (problem === null) {
      this.#seq = event.seq;
      this.#pending.written();
      this.#inOrder(
        () => this.#services.tell(event),
        () => this.#committed.tell(batch),
      );
    } else {
      this.#pending.stuck();
      this.#schedule(this.#retryMs);
    }
    this.#noteStorage(problem);
    return problem === null ? ok(event) : fail(problem);
  }

  /** Hands a passing event to whoever listens now. */
  pass<T extends PassingType>(type: T, data: PassingData<T>): void {
    this.#passing.tell({ type, data } as PassingEvent);
  }

  /**
   * Writes what waits; while storage fails, also nothing, to learn when it works again.
   * @returns the problem that kept it from being written; the events are kept and tried again
   */
  flush(): Problem | null {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const batch = this.#pending.all;
    if (batch.length === 0 && this.#storageProblem === null) return null;
    const problem = this.#writer.write(batch);
    if (problem === null) {
      this.#pending.written();
      if (batch.length > 0) this.#inOrder(() => this.#committed.tell(batch));
    } else {
      this.#pending.stuck();
      this.#schedule(this.#retryMs);
    }
    this.#noteStorage(problem);
    return problem;
  }

  /** Hears of durable events of one type at once, in order, before they are written. */
  on<T extends DurableType>(type: T, listener: Listener<DurableEventOf<T>>): Unsubscribe {
    return this.#services.add((event) => {
      if (isOfType(event, type)) listener(event);
    });
  }

  /** Hears of every durable event at once, in order, before it is written. */
  onAny(listener: Listener<DurableEvent>): Unsubscribe {
    return this.#services.add(listener);
  }

  /** Hears of durable events after they were written, in order, a batch at a time. */
  onCommitted(listener: Listener<readonly DurableEvent[]>): Unsubscribe {
    return this.#committed.add(listener);
  }

  onPassing(listener: Listener<PassingEvent>): Unsubscribe {
    return this.#passing.add(listener);
  }

  /** Hears when the database can no longer be written, and when it can again (null). */
  onStorageProblem(listener: Listener<Problem | null>): Unsubscribe {
    return this.#storage.add(listener);
  }

  /**
   * Hears when so much waits to be written that those who publish should wait (true), and when it has been written (false).
   * A fact is never dropped: this is all that bounds them.
   */
  onBacklog(listener: Listener<boolean>): Unsubscribe {
    return this.#backlog.add(listener);
  }

  /** Writes what waits and stops trying. @returns the problem with which events were lost, if they were. */
  close(): Problem | null {
    const problem = this.flush();
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    return this.#pending.all.length > 0 ? problem : null;
  }

  #number<T extends DurableType>(type: T, data: DurableData<T>): DurableEventOf<T> {
    return { seq: this.#seq + 1, at: this.#now(), type, data } as DurableEvent as DurableEventOf<T>;
  }

  /** To be called last: listeners publish then, and must find the bus in order. */
  #noteStorage(problem: Problem | null): void {
    if (problem?.code === this.#storageProblem?.code) return;
    this.#storageProblem = problem;
    this.#inOrder(() => this.#storage.tell(problem));
  }

  #inOrder(...tellings: readonly (() => void)[]): void {
    this.#untold.push(...tellings);
    if (this.#telling) return;
    this.#telling = true;
    try {
      for (let next = this.#untold.shift(); next !== undefined; next = this.#untold.shift()) next();
    } finally {
      this.#telling = false;
    }
  }

  #schedule(delay: number): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.flush();
    }, delay);
  }
}

function isOfType<T extends DurableType>(event: DurableEvent, type: T): event is DurableEventOf<T> {
  return event.type === type;
}

/** Without anybody to hear of it, a bug must not stay hidden; the bus goes on first. */
function throwLater(cause: unknown): void {
  queueMicrotask(() => {
    throw new Error('a listener of the event bus failed', { cause });
  });
}
