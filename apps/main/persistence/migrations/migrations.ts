import { firstTables } from './001-first-tables.ts';
import { factsByInstance } from './002-facts-by-instance.ts';
import { secrets } from './003-secrets.ts';
import type { Migration } from './migration.ts';

/** All steps, first to last. A new one also needs its database: scripts/make-database-fixture.ts. */
export const migrations: readonly Migration[] = [firstTables, factsByInstance, secrets];

/** The version of the schema that this tower writes. */
export const schemaVersion = migrations.length;
