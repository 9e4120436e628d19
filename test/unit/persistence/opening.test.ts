import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../apps/main/persistence/open-database.ts';
import { schemaVersion } from '../../../apps/main/persistence/migrations/migrations.ts';
import { connect } from '../../../apps/main/persistence/sqlite.ts';
import { Numbering, textEntryWith } from './records.ts';
import { fingerprint, opened, outcomeOfOpening, temporaryPlace, type Place } from './temporary-database.ts';

function withContent(place: Place): void {
  const database = opened(place);
  const numbering = new Numbering();
  for (let batch = 0; batch < 20; batch += 1) {
    const entry = textEntryWith({ text: `${String(batch)} ${'words '.repeat(2000)}` });
    expect(database.write([numbering.event('transcript.appended', { entry })])).toBeNull();
  }
  database.close();
}

/** Opening must come to this, and must leave the file as it was. */
function expectLeftAlone(place: Place, code: string): void {
  const before = fingerprint(place.file);
  expect(outcomeOfOpening(place)).toBe(code);
  expect(fingerprint(place.file)).toBe(before);
}

function overwrite(file: string, from: number, bytes: number): void {
  const content = readFileSync(file);
  content.fill(0xa5, from, from + bytes);
  writeFileSync(file, content);
}

describe('opening', () => {
  it('makes the folder and a database of the newest schema', () => {
    const { directory } = temporaryPlace();
    const place = { directory, file: join(directory, 'new', 'folder', 'tower.db'), backupDirectory: directory };
    expect(opened(place).lastSeq).toBe(0);
    const sqlite = connect(place.file, 'read');
    expect(sqlite.pragma('user_version', { simple: true })).toBe(schemaVersion);
    expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal');
    sqlite.close();
  });

  it('leaves a database of a newer version alone', () => {
    const place = temporaryPlace();
    withContent(place);
    const sqlite = connect(place.file, 'write');
    sqlite.pragma(`user_version = ${String(schemaVersion + 1)}`);
    sqlite.close();
    expectLeftAlone(place, 'storage.newer');
    const result = openDatabase(place);
    expect(result).toMatchObject({ problem: { params: { found: schemaVersion + 1, known: schemaVersion } } });
    expect(existsSync(place.backupDirectory)).toBe(false);
  });

  it.each([5, 100, 600, 5000, 100_000])('leaves a file of %i bytes that is no database alone', (bytes) => {
    const place = temporaryPlace();
    writeFileSync(place.file, Buffer.alloc(bytes, 'This is a letter to grandmother. '));
    expectLeftAlone(place, 'storage.corrupt');
  });

  it.each([0.1, 0.5, 0.9])('leaves a database alone of which only a part (%f) is there', (part) => {
    const place = temporaryPlace();
    withContent(place);
    truncateSync(place.file, Math.floor(readFileSync(place.file).length * part));
    expectLeftAlone(place, 'storage.corrupt');
  });

  it('leaves an empty file alone that was a database', () => {
    const place = temporaryPlace();
    withContent(place);
    truncateSync(place.file, 0);
    expectLeftAlone(place, 'storage.corrupt');
  });

  it('makes a database of an empty file that never was one', () => {
    const place = temporaryPlace();
    writeFileSync(place.file, '');
    expect(outcomeOfOpening(place)).toBe('ok');
  });

  it('leaves a database alone that was damaged in the middle', () => {
    const place = temporaryPlace();
    withContent(place);
    overwrite(place.file, 4096, 8 * 4096);
    expectLeftAlone(place, 'storage.corrupt');
  });

  it("leaves another program's database alone", () => {
    const place = temporaryPlace();
    const sqlite = connect(place.file, 'write');
    sqlite.exec('CREATE TABLE bookmarks (url TEXT)');
    sqlite.close();
    expectLeftAlone(place, 'storage.corrupt');
  });

  it('leaves a database alone that another program holds', () => {
    const place = temporaryPlace();
    withContent(place);
    for (const hold of ['PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK', 'BEGIN IMMEDIATE']) {
      const sqlite = connect(place.file, 'write');
      sqlite.exec(hold);
      expectLeftAlone(place, 'storage.locked');
      sqlite.close();
    }
    expect(outcomeOfOpening(place)).toBe('ok');
  });

  it('says that a database cannot be where a folder is, or below a file', () => {
    const place = temporaryPlace();
    mkdirSync(place.file);
    expect(outcomeOfOpening(place)).toBe('storage.readOnly');
    const below = { ...place, file: join(place.directory, 'a-file', 'tower.db') };
    writeFileSync(join(place.directory, 'a-file'), '');
    expect(outcomeOfOpening(below)).toBe('storage.readOnly');
  });

  it('does not mix a backup with what the database that it replaces left in its write-ahead log', () => {
    const place = temporaryPlace();
    withContent(place);
    const backup = join(place.directory, 'backup.db');
    const database = opened(place);
    const source = connect(place.file, 'read');
    source.prepare('VACUUM INTO ?').run(backup);
    source.close();
    const late = textEntryWith({ text: 'late' });
    expect(database.write([new Numbering(database.lastSeq).event('transcript.appended', { entry: late })])).toBeNull();
    const left = readFileSync(`${place.file}-wal`);
    database.close();
    copyFileSync(backup, place.file);
    writeFileSync(`${place.file}-wal`, left);

    const restored = opened(place);

    expect(restored.lastSeq).toBe(20);
    expect(restored.checkIntegrity()).toBeNull();
    expect(readdirSync(place.directory)).toContain('tower.db-wal.unused');
  });
});
