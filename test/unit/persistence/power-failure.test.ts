import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DurableEvent } from '../../../apps/shared/contract/events.ts';
import { connect } from '../../../apps/main/persistence/sqlite.ts';
import { Database } from '../../../apps/main/persistence/database.ts';
import { instanceWith, Numbering, taskWith, textEntryWith, turnWith, uuid } from './records.ts';
import { opened, temporaryPlace, type Place } from './temporary-database.ts';

const batchSize = 3;

/** Batches that each make a task and change the instance. */
function batches(count: number): readonly (readonly DurableEvent[])[] {
  const numbers = new Numbering();
  return Array.from({ length: count }, (_, index) => {
    const task = taskWith({ id: uuid(100 + index), instanceId: uuid(1), status: 'queued', endedAt: null });
    return [
      numbers.event('instance.updated', { instance: instanceWith({ id: uuid(1), turns: index }) }),
      numbers.event('task.queued', { task }),
      numbers.event('task.updated', { task: { ...task, title: `Task ${String(index)}` } }),
    ];
  });
}

/** What a computer without power leaves of a database: the file, and of the log what had come to the disk. */
function withoutPower(place: Place, kept: number, rest: 'missing' | 'zeros'): Place {
  const directory = join(place.directory, `${rest} after ${String(kept)}`);
  mkdirSync(directory);
  const file = join(directory, 'tower.db');
  copyFileSync(place.file, file);
  const log = readFileSync(`${place.file}-wal`);
  const length = Math.floor(log.length * kept);
  writeFileSync(`${file}-wal`, rest === 'missing' ? log.subarray(0, length) : Buffer.from(log).fill(0, length));
  return { directory, file, backupDirectory: join(directory, 'backups') };
}

it.each(['that was just made', 'that an earlier tower closed'])(
  'leaves a database %s whole, with all batches up to some moment, wherever it cuts the log off',
  (which) => {
    const place = temporaryPlace();
    if (which === 'that an earlier tower closed') opened(place).close();
    const database = opened(place);
    const written = batches(12);
    for (const batch of written) expect(database.write(batch)).toBeNull();
    const all = written.flat();
    const found = new Set<number>();
    for (const rest of ['missing', 'zeros'] as const) {
      for (let step = 0; step <= 25; step += 1) {
        const after = opened(withoutPower(place, step / 25, rest), (table, row, error) => {
          throw new Error(`${table} ${row}`, { cause: error });
        });
        const { lastSeq } = after;
        expect(after.checkIntegrity()).toBeNull();
        expect(lastSeq % batchSize).toBe(0);
        expect(after.events.since(0, 1000)).toEqual(all.slice(0, lastSeq));
        const titles = Array.from({ length: lastSeq / batchSize }, (_, index) => `Task ${String(index)}`);
        expect(after.tasks.open().map(({ title }) => title)).toEqual(titles);
        expect(
          after.write([new Numbering(lastSeq).event('instance.updated', { instance: instanceWith({}) })]),
        ).toBeNull();
        after.close();
        found.add(lastSeq);
      }
    }
    // Of a log that is whole nothing is missing, and the cuts were at many places.
    expect(found).toContain(all.length);
    expect(found.size).toBeGreaterThan(6);
  },
);

describe('what is on the disk when it is said to be written', () => {
  /** A database, and how its log is brought to the disk now: 1 when the log is emptied, 2 with each write. */
  function watched() {
    const place = temporaryPlace();
    opened(place).close();
    const sqlite = connect(place.file, 'write');
    sqlite.pragma('synchronous = NORMAL');
    const database = new Database(sqlite, place, () => undefined);
    onTestFinished(() => database.close());
    return { database, synchronous: (): unknown => sqlite.pragma('synchronous', { simple: true }) };
  }
  const numbers = new Numbering();
  const task = taskWith({ id: uuid(9), status: 'queued', endedAt: null });
  const accepted = numbers.event('task.queued', { task });

  it.each([
    ['a prompt that was accepted', 2, accepted],
    ['a prompt that was taken back', 2, numbers.event('task.cancelled', { task: { ...task, status: 'cancelled' } })],
    ['a prompt that is about to be given', 2, numbers.event('turn.started', { turn: turnWith({}) })],
    [
      'not what an agent says, of which there is much',
      1,
      numbers.event('transcript.appended', { entry: textEntryWith({}) }),
    ],
  ])('is %s', (_, expected, event) => {
    const { database, synchronous } = watched();
    let during: unknown = null;
    expect(database.write([event], () => void (during = synchronous()))).toBeNull();
    expect([during, synchronous()]).toEqual([expected, 1]);
  });

  it('costs the next one nothing after a write that failed', () => {
    const { database, synchronous } = watched();
    const failing = (): void => {
      throw new Error('no room');
    };
    expect(database.write([accepted], failing)).not.toBeNull();
    expect(synchronous()).toBe(1);
  });
});
