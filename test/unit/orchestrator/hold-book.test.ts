import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { accountOf, HoldBook } from '../../../apps/main/orchestrator/hold-book.ts';
import type { Hold } from '../../../apps/shared/models/hold.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { anInstance, uuid } from '../../support/renderer/builders.ts';

const second = 1000;
const minute = 60 * second;
const limit = problem('api.rateLimited', { until: '' });
const [one, two, other] = [
  anInstance({ id: uuid(1), activeModel: 'opus' }),
  anInstance({ id: uuid(2), activeModel: 'sonnet' }),
  anInstance({ id: uuid(3), activeModel: 'opus', environment: { ANTHROPIC_API_KEY: 'sk-other' } }),
];

function bench(stored: readonly Hold[] = [], random = 0, present = [one, two, other]) {
  const onChange = vi.fn();
  const onDue = vi.fn();
  const book = new HoldBook({
    stored,
    instances: () => present,
    accountOf: (instance) => accountOf(instance, false),
    onChange,
    onDue,
    now: () => Date.now(),
    random: () => random,
  });
  return { book, onChange, onDue };
}

beforeEach(() => vi.useFakeTimers({ now: 1_785_000_000_000 }));
afterEach(() => vi.useRealTimers());

describe('HoldBook', () => {
  it('holds all of the account that reached its limit until the limit is lifted, and nobody else', () => {
    const { book, onDue } = bench();
    const resetsAt = Date.now() + 42 * minute;
    expect(book.refused(one, limit, resetsAt)).toMatchObject({
      cause: 'limit',
      until: resetsAt,
      instanceIds: [one.id, two.id],
      attempts: 1,
    });
    expect([one, two, other].map((instance) => book.holding(instance) !== null)).toEqual([true, true, false]);
    vi.advanceTimersByTime(42 * minute - 1);
    expect(book.holding(two)).not.toBeNull();
    vi.advanceTimersByTime(1);
    expect(onDue).toHaveBeenCalled();
    expect(book.holding(two)).toBeNull();
  });

  it('names whoever comes to a held account later, for it is held as well', () => {
    const present = [one, other];
    const { book, onChange } = bench([], 0, present);
    book.refused(one, limit, null);
    present.push(two);
    expect(book.holding(two)).not.toBeNull();
    book.follow();
    expect(book.all).toMatchObject([{ instanceIds: [one.id, two.id] }]);
    book.follow();
    expect(onChange.mock.calls).toEqual([['held'], ['held']]);
  });

  it('has one try for all when the time is over, and lets all go on when that is done', () => {
    const { book, onChange } = bench();
    book.refused(one, limit, null);
    vi.advanceTimersByTime(minute);
    book.given(two);
    expect(book.holding(one)).not.toBeNull();
    expect(book.holding(two)).toBeNull();
    book.succeeded(two);
    expect(book.all).toEqual([]);
    expect(book.holding(one)).toBeNull();
    expect(onChange.mock.calls).toEqual([['held'], ['released']]);
  });

  it('lets another one try when the first comes to an end without a word from the API', () => {
    const { book } = bench();
    book.refused(one, limit, null);
    vi.advanceTimersByTime(minute);
    book.given(one);
    expect(book.holding(two)).not.toBeNull();
    book.gaveUp(one.id);
    expect(book.holding(two)).toBeNull();
  });

  it('waits longer each time, up to a quarter of an hour, and says since when', () => {
    const { book } = bench();
    const since = Date.now();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      const hold = book.refused(one, limit, null);
      waits.push(((hold?.until ?? 0) - Date.now()) / minute);
      vi.setSystemTime(hold?.until ?? 0);
    }
    expect(waits).toEqual([1, 2, 4, 8, 15, 15]);
    expect(book.all).toMatchObject([{ since, attempts: 6 }]);
  });

  it('holds only the model that has no room', () => {
    const { book } = bench();
    book.refused(one, problem('api.overloaded'), null);
    expect([one, two].map((instance) => book.holding(instance) !== null)).toEqual([true, false]);
  });

  it('is none for what waiting does not mend, nor for what the CLI has tried often enough', () => {
    const { book } = bench();
    for (const code of [
      'api.invalidKey',
      'api.noCredit',
      'api.unknownModel',
      'api.promptTooLong',
      'api.failed',
    ] as const) {
      expect(book.refused(one, problem(code), null)).toBeNull();
    }
    expect(book.all).toEqual([]);
  });

  it('tries at once when a person wants it', () => {
    const { book, onDue } = bench();
    const id = book.refused(one, limit, Date.now() + 100 * minute)?.id ?? '';
    expect(book.release(id)).toBe(true);
    expect(onDue).toHaveBeenCalledTimes(1);
    expect(book.holding(one)).toBeNull();
    expect(book.release(uuid(77))).toBe(false);
  });

  it('goes on where an earlier tower left off, and forgets those whose instances are gone', () => {
    const first = bench();
    first.book.refused(one, limit, Date.now() + 5 * minute);
    first.book.close();
    const gone: Hold = { ...(first.book.all[0] as Hold), id: uuid(78), instanceIds: [uuid(79)] };
    const { book, onDue } = bench([...first.book.all, gone]);
    expect(book.holding(two)).not.toBeNull();
    vi.advanceTimersByTime(5 * minute);
    expect(onDue).toHaveBeenCalled();
    expect(book.all.map(({ id }) => id)).toEqual(first.book.all.map(({ id }) => id));
  });

  it('never comes back before the promised time, nor much after', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 600 }), (random, minutes) => {
        const resetsAt = Date.now() + minutes * minute;
        const until = bench([], random).book.refused(one, limit, resetsAt)?.until ?? 0;
        expect(until).toBeGreaterThanOrEqual(resetsAt);
        expect(until).toBeLessThanOrEqual(resetsAt + 30 * second);
      }),
    );
  });

  it('tells accounts apart by what the CLI signs in with', () => {
    expect(accountOf(one, false)).toBe(accountOf(two, false));
    expect(accountOf(one, false)).not.toBe(accountOf(other, false));
    expect(accountOf(one, true)).not.toBe(accountOf(two, true));
    expect(accountOf(anInstance({ launcher: 'demo' }), false)).not.toBe(accountOf(one, false));
  });
});
