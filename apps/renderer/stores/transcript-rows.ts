import type { Entry, EntryOf, NumberedEntry } from '../../shared/models/entry.ts';

/** One row of a transcript: an entry; a tool's use together with its result, and with what its subagent did. */
export interface TranscriptRow {
  /** The same while a block streams and when it is whole, so that nothing is torn down between. */
  readonly key: string;
  readonly seq: number;
  readonly entry: Entry;
  readonly result: { readonly seq: number; readonly entry: EntryOf<'toolResult'> } | null;
  /** How many subagents deep. */
  readonly depth: number;
  /** What the subagent did that this tool's use started. */
  readonly children: readonly TranscriptRow[];
}

/** The name that a block has in its deltas and in its entry alike. */
export const blockKey = (messageId: string, blockIndex: number): string => `${messageId}/${blockIndex}`;

const parentOf = (entry: Entry): string | null => ('parentToolUseId' in entry ? entry.parentToolUseId : null);

const isUse = (row: TranscriptRow, toolUseId: string): boolean =>
  row.entry.kind === 'toolUse' && row.entry.toolUseId === toolUseId;

const findUse = (rows: readonly TranscriptRow[], toolUseId: string): number =>
  rows.findLastIndex((row) => isUse(row, toolUseId));

const holdsUse = (row: TranscriptRow, toolUseId: string): boolean =>
  row.children.some((child) => isUse(child, toolUseId) || holdsUse(child, toolUseId));

/**
 * Adds entries to the rows: a result to the row of its tool's use, what a subagent did to the row that started it. What
 * belongs to a row that is not there stands by itself.
 * @param rows is changed; the rows in it are not
 */
export function appendRows(rows: TranscriptRow[], entries: readonly NumberedEntry[], depth = 0): void {
  for (const numbered of entries) {
    const parent = parentOf(numbered.entry);
    if (parent === null || !putBelow(rows, parent, numbered)) put(rows, numbered, parent === null ? depth : depth + 1);
  }
}

/** @returns whether the parent, or one that holds it, is among the rows */
function putBelow(rows: TranscriptRow[], parent: string, numbered: NumberedEntry): boolean {
  const own = findUse(rows, parent);
  const at = own === -1 ? rows.findLastIndex((row) => holdsUse(row, parent)) : own;
  const row = rows[at];
  if (row === undefined) return false;
  const children = [...row.children];
  if (own === -1) putBelow(children, parent, numbered);
  else put(children, numbered, row.depth + 1);
  rows[at] = { ...row, children };
  return true;
}

function put(rows: TranscriptRow[], { seq, entry }: NumberedEntry, depth: number): void {
  if (entry.kind === 'toolResult') {
    const at = findUse(rows, entry.toolUseId);
    const row = rows[at];
    if (row !== undefined) {
      rows[at] = { ...row, result: { seq, entry } };
      return;
    }
  }
  const key = 'messageId' in entry ? blockKey(entry.messageId, entry.blockIndex) : entry.id;
  rows.push({ key, seq, entry, result: null, depth, children: [] });
}

/** Does a row stand by itself because the one that it belongs to is not there? */
export const isStray = (row: TranscriptRow): boolean => row.entry.kind === 'toolResult' || row.depth > 0;

/** What is on screen: the rows, and below those that are unfolded what their subagents did. */
export function shownRows(rows: readonly TranscriptRow[], unfolded: ReadonlySet<string>): readonly TranscriptRow[] {
  if (unfolded.size === 0) return rows;
  return rows.flatMap((row) =>
    row.children.length > 0 && unfolded.has(row.key) ? [row, ...shownRows(row.children, unfolded)] : row,
  );
}

/** The row that an entry is in, after those that it lies below; nothing when it is not there. */
export function pathTo(rows: readonly TranscriptRow[], seq: number): readonly TranscriptRow[] {
  for (const row of rows) {
    if (row.seq === seq || row.result?.seq === seq) return [row];
    const below = pathTo(row.children, seq);
    if (below.length > 0) return [row, ...below];
  }
  return [];
}
