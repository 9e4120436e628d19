import { z } from 'zod';
import { entrySchema, type Entry, type NumberedEntry } from '../../../shared/models/entry.ts';
import type { Sqlite } from '../sqlite.ts';
import type { BadRowListener } from '../stored-rows.ts';
import { readWithin } from './read-within.ts';

interface EntryRow {
  readonly seq: number;
  readonly data: string;
}

const ofTranscript = "FROM events WHERE type = 'transcript.appended'";

/** Transcripts: the entries that `transcript.appended` events brought, by instance. */
export class TranscriptRepository {
  readonly #onBadRow: BadRowListener;
  readonly #before;
  readonly #after;
  readonly #one;

  constructor(sqlite: Sqlite, onBadRow: BadRowListener) {
    this.#onBadRow = onBadRow;
    this.#before = sqlite.prepare<[string, number, number], EntryRow>(
      `SELECT seq, data ${ofTranscript} AND instance_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
    );
    this.#after = sqlite.prepare<[string, number, number], EntryRow>(
      `SELECT seq, data ${ofTranscript} AND instance_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
    );
    this.#one = sqlite.prepare<[number], EntryRow>(`SELECT seq, data ${ofTranscript} AND seq = ?`);
  }

  /**
   * Up to `limit` entries before number `before`, or the last ones, oldest first; fewer where they are very long.
   * @returns `atStart`: nothing comes before them
   */
  page(options: { readonly instanceId: string; readonly before?: number | undefined; readonly limit: number }): {
    readonly entries: NumberedEntry[];
    readonly atStart: boolean;
  } {
    const before = options.before ?? Number.MAX_SAFE_INTEGER;
    const { rows, isAll } = readWithin(this.#before.iterate(options.instanceId, before, options.limit + 1));
    const atStart = isAll && rows.length <= options.limit;
    const entries: NumberedEntry[] = [];
    for (const row of rows.slice(0, options.limit).reverse()) {
      const entry = this.#read(row);
      if (entry !== null) entries.push({ seq: row.seq, entry });
    }
    return { entries, atStart };
  }

  /** Up to `limit` entries after number `after`, oldest first; fewer where they are very long. */
  following(options: {
    readonly instanceId: string;
    readonly after: number;
    readonly limit: number;
  }): readonly NumberedEntry[] {
    const { rows } = readWithin(this.#after.iterate(options.instanceId, options.after, options.limit));
    return rows.flatMap((row) => {
      const entry = this.#read(row);
      return entry === null ? [] : [{ seq: row.seq, entry }];
    });
  }

  /** One entry by the number of its event; null if there is none. */
  entry(seq: number): Entry | null {
    const row = this.#one.get(seq);
    return row === undefined ? null : this.#read(row);
  }

  #read(row: EntryRow): Entry | null {
    try {
      return parseStoredEntry(row.data);
    } catch (error) {
      this.#onBadRow('events', String(row.seq), error);
      return null;
    }
  }
}

const kinds = new Set<unknown>(entrySchema.options.map((option) => option.unwrap().shape.kind.value));

/**
 * An entry was checked whole before it was stored, and pages of them are read while a person scrolls: here only what every
 * view relies on is looked at. The whole schema would walk through every value of every tool's input and output.
 */
const storedEntrySchema = z.custom<{ readonly entry: Entry }>((value) => {
  if (!isRecord(value) || !isRecord(value['entry'])) return false;
  const { id, instanceId, at, kind } = value['entry'];
  return typeof id === 'string' && typeof instanceId === 'string' && typeof at === 'number' && kinds.has(kind);
}, 'This is not an entry of a transcript.');

/** @param json the data of a `transcript.appended` event. @throws SyntaxError or ZodError if it is something else */
export function parseStoredEntry(json: string): Entry {
  return storedEntrySchema.parse(JSON.parse(json)).entry;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
