import { openDatabase } from '../../../apps/main/persistence/open-database.ts';
import { Numbering, taskWith, textEntryWith, uuid } from '../../unit/persistence/records.ts';

/** Writes batches of events and says after each one, once it is written, the number of its last event. */
const [, , file = '', backupDirectory = ''] = process.argv;
const result = openDatabase({ file, backupDirectory });
if (!result.ok) throw new Error(result.problem.message);
const database = result.value;
const numbering = new Numbering(database.lastSeq);

function writeOne(): void {
  const entries = Array.from({ length: 7 }, () =>
    numbering.event('transcript.appended', { entry: textEntryWith({ text: 'words '.repeat(500) }) }),
  );
  const task = taskWith({ id: uuid(database.lastSeq + 8) });
  const problem = database.write([...entries, numbering.event('task.queued', { task })], () => {
    database.prompts.save(task.id, `prompt ${String(database.lastSeq + 8)}`, []);
  });
  if (problem !== null) throw new Error(problem.message);
  process.stdout.write(`${String(database.lastSeq)}\n`);
  setImmediate(writeOne);
}
writeOne();
