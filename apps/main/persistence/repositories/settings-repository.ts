import { z } from 'zod';
import { defaultSettings, settingsSchema, type Settings } from '../../../shared/models/settings.ts';
import type { Sqlite } from '../sqlite.ts';
import { StoredRows, type BadRowListener, type JsonRow } from '../stored-rows.ts';

const recordSchema = z.record(z.string(), z.unknown());

/** What a person has set, over the defaults. */
export class SettingsRepository {
  readonly #rows: StoredRows<Readonly<Record<string, unknown>>>;
  readonly #onBadRow: BadRowListener;
  readonly #one;

  constructor(sqlite: Sqlite, onBadRow: BadRowListener) {
    this.#rows = new StoredRows('settings', recordSchema, onBadRow);
    this.#onBadRow = onBadRow;
    this.#one = sqlite.prepare<[], JsonRow>('SELECT id, data FROM settings');
  }

  /** A setting that is missing or that this version cannot take has its default; the others are as they were stored. */
  load(): Settings {
    const stored = this.#rows.one(this.#one.get()) ?? {};
    const merged: Record<string, unknown> = { ...defaultSettings };
    for (const [name, schema] of Object.entries(settingsSchema.unwrap().shape)) {
      if (!(name in stored)) continue;
      const read = schema.safeParse(stored[name]);
      if (read.success) merged[name] = read.data;
      else this.#onBadRow('settings', name, read.error);
    }
    return settingsSchema.parse(merged);
  }
}
