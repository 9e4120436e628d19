import type { TranscriptRow } from '../../../stores/transcript-rows.ts';

/** The names of everything in a row that may be folded or cut short. */
export function foldsOf({ key, entry, result }: TranscriptRow): readonly string[] {
  const names = [key, entry.id, ...(result === null ? [] : [result.entry.id, `${result.entry.id}.errors`])];
  return names.flatMap((name) => [name, `${name}.long`]);
}
