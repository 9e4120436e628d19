import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EntryMapper, type EntryBody } from '../../apps/main/claude/entry-mapper.ts';
import { parseMessage } from '../../apps/main/claude/message-parser.ts';
import { openDatabase } from '../../apps/main/persistence/open-database.ts';
import type { DurableEventOf } from '../../apps/shared/contract/events.ts';
import type { Contestant, Course } from './contestant.ts';

/** As many as the tower writes at once when it is given more than it can take. */
const batch = 200;

/**
 * Not a way of reading: only puts the entries of the turn, made beforehand, into a database like the tower's. What is
 * written before a window sees it cannot be faster than this.
 */
export function storeEntries(directory: string): Contestant {
  const opened = openDatabase({ file: join(directory, 'store.db'), backupDirectory: join(directory, 'store-backups') });
  if (!opened.ok) throw new Error(opened.problem.message);
  const database = opened.value;
  database.checkpoints.start();
  const made = new Map<string, readonly EntryBody[]>();
  const origin = { instanceId: randomUUID(), taskId: randomUUID(), turnId: randomUUID() };
  return {
    run: async (course) => {
      const entries = made.get(course.file) ?? entriesOf(course);
      made.set(course.file, entries);
      for (let from = 0; from < entries.length; from += batch) {
        const first = database.lastSeq + 1;
        const events = entries.slice(from, from + batch).map((body, index): DurableEventOf<'transcript.appended'> => {
          const entry = { ...body, ...origin, id: randomUUID(), at: 0 };
          return { seq: first + index, at: 0, type: 'transcript.appended', data: { entry } };
        });
        const problem = database.write(events);
        if (problem !== null) throw new Error(problem.message);
      }
    },
    close: async () => {
      await database.checkpoints.stop();
      database.close();
    },
  };
}

function entriesOf({ file }: Course): readonly EntryBody[] {
  const mapper = new EntryMapper();
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const message = parseMessage(line);
      if (message.kind === 'assistant') return mapper.assistant(message.assistant);
      return message.kind === 'user' ? mapper.user(message.user) : [];
    });
}
