import type { Delta, DurableEvent, EventBatch } from '../../shared/contract/events.ts';
import type { Entry, NumberedEntry } from '../../shared/models/entry.ts';
import type { Problem } from '../../shared/models/problem.ts';
import { appendRows, blockKey, isStray, shownRows, type TranscriptRow } from './transcript-rows.ts';

/** A block that is still being written. */
export interface OpenBlock {
  readonly key: string;
  readonly kind: Delta['kind'];
  readonly name: string | null;
  readonly parentToolUseId: string | null;
  readonly text: string;
}

/** What a window holds of one transcript: its end, or more of it where somebody scrolled back. */
export interface TranscriptState {
  /** idle: nothing is held and nothing is kept up to date. */
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  readonly problem: Problem | null;
  readonly entries: readonly NumberedEntry[];
  /** The main conversation, with what subagents did below the rows that started them. */
  readonly tree: readonly TranscriptRow[];
  /** What is on screen of it, in order. */
  readonly rows: readonly TranscriptRow[];
  /** The keys of the rows whose subagents are shown. */
  readonly unfolded: ReadonlySet<string>;
  readonly open: readonly OpenBlock[];
  readonly atStart: boolean;
  readonly loadingOlder: boolean;
  /** The virtual list's number of the first row; it sinks as older ones are put before it. */
  readonly firstIndex: number;
}

const highIndex = 1_000_000_000;
export const emptyTranscript: TranscriptState = {
  status: 'idle',
  problem: null,
  entries: [],
  tree: [],
  rows: [],
  unfolded: new Set(),
  open: [],
  atStart: false,
  loadingOlder: false,
  firstIndex: highIndex,
};

/** How far back a late delta's block is looked for among the entries. */
const recentEntries = 200;

/** Takes in a batch for one instance. Deltas come before the durable events of the same batch. */
export function applyToTranscript(state: TranscriptState, instanceId: string, batch: EventBatch): TranscriptState {
  if (state.status === 'idle') return state;
  let next = state;
  for (const event of batch.passing) {
    if (event.type === 'transcript.delta' && event.data.instanceId === instanceId) next = applyDelta(next, event.data);
  }
  const appended: NumberedEntry[] = [];
  let ended = false;
  for (const event of batch.durable) {
    if (event.type === 'transcript.appended') {
      if (event.data.entry.instanceId === instanceId) appended.push({ seq: event.seq, entry: event.data.entry });
    } else if (endsBlocks(event, instanceId)) ended = true;
  }
  if (appended.length > 0) next = append(next, appended);
  return ended && next.open.length > 0 ? { ...next, open: [] } : next;
}

/** Drops what is open: its end, or a piece of it, will never come. */
export const discardOpen = (state: TranscriptState): TranscriptState =>
  state.open.length === 0 ? state : { ...state, open: [] };

/** Puts a page before what is held, or merges the first page with what came while it was fetched. */
export function applyPage(
  state: TranscriptState,
  page: { readonly entries: readonly NumberedEntry[]; readonly atStart: boolean },
): TranscriptState {
  const isFirst = state.status !== 'ready';
  const taken = isFirst ? mergeFirst(state, page.entries) : putBefore(state, page.entries);
  const rows = shownRows(taken.tree, state.unfolded);
  return {
    ...state,
    ...taken,
    status: 'ready',
    problem: null,
    rows,
    atStart: page.atStart,
    loadingOlder: false,
    firstIndex: isFirst ? highIndex : state.firstIndex - movedBy(state.rows, rows),
  };
}

type Taken = Pick<TranscriptState, 'entries' | 'tree'>;

function mergeFirst(state: TranscriptState, page: readonly NumberedEntry[]): Taken {
  const held = new Set(state.entries.map(({ seq }) => seq));
  const entries = [...page.filter(({ seq }) => !held.has(seq)), ...state.entries].sort((a, b) => a.seq - b.seq);
  return { entries, tree: treeOf(entries) };
}

/** Costs no more than the page, unless something that is held belongs to a row of the page. */
function putBefore(state: TranscriptState, page: readonly NumberedEntry[]): Taken {
  const first = state.entries[0]?.seq ?? Infinity;
  const older = page.filter(({ seq }) => seq < first);
  const entries = [...older, ...state.entries];
  return { entries, tree: state.tree.some(isStray) ? treeOf(entries) : [...treeOf(older), ...state.tree] };
}

