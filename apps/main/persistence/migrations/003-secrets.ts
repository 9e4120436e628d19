import type { Migration } from './migration.ts';

/**
 * The sealed API key of an instance, never the key itself. Without `sealed` the row says that there was one, which was not to
 * be stored or was destroyed.
 */
export const secrets: Migration = {
  version: 3,
  sql: `
    CREATE TABLE secrets (
      instance_id TEXT PRIMARY KEY,
      sealed BLOB,
      protection TEXT,
      ending TEXT NOT NULL,
      since REAL NOT NULL
    );
  `,
};
