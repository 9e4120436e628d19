import type { Delta, DurableEvent, PassingEvent } from '../../shared/contract/events.ts';

type ActivityEvent = Extract<PassingEvent, { type: 'instance.activity' }>;
/** Of these only the newest counts. */
type StateEvent = Extract<PassingEvent, { type: 'tower.storage' | 'tower.closing' | 'tower.sampled' }>;
/** What is for one window alone, or for the host alone, is never coalesced. */
export type CoalescedEvent = Exclude<PassingEvent, { type: 'window.directed' | 'window.lagged' | 'request.reminded' }>;

interface Block {
  readonly delta: Delta;
  text: string;
  /** How many deltas are joined in it. */
  pieces: number;
}

/** How many blocks whose deltas were dropped are remembered at most. */
const maxSpoilt = 1000;

/**
 * The passing events of one frame, coalesced: the deltas of one block joined into one, of activity the newest of each
 * instance, of the tower's own states the newest of each.
 */
export class DeltaBuffer {
  readonly #blocks = new Map<string, Block>();
  readonly #activities = new Map<string, ActivityEvent>();
  /** Blocks of which a delta was dropped: without it the rest is no text, so the window waits for the whole block. */
  readonly #spoilt = new Set<string>();
  #newest: Block | null = null;
  readonly #states = new Map<string, StateEvent>();
  #length = 0;
  #dropped = 0;

  /** How many deltas were dropped so far, in place of which nothing came yet. */
  get dropped(): number {
    return this.#dropped;
  }

  /** How much text waits, in UTF-16 units. */
  get length(): number {
    return this.#length;
  }

  get isEmpty(): boolean {
    return this.#blocks.size === 0 && this.#activities.size === 0 && this.#states.size === 0;
  }

  add(event: CoalescedEvent): void {
    if (event.type === 'instance.activity') {
      this.#activities.set(event.data.instanceId, event);
      return;
    }
    if (event.type === 'tower.storage' || event.type === 'tower.closing' || event.type === 'tower.sampled') {
      this.#states.set(event.type, event);
      return;
    }
    if (event.data.restart === true) this.#restart(blockKey(event.data));
    this.#length += event.data.text.length;
    // Most deltas continue the block of the one before; this spares them the making of a key.
    if (this.#newest !== null && isSameBlock(this.#newest.delta, event.data)) {
      this.#newest.text += event.data.text;
      this.#newest.pieces += 1;
      return;
    }
    const key = blockKey(event.data);
    const block = this.#blocks.get(key);
    if (this.#spoilt.has(key)) {
      this.#length -= event.data.text.length;
      this.#dropped += 1;
    } else if (block === undefined) {
      this.#newest = { delta: event.data, text: event.data.text, pieces: 1 };
      this.#blocks.set(key, this.#newest);
    } else {
      block.text += event.data.text;
      block.pieces += 1;
      this.#newest = block;
    }
  }

  /** Forgets the deltas of blocks that these events bring whole. */
  settle(events: readonly DurableEvent[]): void {
    if (this.#blocks.size === 0 && this.#spoilt.size === 0) return;
    for (const event of events) {
      if (event.type !== 'transcript.appended') continue;
      const { entry } = event.data;
      if (!('blockIndex' in entry)) continue;
      const key = blockKey(entry);
      this.#spoilt.delete(key);
      this.#forget(key);
    }
  }

  /** Forgets the deltas of instances that are no longer watched. */
  keepOnly(instanceIds: ReadonlySet<string>): void {
    for (const [key, block] of this.#blocks) if (!instanceIds.has(block.delta.instanceId)) this.#forget(key);
  }

  /** Drops every delta; those that continue a dropped one are dropped too. Activity stays. */
  drop(): void {
    if (this.#spoilt.size + this.#blocks.size > maxSpoilt) this.#spoilt.clear();
    for (const [key, { pieces }] of this.#blocks) {
      this.#spoilt.add(key);
      this.#dropped += pieces;
    }
    this.#clearBlocks();
  }

  /** Hands out what waits, in the order in which it began, and is empty then. */
  take(): PassingEvent[] {
    const events: PassingEvent[] = [];
    for (const { delta, text } of this.#blocks.values()) {
      events.push({ type: 'transcript.delta', data: text === delta.text ? delta : { ...delta, text } });
    }
    events.push(...this.#activities.values(), ...this.#states.values());
    this.#states.clear();
    this.#clearBlocks();
    this.#activities.clear();
    return events;
  }

  /** What is held of a block gives way to the whole of it so far. */
  #restart(key: string): void {
    this.#spoilt.delete(key);
    this.#forget(key);
  }

  #forget(key: string): void {
    const block = this.#blocks.get(key);
    if (block === undefined) return;
    this.#length -= block.text.length;
    this.#blocks.delete(key);
    if (this.#newest === block) this.#newest = null;
  }

  #clearBlocks(): void {
    this.#blocks.clear();
    this.#newest = null;
    this.#length = 0;
  }
}

interface BlockName {
  readonly instanceId: string;
  readonly messageId: string;
  readonly blockIndex: number;
}

function blockKey(block: BlockName): string {
  return `${block.instanceId}/${block.messageId}/${block.blockIndex}`;
}

function isSameBlock(one: BlockName, other: BlockName): boolean {
  return (
    one.blockIndex === other.blockIndex && one.messageId === other.messageId && one.instanceId === other.instanceId
  );
}
