import { instanceSchema, type Instance } from '../../../shared/models/instance.ts';
import { fail, ok, type Result } from '../../../shared/models/problem.ts';
import { storageProblem, type StoragePlace } from '../storage-problems.ts';
import type { Sqlite } from '../sqlite.ts';
import { StoredRows, type BadRowListener, type JsonRow } from '../stored-rows.ts';
import { overwriting } from './secret-repository.ts';

/** Instances, deleted ones included until they are purged. */
export class InstanceRepository {
  readonly #rows: StoredRows<Instance>;
  readonly #all;
  readonly #purge;

  constructor(sqlite: Sqlite, place: StoragePlace, onBadRow: BadRowListener) {
    this.#rows = new StoredRows('instances', instanceSchema, onBadRow);
    this.#all = sqlite.prepare<[], JsonRow>('SELECT id, data FROM instances ORDER BY created_at, rowid');
    const purge = purgeOf(sqlite);
    this.#purge = (at: number): Result<number> => {
      try {
        return ok(purge.immediate(at));
      } catch (error) {
        return fail(storageProblem(error, place));
      }
    };
  }

  /** In the order in which they were created. */
  all(): Instance[] {
    return this.#rows.all(this.#all.all());
  }

  /**
   * Removes for good the instances that were deleted before a time, with all that is kept of them but their processes,
   * which somebody must still end.
   * @param at milliseconds since the epoch
   * @returns how many instances
   */
  purgeDeletedBefore(at: number): Result<number> {
    return this.#purge(at);
  }
}

function purgeOf(sqlite: Sqlite) {
  const gone = sqlite.prepare<[number], string>('SELECT id FROM instances WHERE deleted_at < ?').pluck();
  // The newest event may be among those that go; its number must not be given again to windows that have seen it.
  const keepNumber = sqlite.prepare<[]>(
    `INSERT INTO counters (name, value) SELECT 'seq', coalesce(max(seq), 0) FROM events WHERE true
     ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)`,
  );
  const of = (table: string, condition: string) =>
    sqlite.prepare<[string]>(`DELETE FROM ${table} WHERE instance_id = ? ${condition}`);
  const remove = [
    sqlite.prepare<[string]>('DELETE FROM prompts WHERE task_id IN (SELECT id FROM tasks WHERE instance_id = ?)'),
    ...['tasks', 'turns', 'requests', 'logs'].map((table) => of(table, '')),
    // In two steps, because each kind of event has an index of its own.
    of('events', "AND type = 'transcript.appended'"),
    of('events', "AND type <> 'transcript.appended'"),
    sqlite.prepare<[string]>('DELETE FROM instances WHERE id = ?'),
  ];
  const removeSecret = of('secrets', '');
  return sqlite.transaction((at: number): number => {
    const ids = gone.all(at);
    if (ids.length > 0) keepNumber.run();
    for (const id of ids) for (const statement of remove) statement.run(id);
    overwriting(sqlite, () => {
      for (const id of ids) removeSecret.run(id);
    });
    return ids.length;
  });
}