function treeOf(entries: readonly NumberedEntry[]): TranscriptRow[] {
  const tree: TranscriptRow[] = [];
  appendRows(tree, entries);
  return tree;
}

/** By how many rows the first one that both have is further down now. A stray that found its place is in one alone. */
function movedBy(before: readonly TranscriptRow[], after: readonly TranscriptRow[]): number {
  for (const [at, { key }] of before.slice(0, recentEntries).entries()) {
    const now = after.findIndex((row) => row.key === key);
    if (now !== -1) return now - at;
  }
  return after.length - before.length;
}

/** Shows what the subagent of a row did, or folds it again. */
export function setUnfolded(state: TranscriptState, key: string, unfold: boolean): TranscriptState {
  if (state.unfolded.has(key) === unfold) return state;
  const unfolded = new Set(state.unfolded);
  if (unfold) unfolded.add(key);
  else unfolded.delete(key);
  return { ...state, unfolded, rows: shownRows(state.tree, unfolded) };
}

/** What is being written, without that of subagents that are folded. */
export function shownBlocks({ open, rows, unfolded }: TranscriptState): readonly OpenBlock[] {
  if (open.every((block) => block.parentToolUseId === null)) return open;
  const folded = new Set(
    rows.flatMap(({ key, entry }) => (entry.kind === 'toolUse' && !unfolded.has(key) ? [entry.toolUseId] : [])),
  );
  return open.filter((block) => block.parentToolUseId === null || !folded.has(block.parentToolUseId));
}

/** Puts a whole entry in the place of the one that was cut for the window. */
export function applyWhole(state: TranscriptState, seq: number, entry: Entry): TranscriptState {
  const entries = state.entries.map((held) => (held.seq === seq ? { seq, entry } : held));
  const tree = treeOf(entries);
  return { ...state, entries, tree, rows: shownRows(tree, state.unfolded) };
}

/** Forgets all but the newest entries, so that a transcript nobody looks at costs little. */
export function trimToEnd(state: TranscriptState, keep: number): TranscriptState {
  if (state.entries.length <= keep) return state;
  const entries = state.entries.slice(-keep);
  const tree = treeOf(entries);
  const rows = shownRows(tree, state.unfolded);
  const firstIndex = state.firstIndex + (state.rows.length - rows.length);
  return { ...state, entries, tree, rows, atStart: false, firstIndex };
}

const endsBlocks = ({ type, data }: DurableEvent, instanceId: string): boolean =>
  ((type === 'turn.completed' || type === 'turn.failed' || type === 'turn.interrupted') &&
    'turn' in data &&
    data.turn.instanceId === instanceId) ||
  ((type === 'instance.stopped' || type === 'instance.failed') &&
    'instance' in data &&
    data.instance.id === instanceId);

function applyDelta(state: TranscriptState, delta: Delta): TranscriptState {
  const key = blockKey(delta.messageId, delta.blockIndex);
  const at = state.open.findIndex((block) => block.key === key);
  const block = state.open[at];
  if (block !== undefined) {
    const text = delta.restart === true ? delta.text : block.text + delta.text;
    return { ...state, open: state.open.with(at, { ...block, text }) };
  }
  if (isWhole(state, delta)) return state;
  const { kind, name, parentToolUseId, text } = delta;
  return { ...state, open: [...state.open, { key, kind, name, parentToolUseId, text }] };
}

const isWhole = (state: TranscriptState, { messageId, blockIndex }: Delta): boolean =>
  state.entries
    .slice(-recentEntries)
    .some(({ entry }) => 'messageId' in entry && entry.messageId === messageId && entry.blockIndex === blockIndex);

function append(state: TranscriptState, appended: readonly NumberedEntry[]): TranscriptState {
  const newest = state.entries.at(-1)?.seq ?? 0;
  const fresh = appended.filter(({ seq }) => seq > newest);
  const tree = [...state.tree];
  appendRows(tree, fresh);
  const whole = new Set(
    fresh.flatMap(({ entry }) => ('messageId' in entry ? [blockKey(entry.messageId, entry.blockIndex)] : [])),
  );
  const open = state.open.some(({ key }) => whole.has(key))
    ? state.open.filter(({ key }) => !whole.has(key))
    : state.open;
  return { ...state, entries: [...state.entries, ...fresh], tree, rows: shownRows(tree, state.unfolded), open };
}
