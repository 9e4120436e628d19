import type { Entry, EntryOf, NumberedEntry } from '../../shared/models/entry.ts';

/** One row of a transcript: an entry; a tool's use together with its result. */
export interface TranscriptRow {
  /** The same while a block streams and when it is whole, so that nothing is torn down between. */
  readonly key: string;
  readonly seq: number;
  readonly entry: Entry;
  readonly result: { readonly seq: number; readonly entry: EntryOf<'toolResult'> } | null;
  /** How many subagents deep. */
  readonly depth: number;
}

/** The name that a block has in its deltas and in its entry alike. */
export const blockKey = (messageId: string, blockIndex: number): string => `${messageId}/${blockIndex}`;

const parentOf = (entry: Entry): string | null => ('parentToolUseId' in entry ? entry.parentToolUseId : null);

const findToolRow = (rows: readonly TranscriptRow[], toolUseId: string): number =>
  rows.findLastIndex((row) => row.entry.kind === 'toolUse' && row.entry.toolUseId === toolUseId);

function depthOf(rows: readonly TranscriptRow[], parentToolUseId: string | null): number {
  if (parentToolUseId === null) return 0;
  const parent = rows[findToolRow(rows, parentToolUseId)];
  return parent === undefined ? 1 : parent.depth + 1;
}

/** Adds entries to the rows. @param rows is changed; results join the row of their tool's use when it is there */
export function appendRows(rows: TranscriptRow[], entries: readonly NumberedEntry[]): void {
  for (const { seq, entry } of entries) {
    if (entry.kind === 'toolResult') {
      const at = findToolRow(rows, entry.toolUseId);
      const row = rows[at];
      if (row !== undefined) {
        rows[at] = { ...row, result: { seq, entry } };
        continue;
      }
    }
    const key = 'messageId' in entry ? blockKey(entry.messageId, entry.blockIndex) : entry.id;
    rows.push({ key, seq, entry, result: null, depth: depthOf(rows, parentOf(entry)) });
  }
}
