import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { accountOf, HoldBook } from '../../../apps/main/orchestrator/hold-book.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { anInstance, uuid } from '../../support/renderer/builders.ts';

const here = [
  anInstance({ id: uuid(1), activeModel: 'opus' }),
  anInstance({ id: uuid(2), activeModel: 'sonnet' }),
] as const;
const [one, two] = here;

function book(): HoldBook {
  return new HoldBook({
    stored: [],
    instances: () => here,
    accountOf: (instance) => accountOf(instance, false),
    onChange: () => undefined,
    onDue: () => undefined,
    now: () => Date.now(),
    random: () => 0,
  });
}

beforeEach(() => vi.useFakeTimers({ now: 1_785_000_000_000 }));
afterEach(() => vi.useRealTimers());

it.each([
  ['api.overloaded', 'overload', [20, 40, 80, 160, 300, 300], [one.id]],
  ['api.unreachable', 'outage', [10, 20, 40, 80, 160, 300, 300], [one.id, two.id]],
] as const)(
  '%s is waited for longer each time, up to five minutes, by all whom it concerns',
  (code, cause, seconds, held) => {
    const holds = book();
    const waits = seconds.map(() => {
      const hold = holds.refused(one, problem(code), null);
      expect(hold).toMatchObject({ cause, instanceIds: held });
      const wait = ((hold?.until ?? 0) - Date.now()) / 1000;
      vi.setSystemTime(hold?.until ?? 0);
      return wait;
    });
    expect(waits).toEqual(seconds);
    holds.close();
  },
);
