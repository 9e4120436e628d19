import type { EventBatch } from '../../shared/contract/events.ts';
import type { ConnectionSink, LinkState, Snapshot } from './tower-connection.ts';

/** Calls back once, soon. @returns what takes it back */
export type Soon = (run: () => void) => () => void;

/**
 * Hands batches on once a frame. Facts are sent as they happen, and when many instances are at work there are dozens between
 * two frames: to draw after each of them would leave no time for anything else, until React takes it for an endless loop.
 * Their order stays, and so do the borders between them: deltas come before the facts of their own batch only.
 */
export class FrameGatherer implements ConnectionSink {
  readonly #sink: ConnectionSink;
  readonly #soon: Soon;
  #batches: EventBatch[] = [];
  #cancel: (() => void) | null = null;

  constructor(sink: ConnectionSink, soon: Soon) {
    this.#sink = sink;
    this.#soon = soon;
  }

  batch(batch: EventBatch): void {
    this.#batches.push(batch);
    this.#cancel ??= this.#soon(() => this.answered());
  }

  /** What came before an answer is there before it. */
  answered(): void {
    this.#cancel?.();
    this.#cancel = null;
    const batches = this.#batches;
    this.#batches = [];
    for (const batch of batches) this.#sink.batch(batch);
  }

  snapshot(snapshot: Snapshot): void {
    this.answered();
    this.#sink.snapshot(snapshot);
  }

  deltasLost(): void {
    this.answered();
    this.#sink.deltasLost();
  }

  link(state: LinkState): void {
    this.answered();
    this.#sink.link(state);
  }
}
