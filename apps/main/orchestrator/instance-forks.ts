import { randomUUID } from 'node:crypto';
import type { Entry, EntryOf, NumberedEntry } from '../../shared/models/entry.ts';
import { instanceSettingsSchema, type Instance } from '../../shared/models/instance.ts';
import { part } from '../../shared/models/problem-parts.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import type { EventBus } from '../events/event-bus.ts';
import {
  conversation,
  endOfTools,
  forkAfter,
  forkAtEnd,
  forkBefore,
  forkedCode,
  type ForkPoint,
} from './fork-point.ts';
import { newInstance } from './instance-draft.ts';
import type { InstanceRecords } from './instance-records.ts';

/** What is read of transcripts to find where a fork begins. */
export interface TranscriptPages {
  entry(seq: number): Entry | null;
  page(of: { readonly instanceId: string; readonly before?: number | undefined; readonly limit: number }): {
    readonly entries: readonly NumberedEntry[];
    readonly atStart: boolean;
  };
  following(of: {
    readonly instanceId: string;
    readonly after: number;
    readonly limit: number;
  }): readonly NumberedEntry[];
}

export interface InstanceForksOptions {
  readonly bus: EventBus;
  readonly records: InstanceRecords;
  readonly pages: TranscriptPages;
  readonly now: () => number;
}

/** So many entries come along at most: they are there to be read, the agent's own knowledge is with the CLI. */
const brought = 500;
/** The results of what a message called at once stand within so many entries of it. */
const nearby = 200;
const longestName = 120;

/** Makes instances that go on from what another one knows. */
export class InstanceForks {
  readonly #options: InstanceForksOptions;

  constructor(options: InstanceForksOptions) {
    this.#options = options;
  }

  /**
   * Makes an instance with the settings of another one that knows what that one knew at a place of its transcript. Nothing
   * is started, and the other one may be at work: nothing of it is changed.
   * @param seq the number of an answer, of a tool, or of a prompt, before which it then begins; null for all that was said
   * @param wanted a name; it gets a number where it is taken
   */
  fork(id: string, seq: number | null, wanted?: string): Result<Instance> {
    const { records, now } = this.#options;
    const source = records.find(id);
    if (!source.ok) return source;
    this.#options.bus.flush();
    const point = seq === null ? this.#whole(source.value) : this.#at(source.value, seq);
    if (!point.ok) return point;
    const { origin } = point.value;
    const taken = new Set(records.all().map(({ name }) => name));
    const name = freeName(wanted ?? `${source.value.name.replace(/ \(fork\)(?: \d+)?$/, '')} (fork)`, taken);
    const fresh = newInstance(randomUUID(), { ...instanceSettingsSchema.parse(source.value), name }, now());
    const context = seq === null && origin !== null ? source.value.context : null;
    const added = records.add({ ...fresh, forkOf: origin, context });
    if (!added.ok) return added;
    if (origin !== null) this.#bring(point.value, source.value, fresh.id);
    return ok(records.get(fresh.id));
  }

  #whole(source: Instance): Result<ForkPoint> {
    const { id, name, sessionId, sessionSaved, forkOf } = source;
    const { entries, atStart } = this.#page(id);
    const end = sessionId === null ? null : forkAtEnd(entries, sessionId, atStart);
    if (end !== null) return ok(end);
    if (sessionId !== null && sessionSaved) {
      return ok({ origin: { sessionId, at: null }, ...conversation(entries, null, atStart) });
    }
    if (forkOf === null) return fail(problem('instance.noConversation', { name }));
    // It has said nothing of its own yet: what it brought along is all that it knows.
    const own = entries.findLastIndex((entry) => entry.kind === 'notice' && entry.code === forkedCode);
    return ok({ origin: forkOf, ...conversation(entries.slice(0, own + 1), null, atStart) });
  }

  #at({ id, name }: Instance, seq: number): Result<ForkPoint> {
    const found = this.#options.pages.entry(seq);
    if (found?.instanceId !== id) return fail(problem('input.invalid', { what: part('noEntry') }));
    const { entries, atStart } = this.#page(id, seq + 1);
    const point = this.#pointOf(entries, atStart, { id, seq });
    return point === null ? fail(problem('instance.forkUnknown', { name })) : ok(point);
  }

  #pointOf(entries: readonly Entry[], atStart: boolean, { id, seq }: { id: string; seq: number }): ForkPoint | null {
    switch (entries.at(-1)?.kind) {
      case 'prompt':
        return forkBefore(entries, atStart);
      case 'text':
        return forkAfter(entries, atStart);
      case 'toolUse':
      case 'toolResult': {
        const after = this.#options.pages.following({ instanceId: id, after: seq, limit: nearby });
        const all = [...entries, ...after.map(({ entry }) => entry)];
        const end = endOfTools(all, entries.length - 1);
        return end === null ? null : forkAfter(all.slice(0, end + 1), atStart);
      }
      default:
        return null;
    }
  }

  #page(instanceId: string, before?: number): { readonly entries: readonly Entry[]; readonly atStart: boolean } {
    const { entries, atStart } = this.#options.pages.page({ instanceId, before, limit: brought });
    return { entries: entries.map(({ entry }) => entry), atStart };
  }

  /** Writes into the transcript of a fork what it knows, and where that is from. */
  #bring({ known, whole }: ForkPoint, source: Instance, instanceId: string): void {
    const { bus, now } = this.#options;
    const told = known.filter((entry) => isTold(entry));
    const about = { name: source.name };
    const notice = (code: string, text: string): EntryOf<'notice'> => ({
      ...{ id: randomUUID(), instanceId, taskId: null, turnId: null, at: now() },
      ...{ kind: 'notice', level: 'info', code, params: about, text, problem: null },
    });
    const earlier = `The agent knows more than stands here: what came before is in the transcript of “${source.name}”.`;
    const here = `This conversation goes on from “${source.name}”: the agent knows what stands above.`;
    const all = [
      ...(whole ? [] : [notice('conversation.forkedEarlier', earlier)]),
      ...told.map((entry) => ({ ...entry, id: randomUUID(), instanceId, taskId: null, turnId: null })),
      notice(forkedCode, here),
    ];
    for (const entry of all) bus.publish('transcript.appended', { entry });
    bus.flush();
  }
}

/** Is it something that was said or done? What only the other instance went through, such as what a turn cost, stays there. */
function isTold(entry: Entry): boolean {
  if (entry.kind === 'notice') return entry.code === 'cli.said' || entry.code.startsWith(forkedCode);
  return entry.kind !== 'outcome' && entry.kind !== 'unknown';
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const numbered = (number: number): string => {
    const mark = number === 1 ? '' : ` ${String(number)}`;
    return wanted.slice(0, longestName - mark.length).trimEnd() + mark;
  };
  let number = 1;
  while (taken.has(numbered(number))) number += 1;
  return numbered(number);
}
