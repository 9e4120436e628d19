import type { CliPlace, Entry, EntryOf } from '../../shared/models/entry.ts';
import type { ForkOrigin } from '../../shared/models/instance.ts';

/** Where a conversation is forked, and what the fork knows. */
export interface ForkPoint {
  /** Null: nothing comes before it, and the fork begins empty. */
  readonly origin: ForkOrigin | null;
  /** The entries that tell it, oldest first. */
  readonly known: readonly Entry[];
  /** Whether those are all; otherwise it began before the entries that were looked at. */
  readonly whole: boolean;
}

/** The notice under which a fork goes on in words of its own; what stands above it came along. */
export const forkedCode = 'conversation.forked';
/** A fork had to be made again: of what was said since it was, the agent knows nothing. */
export const forkedAgainCode = 'session.forkedAgain';
/** The agent knows nothing of what stands above these. */
const forgetful: ReadonlySet<string> = new Set(['conversation.cleared', 'session.lost']);

/** What an agent said, or the last result of what it had called at once: a conversation can be cut after it. */
type Ending = EntryOf<'text' | 'toolResult'>;

/**
 * Where a fork begins that knows everything up to an entry.
 * @param entries a transcript up to that entry, oldest first
 * @param complete whether nothing comes before them
 * @returns null where it is not known where the CLI has it, or a conversation cannot be cut after it
 */
export function forkAfter(entries: readonly Entry[], complete: boolean): ForkPoint | null {
  const last = entries.at(-1);
  if (last === undefined || !isEnding(last, entries) || last.cliPlace === undefined) return null;
  return pointAt(entries, last.cliPlace, complete);
}

/**
 * Where a fork begins in which a prompt can be given anew, after what was said before it.
 * @param entries a transcript up to that prompt, oldest first
 * @returns null where that cannot be told
 */
export function forkBefore(entries: readonly Entry[], complete: boolean): ForkPoint | null {
  const prompt = entries.at(-1);
  if (prompt?.kind !== 'prompt' || prompt.cliPlace === undefined) return null;
  const before = conversation(entries.slice(0, -1), prompt.cliPlace.sessionId, complete);
  const found = lastEnding(before.known);
  if (found === null) return before.whole ? { origin: null, known: [], whole: true } : null;
  return found.place === undefined ? null : pointAt(before.known.slice(0, found.index + 1), found.place, before.whole);
}

/**
 * Where a fork begins that knows all that its agent knows now.
 * @param entries the end of a transcript, oldest first
 * @param sessionId the agent's conversation
 * @returns null where the transcript does not tell
 */
export function forkAtEnd(entries: readonly Entry[], sessionId: string, complete: boolean): ForkPoint | null {
  const { known, whole } = conversation(entries, sessionId, complete);
  const found = lastEnding(known);
  return found?.place === undefined ? null : pointAt(known.slice(0, found.index + 1), found.place, whole);
}

/**
 * Those entries of which an agent knows.
 * @param sessionId its conversation; null for that of the newest entry which says so
 * @returns `whole`: its beginning is among them
 */
export function conversation(
  entries: readonly Entry[],
  sessionId: string | null,
  complete: boolean,
): Omit<ForkPoint, 'origin'> {
  const known: Entry[] = [];
  let own = sessionId;
  let lost = false;
  for (const entry of entries.toReversed()) {
    if (entry.kind === 'notice') {
      if (forgetful.has(entry.code)) return { known: known.reverse(), whole: true };
      if (entry.code === forkedAgainCode) lost = true;
      if (entry.code === forkedCode) {
        // What a fork brought along has its place in the conversation that it came from.
        lost = false;
        own = null;
      }
    }
    if (lost) continue;
    const session = 'cliPlace' in entry ? entry.cliPlace?.sessionId : undefined;
    if (session !== undefined && own !== null && session !== own) return { known: known.reverse(), whole: true };
    own ??= session ?? null;
    known.push(entry);
  }
  return { known: known.reverse(), whole: complete };
}

/**
 * All that one message of the model called at once, up to the last result: before that the CLI would tell a fork that results
 * are missing.
 * @param entries a transcript with one of those calls, or its result, at `index`, and with what came after it
 * @returns the index of the last result; null while there are calls without one
 */
export function endOfTools(entries: readonly Entry[], index: number): number | null {
  const asked = entries[index];
  if (asked?.kind !== 'toolUse' && asked?.kind !== 'toolResult') return null;
  const calls = callsBeside(asked.toolUseId, entries);
  const results = calls.map((id) =>
    entries.findIndex((entry) => entry.kind === 'toolResult' && entry.toolUseId === id),
  );
  return results.length === 0 || results.includes(-1) ? null : Math.max(...results);
}

const pointAt = (entries: readonly Entry[], place: CliPlace, complete: boolean): ForkPoint => ({
  origin: { sessionId: place.sessionId, at: place.uuid },
  ...conversation(entries, place.sessionId, complete),
});

function lastEnding(entries: readonly Entry[]): { readonly index: number; readonly place?: CliPlace } | null {
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry === undefined || !isEnding(entry, entries.slice(0, index + 1))) continue;
    return entry.cliPlace === undefined ? { index } : { index, place: entry.cliPlace };
  }
  return null;
}

/** @param upToIt the transcript with this entry as its last */
function isEnding(entry: Entry, upToIt: readonly Entry[]): entry is Ending {
  if (entry.kind === 'text') return entry.parentToolUseId === null;
  if (entry.kind !== 'toolResult' || entry.parentToolUseId !== null) return false;
  const answered = new Set(upToIt.flatMap((each) => (each.kind === 'toolResult' ? [each.toolUseId] : [])));
  return callsBeside(entry.toolUseId, upToIt).every((id) => answered.has(id));
}

/** The ids of what the message called that called this one. */
function callsBeside(toolUseId: string, entries: readonly Entry[]): readonly string[] {
  const call = entries.find((entry) => entry.kind === 'toolUse' && entry.toolUseId === toolUseId);
  if (call?.kind !== 'toolUse') return [];
  return entries.flatMap((entry) =>
    entry.kind === 'toolUse' && entry.messageId === call.messageId ? [entry.toolUseId] : [],
  );
}
