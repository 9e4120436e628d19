import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrations, schemaVersion } from '../../../apps/main/persistence/migrations/migrations.ts';
import { openDatabase } from '../../../apps/main/persistence/open-database.ts';
import { connect } from '../../../apps/main/persistence/sqlite.ts';
import * as content from '../../fixtures/databases/content.ts';
import { fingerprint, opened, outcomeOfOpening, temporaryPlace, type Place } from './temporary-database.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/databases');
const versions = migrations.map(({ version }) => version);

function placeWithVersion(version: number): Place {
  const place = temporaryPlace();
  copyFileSync(join(fixtures, `version-${String(version)}.db`), place.file);
  return place;
}

/** What a file can tell of its schema, whoever made it. */
function schemaOf(file: string): unknown {
  const sqlite = connect(file, 'read');
  const schema = sqlite.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all();
  sqlite.close();
  return schema;
}

it('numbers its steps without a gap', () => {
  expect(versions).toEqual(Array.from({ length: schemaVersion }, (_, index) => index + 1));
});

describe.each(versions)('a database of version %i', (version) => {
  it('opens with all that is in it', () => {
    const database = opened(placeWithVersion(version), (table, id, error) => {
      throw new Error(`${table} ${id}`, { cause: error });
    });
    const { instance, task, endedTask } = content.fixtureIds;
    expect(database.instances.all()).toEqual(content.instances);
    expect([...database.tasks.open(), ...database.tasks.recentlyEnded(10)]).toEqual(content.tasks);
    expect(database.tasks.get(endedTask)).toEqual(content.tasks[1]);
    expect(database.turns.open()).toEqual(content.turns);
    expect(database.requests.open()).toEqual(content.requests);
    expect(database.transcript.page({ instanceId: instance, limit: 10 }).entries.map(({ entry }) => entry)).toEqual(
      content.entries,
    );
    expect(database.prompts.text(task)).toBe('Sum up the report.');
    expect(database.prompts.attachments(task)).toEqual([
      { attachment: content.attachment, data: Buffer.from('%PDF-1.7') },
    ]);
    expect(database.settings.load()).toEqual(content.settings);
    expect(database.towerState.load()).toEqual({ paused: true, holds: [], storageProblem: null });
    expect(database.logs.read(instance, 10)).toEqual(content.logLines);
    expect(database.cache.get('offer:local')).toEqual({ models: [], commands: [] });
    expect(database.processes.all()).toEqual(content.processes);
    expect(content.secrets.map(({ instanceId }) => database.secrets.find(instanceId))).toEqual(
      version < 3 ? [null, null] : content.secrets,
    );
    expect(database.events.since(0, 100)).toHaveLength(database.lastSeq);
    expect(database.checkIntegrity()).toBeNull();
  });

  it('ends with the schema that a new one has', () => {
    const old = placeWithVersion(version);
    const fresh = temporaryPlace();
    expect(outcomeOfOpening(old)).toBe('ok');
    expect(outcomeOfOpening(fresh)).toBe('ok');
    expect(schemaOf(old.file)).toEqual(schemaOf(fresh.file));
  });
});

describe('the backup before a migration', () => {
  it('is a whole database of the old version, and opens as one', () => {
    const place = placeWithVersion(1);
    const result = openDatabase({ ...place, now: () => Date.UTC(2026, 6, 28, 10, 11, 12, 13) });
    if (!result.ok) throw new Error(result.problem.message);
    result.value.close();
    expect(readdirSync(place.backupDirectory)).toEqual(['tower-v1-20260728T101112013Z.db']);
    const backup = join(place.backupDirectory, 'tower-v1-20260728T101112013Z.db');
    const sqlite = connect(backup, 'read');
    expect(sqlite.pragma('user_version', { simple: true })).toBe(1);
    sqlite.close();

    copyFileSync(backup, place.file);
    expect(opened(place).instances.all()).toEqual(content.instances);
  });

  it('is not made when there is nothing to migrate', () => {
    const place = placeWithVersion(schemaVersion);
    expect(outcomeOfOpening(place)).toBe('ok');
    expect(readdirSync(place.directory)).not.toContain('backups');
  });

  it('keeps the newest five and touches nothing else', () => {
    const place = placeWithVersion(1);
    mkdirSync(place.backupDirectory);
    const older = [1, 2, 3, 4, 5, 6].map((day) => `tower-v1-2026010${String(day)}T000000000Z.db`);
    for (const name of [...older, 'my own notes.db']) writeFileSync(join(place.backupDirectory, name), '');
    expect(outcomeOfOpening(place)).toBe('ok');
    const names = readdirSync(place.backupDirectory);
    expect(names).toHaveLength(6);
    expect(names).toEqual(expect.arrayContaining([...older.slice(2), 'my own notes.db']));
  });

  it('keeps the migration from happening when it cannot be made', () => {
    const place = placeWithVersion(1);
    writeFileSync(place.backupDirectory, 'a file in its place');
    const before = fingerprint(place.file);
    expect(outcomeOfOpening(place)).toBe('storage.readOnly');
    expect(fingerprint(place.file)).toBe(before);
  });
});
