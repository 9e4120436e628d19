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
const factBacklog = 64 * 1024 * 1024;
/** Deltas that wait for longer than a frame because a window lags, in UTF-16 units. */
const maxDeltaLength = 1024 * 1024;

/**
 * What waits to be sent to one window. Facts leave at once, and with them the deltas that came before; deltas alone leave
 * once a frame. A window that does not keep up is first spared the deltas, then the facts: it is sent the newest one when
 * it has caught up, sees the gap in the numbers and asks for what it missed. So memory is bounded whatever a window does.
 */
export class Outbox {
  readonly #link: WindowLink;
  readonly #deltas = new DeltaBuffer();
  #watched: ReadonlySet<string> = new Set();
  #timer: NodeJS.Timeout | null = null;
  /** The newest fact that was not sent; null while the window keeps up. */
  #skipped: DurableEvent | null = null;
  #closed = false;
  readonly #directions: Direction[] = [];
  /** Does the page of the window listen? It says so by telling what it watches. */
  #listening = false;

  constructor(link: WindowLink) {
    this.#link = link;
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
    if (this.#closed || event.type === 'window.directed') return;
    if (event.type === 'transcript.delta' && !this.#watched.has(event.data.instanceId)) return;
    this.#deltas.add(event);
    if (this.#deltas.length > maxDeltaLength) this.#flush();
    else this.#schedule(frameMs);
  }

  /** @param events committed, in order, already clipped */
  addDurable(events: readonly DurableEvent[]): void {
    if (this.#closed || events.length === 0) return;
    this.#deltas.settle(events);
    if (this.#skipped !== null || this.#link.backlog() > factBacklog) {
      this.#skipped = events.at(-1) ?? this.#skipped;
      this.#schedule(lagCheckMs);
      return;
    }
    this.#clearTimer();
    this.#link.send({ passing: this.#takePassing(), durable: events });
  }

  close(): void {
    this.#closed = true;
    this.#clearTimer();
  }

  #flush(): void {
    this.#clearTimer();
    const skipped = this.#skipped;
    if (skipped !== null && this.#link.backlog() > deltaBacklog) {
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
    if (this.#deltas.isEmpty) return [];
    if (this.#link.backlog() > deltaBacklog) this.#deltas.drop();
    return this.#deltas.take();
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
