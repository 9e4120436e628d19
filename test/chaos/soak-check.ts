import { connect } from '../../apps/main/persistence/sqlite.ts';
import type { Result } from '../../apps/shared/models/problem.ts';
import { leftovers, storedIn, type Stored } from '../support/agreement.ts';
import { readWords } from './disk-check.ts';
import { compareMemory, isQuiet, type Compared } from './finish.ts';
import { pause } from './life.ts';

/** How long agents may take to finish the turns that they are at, in milliseconds. */
const restMs = 30_000;

/** A tower that can be brought to rest. */
export interface Restable extends Pick<Compared, 'snapshot'> {
  readonly pauseTower: () => Promise<Result<unknown>>;
}

/**
 * Pauses the tower, has the agents finish what they are at, and holds memory against database.
 * @param database its file
 * @returns where they differ, or what never came to rest
 */
export async function compareAtRest({ pauseTower, snapshot }: Restable, database: string): Promise<readonly string[]> {
  const begun = performance.now();
  for (let isPaused = false; ;) {
    isPaused ||= (await pauseTower()).ok;
    const asked = await snapshot();
    const busy = asked.ok
      ? asked.value.instances.flatMap(({ name, status }) => (isQuiet(status) ? [] : [`${name} is still ${status}`]))
      : [`no snapshot: ${asked.problem.code}`];
    if (isPaused && busy.length === 0) break;
    if (performance.now() - begun > restMs) return isPaused ? busy : [...busy, 'the tower was never paused'];
    await pause(250);
  }
  return compareMemory({ snapshot, read: () => readWithoutTranscripts(database) });
}

/** What a tower that was closed in order has left open on disk, or written wrongly. @param database its file */
export function checkClosed(database: string): readonly string[] {
  return [...new Set([...readWords(database).integrity, ...leftovers(readWithoutTranscripts(database))])];
}

/** A day's transcripts are more than fits into memory, and of their events nothing but the number is compared. */
function readWithoutTranscripts(database: string): Stored {
  const sqlite = connect(database, 'read');
  try {
    // Asked for by its bare name, it is found before the table that it stands for.
    sqlite.exec(
      `CREATE TEMP VIEW events AS SELECT seq, at, type,
         CASE type WHEN 'transcript.appended' THEN '{}' ELSE data END AS data FROM main.events`,
    );
    return storedIn(sqlite);
  } finally {
    sqlite.close();
  }
}
