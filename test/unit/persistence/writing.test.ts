import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Database } from '../../../apps/main/persistence/database.ts';
import { connect } from '../../../apps/main/persistence/sqlite.ts';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { instanceWith, Numbering, taskWith, textEntryWith, uuid } from './records.ts';
import { opened, temporaryPlace, type Place } from './temporary-database.ts';

const big = (): string => randomBytes(64 * 1024).toString('base64');

/** A database of which no more pages may be written: what a full disk is to SQLite. */
function fullDatabase(place: Place): { database: Database; makeRoom: () => void } {
  opened(place).close();
  const sqlite = connect(place.file, 'write');
  sqlite.pragma(`max_page_count = ${String(sqlite.pragma('page_count', { simple: true }))}`);
  return {
    database: new Database(sqlite, place, () => undefined),
    makeRoom: () => {
      sqlite.pragma('max_page_count = 1000000');
    },
  };
}

describe('a write that fails', () => {
  it('changes nothing when one event of the batch cannot be stored', () => {
    const database = opened(temporaryPlace());
    const numbering = new Numbering();
    const event = numbering.event('instance.created', { instance: instanceWith({ id: uuid(1) }) });
    expect(database.write([event])).toBeNull();
    const other = numbering.event('instance.created', { instance: instanceWith({ id: uuid(2) }) });

    const problem = database.write([other, event]);

    expect(problem?.code).toBe('storage.failed');
    expect(database.instances.all().map(({ id }) => id)).toEqual([uuid(1)]);
    expect(database.lastSeq).toBe(1);
    expect(database.write([other])).toBeNull();
    expect(database.lastSeq).toBe(2);
  });

  it('changes nothing when what was to go along fails', () => {
    const database = opened(temporaryPlace());
    const task = taskWith({ id: uuid(5) });
    const problem = database.write([new Numbering().event('task.queued', { task })], () => {
      database.prompts.save(task.id, 'text', []);
      throw new Error('no');
    });
    expect(problem).toMatchObject({ code: 'storage.failed', params: { reason: 'no' } });
    expect(database.tasks.get(task.id)).toBeNull();
    expect(database.prompts.text(task.id)).toBeNull();
  });

  it('says that the disk is full, keeps what there was, and goes on when there is room', () => {
    const place = temporaryPlace();
    const { database, makeRoom } = fullDatabase(place);
    const numbering = new Numbering();
    const entry = textEntryWith({ text: big() });
    const event = numbering.event('transcript.appended', { entry });

    expect(database.write([event])).toMatchObject({ code: 'storage.full', params: { path: place.directory } });
    expect(database.logs.append(uuid(1), [{ at: 1, level: 'info', source: 'stderr', text: big() }])?.code).toBe(
      'storage.full',
    );
    expect(database.cache.set('key', big())?.code).toBe('storage.full');
    const row = { marker: 'm', pid: 1, startTime: '1', instanceId: uuid(1), startedAt: 1 };
    expect(database.processes.add({ ...row, command: big() })?.code).toBe('storage.full');
    expect(database.processes.all()).toEqual([]);
    expect(database.events.since(0, 10)).toEqual([]);

    makeRoom();
    expect(database.write([event])).toBeNull();
    expect(database.transcript.entry(event.seq)).toEqual(entry);
    database.close();
  });

  it('is a promise not kept and no more: the bus hears of the full disk, keeps its events and writes them later', () => {
    const { database, makeRoom } = fullDatabase(temporaryPlace());
    const bus = new EventBus({ writer: database, retryMs: 3_600_000 });
    const entry = textEntryWith({ text: big() });
    bus.publish('transcript.appended', { entry });
    expect(bus.publishNow('task.queued', { task: taskWith({ id: uuid(1) }) })).toMatchObject({
      ok: false,
      problem: { code: 'storage.full' },
    });
    expect(bus.storageProblem?.code).toBe('storage.full');
    makeRoom();
    expect(bus.close()).toBeNull();
    expect(database.tasks.open()).toEqual([]);
    expect(database.transcript.page({ instanceId: entry.instanceId, limit: 5 }).entries).toEqual([{ seq: 1, entry }]);
    database.close();
  });

  it('says that the database is locked while another program holds it', () => {
    const place = temporaryPlace();
    const database = opened(place);
    const other = connect(place.file, 'write');
    other.exec('BEGIN IMMEDIATE');
    const event = new Numbering().event('task.queued', { task: taskWith({}) });
    expect(database.write([event])?.code).toBe('storage.locked');
    other.close();
    expect(database.write([event])).toBeNull();
  });

  it('says so when the database was closed', () => {
    const database = opened(temporaryPlace());
    database.close();
    database.close();
    expect(database.write([new Numbering().event('task.queued', { task: taskWith({}) })])?.code).toBe('storage.failed');
  });
});
