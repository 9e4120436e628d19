import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { checkpointLimit } from './checkpoint-limit.ts';
import { connect } from './sqlite.ts';

/** What `Checkpointer` starts this thread with. */
const orderSchema = z.object({ file: z.string(), pages: z.number(), everyMs: z.number() });
/** How much the log holds and how much of it is in the database already, in pages. */
const lengthsSchema = z.tuple([z.object({ log: z.number(), checkpointed: z.number() })]);

/*
 * A thread of its own, with a connection of its own: brings what the write-ahead log holds into the database once it holds
 * much. PASSIVE waits for nobody and nobody waits for it. What is written meanwhile is left for the next look; once all is
 * in the database, the next writer begins the log anew. The connection that writes is told the length that the room allows.
 */
const { file, pages, everyMs } = orderSchema.parse(workerData);
const sqlite = connect(file, 'write');
const pageBytes = Number(sqlite.pragma('page_size', { simple: true }));
let told: number | null = null;

function look(): void {
  const { bavail, bsize } = statfsSync(dirname(file));
  const limit = checkpointLimit(pages, bavail * bsize, pageBytes);
  if (limit !== told) parentPort?.postMessage(limit);
  told = limit;
  const [{ log, checkpointed }] = lengthsSchema.parse(sqlite.pragma('wal_checkpoint(NOOP)'));
  if (checkpointed >= log || log < limit) return;
  try {
    sqlite.pragma('wal_checkpoint(PASSIVE)');
  } catch (error) {
    // Nothing is lost: it stays in the log, and there may be room at the next look.
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'SQLITE_FULL') throw error;
  }
}
const timer = setInterval(look, everyMs);

parentPort?.once('message', () => {
  clearInterval(timer);
  sqlite.close();
});
look();
