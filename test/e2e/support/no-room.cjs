'use strict';
// Loaded before a tower that is given no small disk: while the file NO_ROOM is there, nothing can be written.
const { existsSync } = require('node:fs');
const Module = require('node:module');

const load = Module._load;

Module._load = function loadPatched(request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (request === 'better-sqlite3') patch(loaded);
  return loaded;
};

let isPatched = false;

function patch(Database) {
  if (isPatched) return;
  isPatched = true;
  const probe = new Database(':memory:');
  const statements = Object.getPrototypeOf(probe.prepare('SELECT 1'));
  probe.close();
  const { run } = statements;
  statements.run = function runUnlessFull(...parameters) {
    if (existsSync(process.env.NO_ROOM)) {
      throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
    }
    return run.apply(this, parameters);
  };
}
