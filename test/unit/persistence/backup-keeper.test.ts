import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BackupKeeper } from '../../../apps/main/persistence/backup-keeper.ts';
import { listBackups } from '../../../apps/main/persistence/backups.ts';
import { connect, type Sqlite } from '../../../apps/main/persistence/sqlite.ts';
import { temporaryPlace } from './temporary-database.ts';

const day = 24 * 3600 * 1000;

describe('the daily backup', () => {
  const open: Sqlite[] = [];
  afterEach(() => {
    for (const sqlite of open.splice(0)) sqlite.close();
  });

  function keeperAt(clock: { now: number }, rows = 10, roomIn?: () => number) {
    const place = temporaryPlace();
    const sqlite = connect(place.file, 'write');
    open.push(sqlite);
    sqlite.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (x TEXT)');
    const insert = sqlite.prepare('INSERT INTO t VALUES (?)');
    for (let row = 0; row < rows; row += 1) insert.run('x'.repeat(3000));
    const failures: unknown[] = [];
    const own = roomIn === undefined ? {} : { roomIn };
    const options = { sqlite, directory: place.backupDirectory, keep: 3, now: () => clock.now, ...own };
    const keeper = () => new BackupKeeper({ ...options, onFailure: (error) => failures.push(error) });
    return { keeper, place, failures, insert };
  }

  it('is made when there is none, holds everything, and not again on the same day', async () => {
    const clock = { now: Date.now() };
    const { keeper, place, failures } = keeperAt(clock);
    for (let start = 0; start < 2; start += 1) {
      const one = keeper();
      await one.start();
      await one.stop();
    }
    const [copy, ...more] = listBackups(place.backupDirectory);
    expect({ more, failures }).toEqual({ more: [], failures: [] });
    const restored = connect(copy ?? '', 'write');
    open.push(restored);
    expect(restored.prepare('SELECT count(*) FROM t').pluck().get()).toBe(10);
    expect(restored.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('is made again a day later, and the oldest go', async () => {
    const clock = { now: Date.now() };
    const { keeper, place } = keeperAt(clock);
    for (let times = 0; times < 5; times += 1) {
      const one = keeper();
      await one.start();
      await one.stop();
      const newest = listBackups(place.backupDirectory).at(-1) ?? '';
      utimesSync(newest, clock.now / 1000, clock.now / 1000);
      clock.now += day;
    }
    expect(listBackups(place.backupDirectory)).toHaveLength(3);
  });

  it('takes no room that work needs, says so, and is made once there is room', async () => {
    let room = 60_000;
    const { keeper, place, failures } = keeperAt({ now: Date.now() }, 10, () => room);
    const look = async (): Promise<readonly string[]> => {
      const one = keeper();
      await one.start();
      await one.stop();
      return listBackups(place.backupDirectory);
    };
    expect(await look()).toEqual([]);
    expect(String(failures)).toContain('there is no room for a copy');
    room = 200_000;
    expect(await look()).toHaveLength(1);
    expect(failures).toHaveLength(1);
  });

  it('is given up when the tower closes, and leaves no half copy', async () => {
    const { keeper, place, failures } = keeperAt({ now: Date.now() }, 2000);
    const one = keeper();
    void one.start();
    await vi.waitUntil(() => existsSync(join(place.backupDirectory, 'unfinished.db')), { interval: 1 });
    await one.stop();
    expect(failures).toEqual([]);
    expect(readdirSync(place.backupDirectory)).not.toContain('unfinished.db');
    expect(listBackups(place.backupDirectory)).toEqual([]);
  });
});
