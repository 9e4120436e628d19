import { expect, it, onTestFinished, vi } from 'vitest';
import { Checkpointer } from '../../../apps/main/persistence/checkpointer.ts';
import { connect, type Sqlite } from '../../../apps/main/persistence/sqlite.ts';
import { temporaryPlace } from '../../unit/persistence/temporary-database.ts';

function writer(file: string): Sqlite {
  const sqlite = connect(file, 'write');
  onTestFinished(() => void sqlite.close());
  sqlite.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (x TEXT)');
  return sqlite;
}

const limitOf = (sqlite: Sqlite): unknown => sqlite.pragma('wal_autocheckpoint', { simple: true });
const logOf = (sqlite: Sqlite): unknown => sqlite.pragma('wal_checkpoint(NOOP)');

it('brings a long log into the database without the connection that writes', async () => {
  const { file } = temporaryPlace();
  const sqlite = writer(file);
  const failures: unknown[] = [];
  const onFailure = (error: unknown): void => void failures.push(error);
  const checkpointer = new Checkpointer({ sqlite, file, pages: 20, everyMs: 5, onFailure });
  checkpointer.start();
  await vi.waitFor(() => expect(limitOf(sqlite)).toBe(60));

  const insert = sqlite.prepare('INSERT INTO t VALUES (?)');
  // At once: a log that is in the database in the middle would begin anew and be short again.
  sqlite.transaction(() => {
    for (let row = 0; row < 25; row += 1) insert.run('x'.repeat(3000));
  })();
  await vi.waitFor(() => {
    const [state] = logOf(sqlite) as [{ log: number; checkpointed: number }];
    expect(state.log).toBeGreaterThan(20);
    expect(state.checkpointed).toBe(state.log);
  });

  await checkpointer.stop();
  expect(sqlite.prepare('SELECT count(*) FROM t').pluck().get()).toBe(25);
  expect(failures).toEqual([]);
});

it('leaves the work to the connection that writes when its thread cannot open the file', async () => {
  const { file } = temporaryPlace();
  const sqlite = writer(file);
  sqlite.pragma('wal_autocheckpoint = 7');
  const failed = new Promise((resolve) => {
    const missing = `${file}-not/there.db`;
    new Checkpointer({ sqlite, file: missing, onFailure: resolve }).start();
  });
  await expect(failed).resolves.toBeInstanceOf(Error);
  expect(limitOf(sqlite)).toBe(1000);
});
