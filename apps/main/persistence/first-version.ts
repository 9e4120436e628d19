import { z } from 'zod';
import type { Database } from './database.ts';

const key = 'app.firstVersion';

/**
 * The version by which this database was first opened, as far as it is remembered: of what came with it, nobody has to be
 * told as of something new.
 * @param current the version that runs; it is remembered where there is none, as by a version that did not remember it
 */
export function firstVersion(database: Pick<Database, 'cache'>, current: string): string {
  const stored = z.string().min(1).safeParse(database.cache.get(key));
  if (stored.success) return stored.data;
  // Where it cannot be stored, the next start remembers a later one: less is told, and nothing is lost.
  database.cache.set(key, current);
  return current;
}
