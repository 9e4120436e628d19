import type { DurableEvent } from '../../shared/contract/events.ts';
import { isOpenTask } from '../../shared/models/task.ts';
import type { Sqlite } from './sqlite.ts';

type Value = string | number | null;

/** Writes durable events, and into the tables of records what each event says the newest version of a record is. */
export class EventRecorder {
  readonly #event;
  readonly #instance;
  readonly #task;
  readonly #turn;
  readonly #request;
  readonly #settings;
  readonly #towerState;

  constructor(sqlite: Sqlite) {
    const into = (table: string, columns: string) => sqlite.prepare<Value[]>(upsert(table, columns.split(' ')));
    this.#event = sqlite.prepare<Value[]>(
      'INSERT INTO events (seq, at, type, instance_id, task_id, data) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#instance = into('instances', 'id created_at deleted_at data');
    this.#task = into('tasks', 'id instance_id created_at ended_at data');
    this.#turn = into('turns', 'id instance_id task_id status started_at data');
    this.#request = into('requests', 'id instance_id status opened_at data');
    this.#settings = into('settings', 'id data');
    this.#towerState = into('tower_state', 'id data');
  }

  /** To be called within a transaction. @throws an error of SQLite, such as for a number that is already there */
  record(event: DurableEvent): void {
    const { data } = event;
    // Each record is made JSON once, for its own table and for the event that carries it under one name.
    if ('entry' in data) {
      this.#append(event, data.entry.instanceId, data.entry.taskId, 'entry', JSON.stringify(data.entry));
    } else if ('instance' in data) {
      const { id, createdAt, deletedAt, currentTaskId } = data.instance;
      const json = JSON.stringify(data.instance);
      this.#append(event, id, currentTaskId, 'instance', json);
      this.#instance.run(id, createdAt, deletedAt, json);
    } else if ('task' in data) {
      const { id, instanceId, createdAt, endedAt } = data.task;
      const json = JSON.stringify(data.task);
      this.#append(event, instanceId, id, 'task', json);
      this.#task.run(id, instanceId, createdAt, isOpenTask(data.task) ? null : (endedAt ?? event.at), json);
    } else if ('turn' in data) {
      const { id, instanceId, taskId, status, startedAt } = data.turn;
      const json = JSON.stringify(data.turn);
      this.#append(event, instanceId, taskId, 'turn', json);
      this.#turn.run(id, instanceId, taskId, status, startedAt, json);
    } else if ('request' in data) {
      const { id, instanceId, taskId, status, openedAt } = data.request;
      const json = JSON.stringify(data.request);
      this.#append(event, instanceId, taskId, 'request', json);
      this.#request.run(id, instanceId, status, openedAt, json);
    } else if ('settings' in data) {
      const json = JSON.stringify(data.settings);
      this.#append(event, null, null, 'settings', json);
      this.#settings.run(1, json);
    } else {
      const json = JSON.stringify(data.tower);
      this.#append(event, null, null, 'tower', json);
      this.#towerState.run(1, json);
    }
  }

  #append(event: DurableEvent, instanceId: string | null, taskId: string | null, name: string, json: string): void {
    this.#event.run(event.seq, event.at, event.type, instanceId, taskId, `{"${name}":${json}}`);
  }
}

function upsert(table: string, columns: readonly string[]): string {
  const [key = '', ...others] = columns;
  const changes = others.map((column) => `${column} = excluded.${column}`).join(', ');
  const places = columns.map(() => '?').join(', ');
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places}) ON CONFLICT (${key}) DO UPDATE SET ${changes}`;
}
