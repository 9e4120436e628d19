import type { Migration } from './migration.ts';

/**
 * Records are kept whole as JSON, beside the few columns that are searched by. `ended_at` of an open task is null whatever
 * the record says. No foreign keys between the records of different events: an event must be storable by itself.
 */
export const firstTables: Migration = {
  version: 1,
  sql: `
    CREATE TABLE events (
      seq INTEGER PRIMARY KEY,
      at REAL NOT NULL,
      type TEXT NOT NULL,
      instance_id TEXT,
      task_id TEXT,
      data TEXT NOT NULL
    );
    CREATE INDEX events_of_transcript ON events (instance_id, seq) WHERE type = 'transcript.appended';
    CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

    CREATE TABLE instances (id TEXT PRIMARY KEY, created_at REAL NOT NULL, deleted_at REAL, data TEXT NOT NULL);
    CREATE TABLE tasks (
      id TEXT PRIMARY KEY,
      instance_id TEXT NOT NULL,
      created_at REAL NOT NULL,
      ended_at REAL,
      data TEXT NOT NULL
    );
    CREATE INDEX tasks_open ON tasks (created_at) WHERE ended_at IS NULL;
    CREATE INDEX tasks_ended ON tasks (ended_at) WHERE ended_at IS NOT NULL;
    CREATE INDEX tasks_of_instance ON tasks (instance_id, ended_at);
    CREATE TABLE turns (
      id TEXT PRIMARY KEY,
      instance_id TEXT NOT NULL,
      task_id TEXT,
      status TEXT NOT NULL,
      started_at REAL NOT NULL,
      data TEXT NOT NULL
    );
    CREATE INDEX turns_open ON turns (started_at) WHERE status = 'open';
    CREATE INDEX turns_of_instance ON turns (instance_id, started_at);
    CREATE TABLE requests (
      id TEXT PRIMARY KEY,
      instance_id TEXT NOT NULL,
      status TEXT NOT NULL,
      opened_at REAL NOT NULL,
      data TEXT NOT NULL
    );
    CREATE INDEX requests_open ON requests (opened_at) WHERE status = 'open';
    CREATE INDEX requests_of_instance ON requests (instance_id);

    CREATE TABLE prompts (task_id TEXT PRIMARY KEY, text TEXT NOT NULL);
    CREATE TABLE attachments (
      id TEXT PRIMARY KEY,
      task_id TEXT NOT NULL REFERENCES prompts (task_id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      data TEXT NOT NULL,
      content BLOB NOT NULL
    );
    CREATE INDEX attachments_of_task ON attachments (task_id, position);

    CREATE TABLE settings (id INTEGER PRIMARY KEY CHECK (id = 1), data TEXT NOT NULL);
    CREATE TABLE tower_state (id INTEGER PRIMARY KEY CHECK (id = 1), data TEXT NOT NULL);
    CREATE TABLE cache (key TEXT PRIMARY KEY, data TEXT NOT NULL);
    CREATE TABLE logs (
      id INTEGER PRIMARY KEY,
      instance_id TEXT NOT NULL,
      at REAL NOT NULL,
      level TEXT NOT NULL,
      source TEXT NOT NULL,
      text TEXT NOT NULL
    );
    CREATE INDEX logs_of_instance ON logs (instance_id, id);
    CREATE TABLE processes (
      marker TEXT PRIMARY KEY,
      pid INTEGER NOT NULL,
      start_time TEXT NOT NULL,
      instance_id TEXT NOT NULL,
      command TEXT NOT NULL,
      started_at REAL NOT NULL
    );
  `,
};
