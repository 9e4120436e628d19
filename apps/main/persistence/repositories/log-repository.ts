import { logLineSchema, type LogLine } from '../../../shared/models/tower.ts';
import type { Problem } from '../../../shared/models/problem.ts';
import { storageProblem, type StoragePlace } from '../storage-problems.ts';
import type { Sqlite } from '../sqlite.ts';
import type { BadRowListener } from '../stored-rows.ts';

/** How many lines of an instance are kept: as many as can be asked for. */
const keptLines = 5000;
/** How many lines may be appended between two trimmings. */
const trimEvery = 500;
/** The longest line that is kept, in UTF-16 units: some tools write megabytes without a line break. */
const longestLine = 16_384;

interface LogRow {
  readonly id: number;
  readonly at: number;
  readonly level: string;
  readonly source: string;
  readonly text: string;
}

/** What was said around an instance's process: its stderr, its life, oddities of the protocol. Bounded by instance. */
export class LogRepository {
  readonly #place: StoragePlace;
  readonly #onBadRow: BadRowListener;
  readonly #read;
  readonly #append;
  /** How many lines each instance got since it was trimmed. */
  readonly #sinceTrim = new Map<string, number>();

  constructor(sqlite: Sqlite, place: StoragePlace, onBadRow: BadRowListener) {
    this.#place = place;
    this.#onBadRow = onBadRow;
    this.#read = sqlite.prepare<[string, number], LogRow>(
      'SELECT id, at, level, source, text FROM logs WHERE instance_id = ? ORDER BY id DESC LIMIT ?',
    );
    const insert = sqlite.prepare<[string, number, string, string, string]>(
      'INSERT INTO logs (instance_id, at, level, source, text) VALUES (?, ?, ?, ?, ?)',
    );
    const trim = sqlite.prepare<[string, string, number]>(
      `DELETE FROM logs WHERE instance_id = ? AND id <= (
         SELECT id FROM logs WHERE instance_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
    );
    this.#append = sqlite.transaction((instanceId: string, lines: readonly LogLine[], trims: boolean) => {
      for (const line of lines) insert.run(instanceId, line.at, line.level, line.source, cut(line.text));
      if (trims) trim.run(instanceId, instanceId, keptLines);
    });
  }

  /**
   * Stores lines in one transaction of their own. Secrets in them must be gone already.
   * @returns what kept them from being stored; the log is no reason to stop anything
   */
  append(instanceId: string, lines: readonly LogLine[]): Problem | null {
    if (lines.length === 0) return null;
    const sinceTrim = (this.#sinceTrim.get(instanceId) ?? trimEvery) + lines.length;
    const trims = sinceTrim >= trimEvery;
    try {
      this.#append.immediate(instanceId, lines, trims);
    } catch (error) {
      return storageProblem(error, this.#place);
    }
    this.#sinceTrim.set(instanceId, trims ? 0 : sinceTrim);
    return null;
  }

  /** The last lines, oldest first. */
  read(instanceId: string, limit: number): LogLine[] {
    const lines: LogLine[] = [];
    for (const row of this.#read.all(instanceId, limit).reverse()) {
      const line = logLineSchema.safeParse(row);
      if (line.success) lines.push(line.data);
      else this.#onBadRow('logs', String(row.id), line.error);
    }
    return lines;
  }
}

function cut(text: string): string {
  if (text.length <= longestLine) return text;
  return `${text.slice(0, longestLine)} … (${String(text.length)} characters)`;
}
