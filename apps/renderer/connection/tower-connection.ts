import type { Bridge } from '../../shared/contract/bridge.ts';
import type { CallInput, CallName, CallOutput } from '../../shared/contract/calls.ts';
import type { DurableEvent, EventBatch } from '../../shared/contract/events.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, type Result } from '../../shared/models/problem.ts';
import { eventsAfter, hasGap } from './event-order.ts';

export type Snapshot = CallOutput<'tower.snapshot'>;
/** connecting: never yet open. syncing: open, and what was missed is being fetched. */
export type LinkState = 'connecting' | 'syncing' | 'live' | 'lost' | 'refused';

export interface ConnectionSink {
  /** Everything begins anew from this; whatever was derived from earlier events is void. */
  snapshot(snapshot: Snapshot): void;
  /** Events in order, without a gap. */
  batch(batch: EventBatch): void;
  /** Deltas were missed: what was open may lack a piece. */
  deltasLost(): void;
  link(state: LinkState): void;
  /** A call is answered: whoever made it expects to find what the tower told before. */
  answered?(): void;
}

const noPassing: EventBatch['passing'] = [];
/** How long after a failed attempt to catch up the next one is made, in milliseconds. */
const againAfter = 2_000;
/** How long the tower may take to answer when the window catches up, in milliseconds: a large fleet on a busy computer. */
const patience = 30_000;

/** Calls back after so many milliseconds. */
export type Later = (run: () => void, milliseconds: number) => void;

/**
 * The only reader of the bridge. Subscribes first, then takes a snapshot, then applies what came meanwhile; a gap in the
 * numbers or a reconnect is mended by asking for the events that were missed, or by a new snapshot where they are too many.
 */
export class TowerConnection {
  readonly #bridge: Bridge & { retryNow?: () => void };
  readonly #sink: ConnectionSink;
  readonly #later: Later;
  #lastSeq: number | null = null;
  #open = false;
  #live = false;
  #syncing = false;
  #syncAgain = false;
  #buffer: DurableEvent[] = [];
  #watched: readonly string[] = [];

  constructor(
    bridge: Bridge & { retryNow?: () => void },
    sink: ConnectionSink,
    later: Later = (run, milliseconds) => void globalThis.setTimeout(run, milliseconds),
  ) {
    this.#bridge = bridge;
    this.#sink = sink;
    this.#later = later;
  }

  get kind(): Bridge['kind'] {
    return this.#bridge.kind;
  }

  /** Begins; call once. */
  start(): void {
    this.#bridge.onEvents((batch) => this.#receive(batch));
    this.#bridge.onConnection((state) => this.#connectionChanged(state));
    if (this.#bridge.kind === 'electron') this.#connectionChanged('open');
  }

  /** Calls the tower. Expected failures come back as values; this never rejects. */
  async command<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> {
    try {
      const answer = await this.#bridge.call(name, input);
      this.#sink.answered?.();
      return answer;
    } catch {
      // Electron rejects a call whose answer can no longer come.
      return fail(problem('connection.lost'));
    }
  }

  /** Says whose deltas this window shows; said again by itself after a reconnect. */
  watch(instanceIds: readonly string[]): void {
    this.#watched = instanceIds;
    if (this.#live) void this.command('transcript.watch', { instanceIds });
  }

  /** The path of a dropped file on this computer; empty where the host cannot know it. */
  pathForFile(file: File): string {
    return this.#bridge.pathForFile(file);
  }

  /** Connects again now, where the bridge waits between its attempts; does nothing where all is well. */
  retry(): void {
    if (!this.#open) this.#bridge.retryNow?.();
    else if (!this.#live) void this.#sync();
  }

  /** Looks whether anything was missed, also where all seems well: a computer that slept has heard nothing meanwhile. */
  refresh(): void {
    if (this.#live) this.#fallBehind([]);
    else this.retry();
  }

  #connectionChanged(state: 'open' | 'lost' | 'refused'): void {
    this.#open = state === 'open';
    if (state === 'open') {
      if (!this.#live) void this.#sync();
      return;
    }
    this.#live = false;
    this.#sink.deltasLost();
    this.#sink.link(state);
  }

  #receive(batch: EventBatch): void {
    if (!this.#live || this.#lastSeq === null) {
      this.#buffer.push(...batch.durable);
      return;
    }
    const durable = eventsAfter(batch.durable, this.#lastSeq);
    if (hasGap(durable, this.#lastSeq)) {
      this.#fallBehind(durable);
      return;
    }
    this.#deliver({ passing: batch.passing, durable });
    // Some pieces were left out: what is being written is sent anew, as far as it has come.
    if (batch.passing.some(({ type }) => type === 'window.lagged')) this.watch(this.#watched);
  }

  /** No more live until what was missed is there. @param early what came before its turn */
  #fallBehind(early: readonly DurableEvent[]): void {
    this.#live = false;
    this.#buffer.push(...early);
    this.#sink.deltasLost();
    void this.#sync();
  }

  #deliver(batch: EventBatch): void {
    const last = batch.durable.at(-1);
    if (last !== undefined) this.#lastSeq = last.seq;
    this.#sink.batch(batch);
  }

  async #sync(): Promise<void> {
    if (this.#syncing) {
      this.#syncAgain = true;
      return;
    }
    this.#syncing = true;
    this.#sink.link('syncing');
    const caughtUp = (await this.#catchUp()) || (await this.#takeSnapshot());
    this.#syncing = false;
    if (this.#syncAgain) {
      this.#syncAgain = false;
      void this.#sync();
      return;
    }
    // Where the connection itself ended, it has said so already, and begins again when it is back.
    if (!this.#open) return;
    if (!caughtUp || this.#lastSeq === null) {
      this.#sink.link('lost');
      this.#later(() => {
        if (this.#open && !this.#live) void this.#sync();
      }, againAfter);
      return;
    }
    const waiting = eventsAfter(this.#buffer, this.#lastSeq);
    this.#buffer = [];
    if (hasGap(waiting, this.#lastSeq)) {
      this.#buffer = waiting;
      void this.#sync();
      return;
    }
    if (waiting.length > 0) this.#deliver({ passing: noPassing, durable: waiting });
    this.#live = true;
    this.#sink.link('live');
    void this.command('transcript.watch', { instanceIds: this.#watched });
  }

  async #catchUp(): Promise<boolean> {
    if (this.#lastSeq === null) return false;
    const answer = await this.#ask('tower.eventsSince', { seq: this.#lastSeq });
    if (!answer.ok || !answer.value.complete) return false;
    const missed = eventsAfter(answer.value.events, this.#lastSeq);
    if (hasGap(missed, this.#lastSeq)) return false;
    if (missed.length > 0) this.#deliver({ passing: noPassing, durable: missed });
    return true;
  }

  /** A call without which the window shows nothing: an answer that got lost must not keep it waiting for ever. */
  #ask<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> {
    const overdue = new Promise<Result<CallOutput<N>>>((resolve) => {
      this.#later(() => resolve(fail(problem('connection.lost'))), patience);
    });
    return Promise.race([this.command(name, input), overdue]);
  }

  async #takeSnapshot(): Promise<boolean> {
    const answer = await this.#ask('tower.snapshot', {});
    if (!answer.ok) return false;
    this.#lastSeq = answer.value.seq;
    this.#sink.snapshot(answer.value);
    return true;
  }
}
