import { migrations, schemaVersion } from './migrations/migrations.ts';
import type { Sqlite } from './sqlite.ts';

/** Marks a database as the tower's own: "CTWR". */
export const applicationId = 0x43_54_57_52;

/**
 * Brings a database to the newest version of the schema: all steps or none.
 * @throws an error of SQLite; then the database is what it was
 */
export function migrate(sqlite: Sqlite): void {
  const steps = sqlite.transaction(() => {
    const version = Number(sqlite.pragma('user_version', { simple: true }));
    if (version >= schemaVersion) return;
    for (const migration of migrations.slice(version)) sqlite.exec(migration.sql);
    sqlite.pragma(`application_id = ${String(applicationId)}`);
    sqlite.pragma(`user_version = ${String(schemaVersion)}`);
  });
  // Taken even when there is nothing to do: a database that cannot be written is found out here, at the start.
  steps.immediate();
}
