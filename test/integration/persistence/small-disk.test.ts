import { randomBytes } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { Database } from '../../../apps/main/persistence/database.ts';
import { connect } from '../../../apps/main/persistence/sqlite.ts';
import { mountSmallDisk } from '../../support/small-disk.ts';
import { Numbering, taskWith, textEntryWith, uuid } from '../../unit/persistence/records.ts';
import { opened, temporaryPlace } from '../../unit/persistence/temporary-database.ts';

const megabyte = (): string => randomBytes(780_000).toString('base64');

it('goes on writing on a disk that the database alone nearly fills, because the log gives back what it has taken', async ({
  skip,
}) => {
  const place = temporaryPlace();
  const unmount = mountSmallDisk(place.directory, 6);
  if (unmount === null) skip('Only root may mount a small disk, on Linux.');
  else onTestFinished(unmount);
  opened(place).close();
  const sqlite = connect(place.file, 'write');
  const database = new Database(sqlite, place, () => undefined);
  onTestFinished(() => database.close());
  const limit = (): unknown => sqlite.pragma('wal_autocheckpoint', { simple: true });
  const usual = limit();
  database.checkpoints.start();
  // Its thread has seen how little room there is.
  await expect.poll(limit).toBeLessThan(Number(usual));

  const numbering = new Numbering();
  // A burst, faster than the thread looks: four of the six megabytes.
  for (let count = 0; count < 4; count += 1) {
    const entry = textEntryWith({ text: megabyte() });
    expect(database.write([numbering.event('transcript.appended', { entry })])).toBeNull();
  }
  // Each of these is little, but writes a dozen pages to the log.
  for (let count = 0; count < 300; count += 1) {
    const task = taskWith({ id: uuid(1 + (count % 3)), priority: 'normal' });
    expect(database.write([numbering.event('task.updated', { task })]), `write ${String(count)}`).toBeNull();
  }
  await database.checkpoints.stop();
});
