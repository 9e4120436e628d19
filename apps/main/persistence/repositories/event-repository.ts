import { z } from 'zod';
import { durableEvents, type DurableEvent, type DurableType } from '../../../shared/contract/events.ts';
import type { Sqlite } from '../sqlite.ts';
import type { BadRowListener } from '../stored-rows.ts';
import { parseStoredEntry } from './transcript-repository.ts';
import { readWithin } from './read-within.ts';

/**
 * Of the facts that are kept elsewhere as records, how many numbers back their events are kept. They serve only windows
 * that lost their connection, which take a new snapshot long before they are this far behind.
 */
const keptNumbers = 50_000;
/** How many old facts are dropped at one start, so that a start stays fast. */
const droppedAtOnce = 10_000;

interface EventRow {
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly data: string;
}

/** The stream of numbered events. The transcript's are kept for ever, the others for a while. */
export class EventRepository {
  readonly #onBadRow: BadRowListener;
  readonly #since;
  readonly #newest;
  readonly #dropFacts;

  constructor(sqlite: Sqlite, onBadRow: BadRowListener) {
    this.#onBadRow = onBadRow;
    this.#since = sqlite.prepare<[number, number], EventRow>(
      'SELECT seq, at, type, data FROM events WHERE seq > ? ORDER BY seq LIMIT ?',
    );
    this.#newest = sqlite
      .prepare<[], number>(
        "SELECT max(coalesce((SELECT max(seq) FROM events), 0), coalesce((SELECT value FROM counters WHERE name = 'seq'), 0))",
      )
      .pluck();
    this.#dropFacts = sqlite.prepare<[number, number]>(
      `DELETE FROM events WHERE seq IN (
         SELECT seq FROM events INDEXED BY events_of_facts WHERE type <> 'transcript.appended' AND seq <= ? LIMIT ?)`,
    );
  }

  /**
   * The events after a number, oldest first. Those of the last 50,000 numbers are all there, but for the ones of purged
   * instances; further back there may be gaps. They end early where they would be too many bytes at once.
   */
  since(seq: number, limit: number): DurableEvent[] {
    const events: DurableEvent[] = [];
    for (const row of readWithin(this.#since.iterate(seq, limit)).rows) {
      try {
        events.push(parseEvent(row));
      } catch (error) {
        this.#onBadRow('events', String(row.seq), error);
      }
    }
    return events;
  }

  /** The highest number that was ever given to a stored event, deleted ones included; 0 for none. */
  newestSeq(): number {
    return this.#newest.get() ?? 0;
  }

  /** Drops events that nobody will ask for any more. @returns how many. @throws an error of SQLite */
  dropOldFacts(): number {
    return this.#dropFacts.run(this.newestSeq() - keptNumbers, droppedAtOnce).changes;
  }
}

const durableTypeSchema = z.custom<DurableType>((value) => typeof value === 'string' && value in durableEvents);

function parseEvent(row: EventRow): DurableEvent {
  const type = durableTypeSchema.parse(row.type);
  const data: unknown =
    type === 'transcript.appended'
      ? { entry: parseStoredEntry(row.data) }
      : durableEvents[type].parse(JSON.parse(row.data));
  return { seq: row.seq, at: row.at, type, data } as DurableEvent;
}
