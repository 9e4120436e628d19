import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallInput, CallOutput } from '../../shared/contract/calls.ts';
import type { Delta, EventBatch } from '../../shared/contract/events.ts';
import type { Entry, NumberedEntry } from '../../shared/models/entry.ts';
import type { Result } from '../../shared/models/problem.ts';
import { plainTail } from './plain-tail.ts';
import { blockKey } from './transcript-rows.ts';

/** What is kept of an instance's text, in UTF-16 units: more than a tile shows, with room for markup that it does not. */
const keptLength = 600;
/** How often what is shown changes at most, in milliseconds: nobody reads faster. */
const showEveryMs = 250;
/** How far back an instance's last text is looked for: behind it lie the tools that it used since. */
const lookedAt = 24;
/** How many instances are looked up at the same time. */
const atOnce = 4;

type ReadPage = (input: CallInput<'transcript.page'>) => Promise<Result<CallOutput<'transcript.page'>>>;
type Later = (run: () => void, milliseconds: number) => void;

/** The end of an instance's last text, by its id; empty for one that has said nothing. */
export type ShownWords = Readonly<Record<string, string>>;

interface Text {
  /** The block that it is the end of; null when it came from the past. */
  readonly key: string | null;
  readonly end: string;
}

/**
 * What each instance said last, in a few hundred letters: from whole texts, which every window is told of all instances, from
 * deltas of those that are watched, and from the end of the transcript for those that have been silent since the window opened.
 */
export class LastWords {
  readonly store: StoreApi<ShownWords> = createStore<ShownWords>(() => ({}));
  readonly #readPage: ReadPage;
  readonly #later: Later;
  readonly #texts = new Map<string, Text>();
  readonly #changed = new Set<string>();
  /** Those that were looked up, or are about to be. */
  readonly #asked = new Set<string>();
  #waiting: string[] = [];
  #reading = 0;
  #timed = false;

  constructor(readPage: ReadPage, later: Later = (run, milliseconds) => void globalThis.setTimeout(run, milliseconds)) {
    this.#readPage = readPage;
    this.#later = later;
  }

  /** Takes in a batch. It costs what the batch holds, however many instances there are. */
  apply(batch: EventBatch): void {
    for (const event of batch.passing) if (event.type === 'transcript.delta') this.#write(event.data);
    for (const event of batch.durable) if (event.type === 'transcript.appended') this.#settle(event.data.entry);
    this.#showSoon();
  }

  /** These instances are on screen: what they said last is looked up, unless it is known. */
  want(instanceIds: readonly string[]): void {
    // What left the screen before it was looked up is of no interest any more.
    for (const id of this.#waiting) this.#asked.delete(id);
    this.#waiting = instanceIds.filter((id) => !this.#texts.has(id) && !this.#asked.has(id));
    for (const id of this.#waiting) this.#asked.add(id);
    this.#readNext();
  }

  /** Events were missed for good: what is shown stays, and is looked up again. */
  reset(): void {
    this.#texts.clear();
    this.#asked.clear();
    this.#waiting = [];
  }

  #write(delta: Delta): void {
    if (delta.kind !== 'text' || delta.parentToolUseId !== null) return;
    const { instanceId, messageId, blockIndex, text, restart } = delta;
    const key = blockKey(messageId, blockIndex);
    const before = this.#texts.get(instanceId);
    const continued = restart !== true && before?.key === key ? before.end : '';
    this.#set(instanceId, { key, end: (continued + text).slice(-keptLength) });
  }

  #settle(entry: Entry): void {
    const text = textOf(entry);
    if (text === null) return;
    const key = entry.kind === 'text' ? blockKey(entry.messageId, entry.blockIndex) : null;
    this.#set(entry.instanceId, { key, end: text.slice(-keptLength) });
  }

  #set(instanceId: string, text: Text): void {
    if (this.#texts.get(instanceId)?.end !== text.end) this.#changed.add(instanceId);
    this.#texts.set(instanceId, text);
  }

  #showSoon(): void {
    if (this.#timed || this.#changed.size === 0) return;
    this.#timed = true;
    this.#show();
    this.#later(() => {
      this.#timed = false;
      this.#showSoon();
    }, showEveryMs);
  }

  #show(): void {
    const changes: Record<string, string> = {};
    for (const id of this.#changed) changes[id] = plainTail(this.#texts.get(id)?.end ?? '');
    this.#changed.clear();
    this.store.setState(changes);
  }

  #readNext(): void {
    while (this.#reading < atOnce) {
      const id = this.#waiting.shift();
      if (id === undefined) return;
      this.#reading += 1;
      void this.#read(id).finally(() => {
        this.#reading -= 1;
        this.#readNext();
      });
    }
  }

  async #read(instanceId: string): Promise<void> {
    const page = await this.#readPage({ instanceId, limit: lookedAt });
    if (!page.ok) {
      this.#asked.delete(instanceId);
      return;
    }
    // What came meanwhile is newer.
    if (this.#texts.has(instanceId)) return;
    this.#set(instanceId, { key: null, end: lastTextOf(page.value.entries).slice(-keptLength) });
    this.#showSoon();
  }
}

/** What a person would call said: not what a subagent told the agent, nor what it thought. */
function textOf(entry: Entry): string | null {
  if (entry.kind === 'text') return entry.parentToolUseId === null ? entry.text : null;
  return entry.kind === 'outcome' ? entry.text : null;
}

function lastTextOf(entries: readonly NumberedEntry[]): string {
  for (let at = entries.length - 1; at >= 0; at -= 1) {
    const entry = entries[at]?.entry;
    const text = entry === undefined ? null : textOf(entry);
    if (text !== null) return text;
  }
  return '';
}
