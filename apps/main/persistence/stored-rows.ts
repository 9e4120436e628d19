import type { z } from 'zod';

/** Hears of a row that cannot be read, for the log. The row is left out and stays in the database as it is. */
export type BadRowListener = (table: string, id: string, error: unknown) => void;

export interface JsonRow {
  readonly id: string | number;
  readonly data: string;
}

/**
 * Reads records that were stored as JSON. A row may have been written by an older version of the tower: a new field of a
 * schema needs a default there, or a migration that fills it in; otherwise its rows are reported and left out.
 */
export class StoredRows<T> {
  readonly #table: string;
  readonly #schema: z.ZodType<T>;
  readonly #onBadRow: BadRowListener;

  constructor(table: string, schema: z.ZodType<T>, onBadRow: BadRowListener) {
    this.#table = table;
    this.#schema = schema;
    this.#onBadRow = onBadRow;
  }

  /** @returns null for no row, and for one that was reported as unreadable */
  one(row: JsonRow | undefined): T | null {
    if (row === undefined) return null;
    try {
      return this.#schema.parse(JSON.parse(row.data));
    } catch (error) {
      this.#onBadRow(this.#table, String(row.id), error);
      return null;
    }
  }

  all(rows: readonly JsonRow[]): T[] {
    const read: T[] = [];
    for (const row of rows) {
      const record = this.one(row);
      if (record !== null) read.push(record);
    }
    return read;
  }
}
