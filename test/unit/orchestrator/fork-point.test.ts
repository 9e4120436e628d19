import { describe, expect, it } from 'vitest';
import {
  conversation,
  endOfTools,
  forkAfter,
  forkAtEnd,
  forkBefore,
} from '../../../apps/main/orchestrator/fork-point.ts';
import type { CliPlace, Entry } from '../../../apps/shared/models/entry.ts';
import { uuid } from '../../support/renderer/builders.ts';

const one = uuid(901);
const two = uuid(902);
let count = 0;
const base = () => ({ id: uuid((count += 1)), instanceId: uuid(1), taskId: null, turnId: null, at: count });
const at = (sessionId: string | null, id = uuid((count += 1))): { readonly cliPlace?: CliPlace } =>
  sessionId === null ? {} : { cliPlace: { sessionId, uuid: id } };

/** Entries in few words; the session is where the CLI has them, null where the tower does not know that. */
const prompt = (sessionId: string | null, text = 'p'): Entry => ({
  ...{ ...base(), ...at(sessionId), kind: 'prompt', text, attachments: [] },
});
const text = (sessionId: string | null, words = 't', parentToolUseId: string | null = null): Entry => ({
  ...{ ...base(), ...at(sessionId), kind: 'text', text: words, messageId: 'm', blockIndex: 0, parentToolUseId },
});
const call = (toolUseId: string, messageId = 'm'): Entry => ({
  ...{
    ...base(),
    kind: 'toolUse',
    toolUseId,
    messageId,
    blockIndex: 1,
    parentToolUseId: null,
    name: 'Bash',
    input: {},
  },
});
const result = (toolUseId: string, sessionId: string | null): Entry => ({
  ...{ ...base(), ...at(sessionId), kind: 'toolResult', toolUseId, parentToolUseId: null },
  ...{ isError: false, text: '', images: [], structured: null },
});
const notice = (code: string): Entry => ({
  ...{ ...base(), kind: 'notice', level: 'info', code, params: {}, text: '', problem: null },
});
const placeOf = (entry: Entry | undefined): CliPlace | undefined =>
  entry !== undefined && 'cliPlace' in entry ? entry.cliPlace : undefined;
const origin = (entry: Entry | undefined) => {
  const place = placeOf(entry);
  return place === undefined ? undefined : { sessionId: place.sessionId, at: place.uuid };
};

describe('forkAfter', () => {
  it('cuts after an answer, and takes along what its agent knew by then', () => {
    const entries = [prompt(one), text(one), prompt(one), text(one)];
    expect(forkAfter(entries, true)).toEqual({ origin: origin(entries[3]), known: entries, whole: true });
    expect(forkAfter(entries, false)).toMatchObject({ whole: false });
  });

  it('takes nothing along of an earlier conversation', () => {
    const before = [prompt(one), text(one)];
    const entries = [prompt(two), text(two)];
    expect(forkAfter([...before, ...entries], true)).toEqual({
      origin: origin(entries[1]),
      known: entries,
      whole: true,
    });
    const cleared = [prompt(null), text(null), notice('conversation.cleared'), prompt(two), text(two)];
    expect(forkAfter(cleared, true)?.known).toEqual(cleared.slice(3));
  });

  it.each([
    ['an answer of which it is not known where the CLI has it', [prompt(one), text(null)]],
    ['what a subagent said', [prompt(one), text(one, 't', 'tool')]],
    ['the first of two results', [prompt(one), call('a'), call('b'), result('a', one)]],
    ['a prompt', [prompt(one)]],
    ['nothing', []],
  ])('does not cut after %s', (_, entries) => {
    expect(forkAfter(entries, true)).toBeNull();
  });
});

describe('forkBefore', () => {
  it('cuts after the last that was said before a prompt', () => {
    const said = [prompt(one), text(one), call('a', 'm2'), result('a', one)];
    expect(forkBefore([...said, prompt(one)], true)).toEqual({ origin: origin(said[3]), known: said, whole: true });
  });

  it('passes over what was cut off: a tool without a result, a prompt without an answer', () => {
    const said = [prompt(one), text(one)];
    const cut = [prompt(one), call('a', 'm2'), prompt(one)];
    expect(forkBefore([...said, ...cut, prompt(one)], true)).toMatchObject({ origin: origin(said[1]), known: said });
  });

  it('begins empty before the first prompt of a conversation', () => {
    const empty = { origin: null, known: [], whole: true };
    expect(forkBefore([prompt(one)], true)).toEqual(empty);
    expect(forkBefore([prompt(one), text(one), prompt(two)], false)).toEqual(empty);
    expect(forkBefore([text(null), notice('session.lost'), prompt(two)], false)).toEqual(empty);
    expect(forkBefore([prompt(one), prompt(one)], true)).toEqual(empty);
  });

  it('does not guess where the tower took no note yet, or where more comes before', () => {
    expect(forkBefore([prompt(null), text(null), prompt(one)], true)).toBeNull();
    expect(forkBefore([prompt(one)], false)).toBeNull();
    expect(forkBefore([prompt(null)], true)).toBeNull();
  });

  it('goes on into what a fork brought along, but not into what was lost since', () => {
    const brought = [prompt(one), text(one), notice('conversation.forked')];
    const lost = [prompt(two), text(two), notice('session.forkedAgain')];
    const three = uuid(903);
    expect(forkBefore([...brought, prompt(two)], true)).toMatchObject({ origin: origin(brought[1]) });
    const again = forkBefore([...brought, ...lost, prompt(three)], true);
    expect(again).toEqual({ origin: origin(brought[1]), known: brought.slice(0, 2), whole: true });
    const anew = [...brought, notice('conversation.cleared'), prompt(three)];
    expect(forkBefore(anew, true)).toMatchObject({ origin: null });
  });
});

describe('forkAtEnd', () => {
  it('leaves out the turn that is under way, as far as nothing of it can be cut after', () => {
    const said = [prompt(one), text(one)];
    expect(forkAtEnd([...said, prompt(one), call('a', 'm2')], one, true)).toMatchObject({ known: said });
    const answered = [...said, prompt(one), text(one)];
    expect(forkAtEnd(answered, one, true)).toMatchObject({ origin: origin(answered[3]), known: answered });
  });

  it('does not tell of another conversation', () => {
    expect(forkAtEnd([prompt(one), text(one)], two, true)).toBeNull();
    expect(forkAtEnd([], one, true)).toBeNull();
  });
});

describe('conversation', () => {
  it('is all that there is where nothing says where it began', () => {
    const entries = [prompt(null), text(null)];
    expect(conversation(entries, null, true)).toEqual({ known: entries, whole: true });
    expect(conversation(entries, one, false)).toEqual({ known: entries, whole: false });
  });
});

describe('endOfTools', () => {
  const entries = [call('a'), call('b'), result('b', one), call('c', 'other'), result('a', one), result('c', one)];

  it.each([0, 1, 2, 4])('finds the last result of what was called together, from %d', (index) => {
    expect(endOfTools(entries, index)).toBe(4);
  });

  it('is not there while one of them runs, nor for what is no tool', () => {
    expect(endOfTools(entries.slice(0, 4), 0)).toBeNull();
    expect(endOfTools([text(one)], 0)).toBeNull();
    expect(endOfTools([result('x', one)], 0)).toBeNull();
    expect(endOfTools([], 0)).toBeNull();
  });
});
