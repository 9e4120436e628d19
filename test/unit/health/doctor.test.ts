import { expect, it, vi } from 'vitest';
import { Doctor } from '../../../apps/main/health/doctor.ts';
import { found } from '../../../apps/main/health/found.ts';
import { StorageRecord } from '../../../apps/main/health/storage-record.ts';
import type { Problem } from '../../../apps/shared/models/problem.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';

const fine = { ids: ['git'] as const, limitMs: 50, look: () => [found('git', 'gitFound', { version: '2' })] };

it('tells of all, also where one look fails and another never ends', async () => {
  const doctor = new Doctor(
    [
      {
        ids: ['database'],
        limitMs: 50,
        look: () => {
          throw new Error('no token=abcdefgh12345 here');
        },
      },
      { ids: ['cliPath', 'cliVersion'], limitMs: 50, look: () => new Promise(() => undefined) },
      fine,
    ],
    () => 7,
  );
  const { at, checks } = await doctor.examine();
  expect(at).toBe(7);
  expect(checks.map(({ id, finding, outcome }) => `${id} ${finding} ${outcome}`)).toEqual([
    'database lookFailed unknown',
    'cliPath lookedTooLong unknown',
    'cliVersion lookedTooLong unknown',
    'git gitFound good',
  ]);
  expect(checks[0]?.params['reason']).toBe('no token=[redacted] here');
  expect(checks[1]?.params).toEqual({ seconds: 0.05 });
});

it('looks once for all who ask at the same time, and anew for who asks later', async () => {
  const look = vi.fn(fine.look);
  const doctor = new Doctor([{ ...fine, look }], Date.now);
  const [one, other] = await Promise.all([doctor.examine(), doctor.examine()]);
  expect(one).toBe(other);
  expect(look).toHaveBeenCalledTimes(1);
  await doctor.examine();
  expect(look).toHaveBeenCalledTimes(2);
});

it('remembers when writing last failed, also once it works again', () => {
  const listeners: ((found: Problem | null) => void)[] = [];
  const bus = {
    storageProblem: null as Problem | null,
    onStorageProblem: (listener: (found: Problem | null) => void) => {
      listeners.push(listener);
      return () => undefined;
    },
  };
  let now = 100;
  const record = new StorageRecord(bus, () => now);
  const tell = (found: Problem | null): void => {
    bus.storageProblem = found;
    for (const listener of listeners) listener(found);
  };
  expect(record.memory).toEqual({ now: null, lastAt: null });
  const full = problem('storage.full', { path: '/data' });
  tell(full);
  expect(record.memory).toEqual({ now: full, lastAt: 100 });
  now = 200;
  tell(null);
  expect(record.memory).toEqual({ now: null, lastAt: 200 });
});
