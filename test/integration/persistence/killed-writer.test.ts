import { expect, it } from 'vitest';
import { opened, temporaryPlace } from '../../unit/persistence/temporary-database.ts';
import { start } from './child-processes.ts';

it('has all that was announced after its tower was killed, and no half of a batch', async () => {
  const place = temporaryPlace();
  let announced = 0;
  for (const batches of [1, 40, 400]) {
    const writer = start(new URL('./endless-writer.ts', import.meta.url), place.file, place.backupDirectory);
    for (let batch = 0; batch < batches; batch += 1) announced = Number(await writer.line());
    await writer.kill();

    const database = opened(place);
    expect(database.lastSeq).toBeGreaterThanOrEqual(announced);
    expect(database.lastSeq % 8).toBe(0);
    expect(database.events.since(0, 1_000_000)).toHaveLength(database.lastSeq);
    const tasks = database.tasks.open();
    expect(tasks).toHaveLength(database.lastSeq / 8);
    expect(tasks.filter((task) => database.prompts.text(task.id) === null)).toEqual([]);
    expect(database.checkIntegrity()).toBeNull();
    database.close();
  }
});
