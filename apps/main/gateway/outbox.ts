import type { Delta, Direction, DurableEvent, PassingEvent } from '../../shared/contract/events.ts';
import { DeltaBuffer } from './delta-buffer.ts';
import type { WindowLink } from './window-link.ts';

/** How long deltas are gathered, in milliseconds: a frame. */
const frameMs = 16;
/** How often a window that lags is looked at, in milliseconds. */
const lagCheckMs = 250;
/** Above this backlog, in bytes, a window is sent no more deltas. */
const deltaBacklog = 1024 * 1024;
/** Above this backlog, in bytes, a window is sent no more facts either, until it has taken most of them. */
const factBacklog = 16 * 1024 * 1024;
/** So many facts are sent at once; then the backlog is looked at again. */
const factsAtOnce = 500;
/** Deltas that wait for longer than a frame because a window lags, in UTF-16 units. */
const maxDeltaLength = 1024 * 1024;

/** What a window was spared because it did not keep up. */
export interface Lag {
  readonly pieces: number;
  readonly facts: number;
}

/**
 * What waits to be sent to one window. Facts leave at once, and with them the deltas that came before; deltas alone leave
 * once a frame. A window that does not keep up is first spared the deltas, then the facts: it is sent the newest one when
 * it has caught up, sees the gap in the numbers and asks for what it missed. Of deltas it is told how many they were, and
 * asks anew for what is being written. So memory is bounded whatever a window does.
 */
export class Outbox {
  readonly #link: WindowLink;
  readonly #deltas = new DeltaBuffer();
  #watched: ReadonlySet<string> = new Set();
  #timer: NodeJS.Timeout | null = null;
  /** The newest fact that was not sent; null while the window keeps up. */
  #skipped: DurableEvent | null = null;
  #skippedFacts = 0;
  /** How many dropped deltas the window has been told of. */
  #toldPieces = 0;
  #closed = false;
  readonly #directions: Direction[] = [];
  /** Does the page of the window listen? It says so by telling what it watches. */
  #listening = false;

  readonly #onLag: (lag: Lag) => void;

  /** @param onLag hears what the window was spared, when it has caught up */
  constructor(link: WindowLink, onLag: (lag: Lag) => void = () => undefined) {
    this.#link = link;
    this.#onLag = onLag;
  }

  /** From now on only these instances' deltas are sent. Activity is sent of all: it is one line each. */
  watch(instanceIds: readonly string[], open: readonly Delta[] = []): void {
    this.#watched = new Set(instanceIds);
    this.#deltas.keepOnly(this.#watched);
    for (const data of open) this.addPassing({ type: 'transcript.delta', data });
    this.#listening = true;
    if (this.#directions.length > 0) this.#schedule(frameMs);
  }

  /** The window shows a new page, which watches nothing and listens to nothing until it says so. */
  reset(): void {
    this.watch([]);
    this.#listening = false;
  }

  /** Asks the window to show something; one whose page does not listen yet is asked when it does. */
  direct(direction: Direction): void {
    if (this.#closed) return;
    this.#directions.push(direction);
    if (this.#listening) this.#schedule(frameMs);
  }

  addPassing(event: PassingEvent): void {
    if (this.#closed || event.type === 'window.directed' || event.type === 'window.lagged') return;
    if (event.type === 'request.reminded') return;
    if (event.type === 'transcript.delta' && !this.#watched.has(event.data.instanceId)) return;
    this.#deltas.add(event);
    if (this.#deltas.length > maxDeltaLength) this.#flush();
    else this.#schedule(frameMs);
  }

  /** @param events committed, in order, already clipped */
  addDurable(events: readonly DurableEvent[]): void {
    for (let from = 0; from < events.length; from += factsAtOnce) {
      this.#addFacts(events.length <= factsAtOnce ? events : events.slice(from, from + factsAtOnce));
    }
  }

  close(): void {
    this.#closed = true;
    this.#clearTimer();
  }

  #addFacts(events: readonly DurableEvent[]): void {
    if (this.#closed) return;
    this.#deltas.settle(events);
    if (this.#skipped !== null || this.#link.backlog() > factBacklog) {
      this.#skipped = events.at(-1) ?? this.#skipped;
      this.#skippedFacts += events.length;
      this.#schedule(lagCheckMs);
      return;
    }
    this.#clearTimer();
    this.#link.send({ passing: this.#takePassing(), durable: events });
  }

  #flush(): void {
    this.#clearTimer();
    const skipped = this.#skipped;
    if (skipped !== null && this.#lags()) {
      this.#deltas.drop();
      this.#schedule(lagCheckMs);
      return;
    }
    this.#skipped = null;
    const passing = this.#takePassing();
    const durable = skipped === null ? [] : [skipped];
    if (passing.length > 0 || durable.length > 0) this.#link.send({ passing, durable });
  }

  #takePassing(): PassingEvent[] {
    const directions = this.#listening ? this.#directions.splice(0) : [];
    return [...this.#takeDeltas(), ...directions.map((data) => ({ type: 'window.directed' as const, data }))];
  }

  #takeDeltas(): PassingEvent[] {
    if (!this.#lags()) return [...this.#deltas.take(), ...this.#takeLag()];
    this.#deltas.drop();
    if (this.#deltas.dropped > this.#toldPieces) this.#schedule(lagCheckMs);
    return this.#deltas.take();
  }

  #takeLag(): PassingEvent[] {
    const lag: Lag = { pieces: this.#deltas.dropped - this.#toldPieces, facts: this.#skippedFacts };
    if (lag.pieces === 0 && lag.facts === 0) return [];
    this.#toldPieces += lag.pieces;
    this.#skippedFacts = 0;
    this.#onLag(lag);
    return [{ type: 'window.lagged', data: lag }];
  }

  #lags(): boolean {
    return this.#link.backlog() > deltaBacklog;
  }

  #schedule(delayMs: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#flush();
    }, delayMs);
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
