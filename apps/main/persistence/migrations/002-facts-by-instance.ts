import type { Migration } from './migration.ts';

/**
 * Finds the events that are not a transcript's without reading past the transcripts, which are nearly all of a big database:
 * for dropping old ones at a start, and for purging an instance.
 */
export const factsByInstance: Migration = {
  version: 2,
  sql: `CREATE INDEX events_of_facts ON events (instance_id, seq) WHERE type <> 'transcript.appended';`,
};
