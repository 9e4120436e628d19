import { randomBytes } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { mountSmallDisk } from '../../support/small-disk.ts';
import { Numbering, taskWith, textEntryWith, uuid } from '../../unit/persistence/records.ts';
import { opened, temporaryPlace } from '../../unit/persistence/temporary-database.ts';

const place = temporaryPlace;
const megabyte = (): string => randomBytes(780_000).toString('base64');

it('goes on writing on a disk that the database alone nearly fills, because the log gives back what it has taken', async ({
  skip,
}) => {
  const here = place();
  const unmount = mountSmallDisk(here.directory, 6);
  if (unmount === null) skip('Only root may mount a small disk, on Linux.');
  else onTestFinished(unmount);
  const database = opened(here);
  database.checkpoints.start();
  // Its thread has looked at the disk by then.
  await expect.poll(() => database.lastSeq).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 500));

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
    if (count % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 30));
  }
  await database.checkpoints.stop();
});
