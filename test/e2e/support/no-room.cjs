'use strict';
// Loaded before a tower that is given no small disk: its database grows no further while the file NO_ROOM is there.
const { existsSync } = require('node:fs');
const Module = require('node:module');

const load = Module._load;
const databases = new Set();

Module._load = function loadWatched(request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (request !== 'better-sqlite3') return loaded;
  return new Proxy(loaded, {
    construct(Database, parameters) {
      const database = new Database(...parameters);
      if (!database.readonly) databases.add(database);
      return database;
    },
  });
};

setInterval(() => {
  const isFull = existsSync(process.env.NO_ROOM);
  for (const database of databases) {
    if (!database.open) continue;
    const pages = database.pragma('page_count', { simple: true });
    database.pragma(`max_page_count = ${isFull ? pages : 1_000_000_000}`);
  }
}, 50).unref();
