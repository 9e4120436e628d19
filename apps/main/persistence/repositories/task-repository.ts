import { taskSchema, type Task } from '../../../shared/models/task.ts';
import type { Sqlite } from '../sqlite.ts';
import { StoredRows, type BadRowListener, type JsonRow } from '../stored-rows.ts';

/** Tasks: the open ones for the queue, the ended ones for the history. */
export class TaskRepository {
  readonly #rows: StoredRows<Task>;
  readonly #open;
  readonly #ended;
  readonly #endedOfInstance;
  readonly #one;

  constructor(sqlite: Sqlite, onBadRow: BadRowListener) {
    this.#rows = new StoredRows('tasks', taskSchema, onBadRow);
    this.#open = sqlite.prepare<[], JsonRow>(
      'SELECT id, data FROM tasks WHERE ended_at IS NULL ORDER BY created_at, rowid',
    );
    this.#ended = sqlite.prepare<[number, number], JsonRow>(
      'SELECT id, data FROM tasks WHERE ended_at < ? ORDER BY ended_at DESC, rowid DESC LIMIT ?',
    );
    this.#endedOfInstance = sqlite.prepare<[string, number, number], JsonRow>(
      'SELECT id, data FROM tasks WHERE instance_id = ? AND ended_at < ? ORDER BY ended_at DESC, rowid DESC LIMIT ?',
    );
    this.#one = sqlite.prepare<[string], JsonRow>('SELECT id, data FROM tasks WHERE id = ?');
  }

  /** Queued, running and waiting, in the order in which they were submitted. */
  open(): Task[] {
    return this.#rows.all(this.#open.all());
  }

  /** Newest first. */
  recentlyEnded(limit: number): Task[] {
    return this.history({ limit });
  }

  /**
   * Ended tasks, newest first.
   * @param options `beforeEndedAt`: those that ended before it, in milliseconds since the epoch
   */
  history(options: {
    readonly instanceId?: string | undefined;
    readonly beforeEndedAt?: number | undefined;
    readonly limit: number;
  }): Task[] {
    const before = options.beforeEndedAt ?? Number.MAX_SAFE_INTEGER;
    return this.#rows.all(
      options.instanceId === undefined
        ? this.#ended.all(before, options.limit)
        : this.#endedOfInstance.all(options.instanceId, before, options.limit),
    );
  }

  get(id: string): Task | null {
    return this.#rows.one(this.#one.get(id));
  }
}
