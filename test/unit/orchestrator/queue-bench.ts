import { onTestFinished } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import type { EventWriter } from '../../../apps/main/events/event-writer.ts';
import { TaskQueue } from '../../../apps/main/orchestrator/task-queue.ts';
import { Database } from '../../../apps/main/persistence/database.ts';
import { connect } from '../../../apps/main/persistence/sqlite.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import type { Result } from '../../../apps/shared/models/problem.ts';
import type { Task } from '../../../apps/shared/models/task.ts';
import { opened, temporaryPlace, type Place } from '../persistence/temporary-database.ts';

export const here = '7d444840-9dc0-41d2-8b5c-3f0b8c1e2a10';
export const there = '7d444840-9dc0-41d2-8b5c-3f0b8c1e2a11';
export const nobody = '7d444840-9dc0-41d2-8b5c-3f0b8c1e2aff';

/** A queue on a database of its own. */
export interface QueueBench {
  readonly place: Place;
  readonly database: Database;
  readonly bus: EventBus;
  readonly queue: TaskQueue;
  /** Lets every writing fail, as on a full disk, or succeed again. */
  readonly fill: (isFull: boolean) => void;
}

/** Opens a queue on a database, a new one unless told, as the tower does at its start. */
export function queueBench(place: Place = temporaryPlace()): QueueBench {
  const database = opened(place);
  let time = 1_785_000_000_000;
  const now = (): number => (time += 1);
  let full = false;
  const writer: EventWriter = {
    get lastSeq() {
      return database.lastSeq;
    },
    write: (events, also) => (full ? problem('storage.full', { path: place.directory }) : database.write(events, also)),
  };
  const bus = new EventBus({ writer, now });
  onTestFinished(() => {
    bus.close();
  });
  const { prompts, tasks: archive } = database;
  const queue = new TaskQueue({ bus, prompts, archive, stored: archive.open(), now });
  return { place, database, bus, queue, fill: (isFull) => (full = isFull) };
}

/** What is on disk at this moment, by a connection of its own. */
export function reader({ file, backupDirectory }: Place): Database {
  const place = { file, backupDirectory };
  const database = new Database(connect(file, 'read'), place, (table, id, error) => {
    throw new Error(`A row of ${table} cannot be read: ${id}`, { cause: error });
  });
  onTestFinished(() => {
    database.close();
  });
  return database;
}

/** The value of a call that must succeed. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.message}`);
  return result.value;
}

/** `ok`, or the code of the problem. */
export const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.problem.code);

export const byId = (tasks: readonly Task[]): readonly Task[] => [...tasks].sort((a, b) => (a.id < b.id ? -1 : 1));
