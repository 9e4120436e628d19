import { describe, expect, it } from 'vitest';
import { formatBytes, fromMegabytes, toMegabytes } from '../../../apps/renderer/components/format.ts';
import { formValuesOf, readForm } from '../../../apps/renderer/features/instance-form/form-values.ts';
import { waitingReason } from '../../../apps/renderer/features/queue/waiting-reason.ts';
import { applyBatch, applySnapshot, emptyFleet } from '../../../apps/renderer/stores/fleet-state.ts';
import { appendPoint, totalUsage } from '../../../apps/renderer/stores/usage.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import type { ResourceSample, TreeUsage } from '../../../apps/shared/models/resources.ts';
import { anInstance, aSnapshot, uuid } from '../../support/renderer/builders.ts';

const usage = (cpuPercent: number | null, memoryBytes = 10): TreeUsage => ({ cpuPercent, memoryBytes, processes: 2 });
const sample = (at: number, instances: Readonly<Record<string, TreeUsage>>): ResourceSample => ({
  at,
  instances,
  computer: { cores: 2, memoryBytes: 100, availableBytes: null },
});
const id = uuid(1);

describe('what instances use', () => {
  it('is that of the snapshot, and then of the newest sample as a whole', () => {
    const first = sample(1, { [id]: usage(5), [uuid(2)]: usage(6) });
    const state = applySnapshot(emptyFleet, { ...aSnapshot(1), resources: first });
    expect(state.resources).toBe(first);
    const second = sample(2, { [id]: usage(7) });
    const passing = [{ type: 'tower.sampled', data: second }] as const;
    expect(applyBatch(state, { passing, durable: [] }).resources).toBe(second);
  });

  it('is added to a history once, and a bounded number of times', () => {
    const one = appendPoint([], id, sample(1, { [id]: usage(5) }));
    expect(one).toEqual([{ at: 1, ...usage(5) }]);
    expect(appendPoint(one, id, sample(1, { [id]: usage(5) }))).toBe(one);
    expect(appendPoint(one, id, sample(2, {}))).toBe(one);
    expect(appendPoint(one, id, null)).toBe(one);
    let points = one;
    for (let at = 2; at < 400; at += 1) points = appendPoint(points, id, sample(at, { [id]: usage(at) }));
    expect([points.length, points.at(-1)?.at]).toEqual([240, 399]);
  });

  it('adds up, as far as it is known', () => {
    expect(totalUsage(null)).toBeNull();
    expect(totalUsage(sample(1, {}))).toBeNull();
    expect(totalUsage(sample(1, { [id]: usage(null) }))?.cpuPercent).toBeNull();
    expect(totalUsage(sample(1, { [id]: usage(null, 5), [uuid(2)]: usage(40, 6), [uuid(3)]: usage(2.5, 7) }))).toEqual({
      cpuPercent: 42.5,
      memoryBytes: 18,
      processes: 6,
    });
  });
});

describe('the limit of an instance', () => {
  const values = formValuesOf(anInstance({ memoryLimit: 1_500_000_000 }));

  it('is shown in megabytes and read back as it was', () => {
    expect(values.memoryLimit).toBe('1500');
    expect(readForm(values)).toMatchObject({ draft: { memoryLimit: 1_500_000_000 } });
    expect(formValuesOf(anInstance()).memoryLimit).toBe('');
    expect(readForm({ ...values, memoryLimit: ' ' })).toMatchObject({ draft: { memoryLimit: null } });
  });

  it.each(['0', '1', '-5', '2.5', 'much', '1e10'])('is refused as %j', (memoryLimit) => {
    const refused = { ok: false, problem: { field: 'memoryLimit', reason: 'number' } };
    expect(readForm({ ...values, memoryLimit })).toEqual(refused);
  });
});

it('is the reason for waiting only where nothing else is', () => {
  const tower = { ...emptyFleet.tower, memoryProblem: problem('memory.short', { available: 1, wanted: 2 }) };
  expect(waitingReason(anInstance(), tower, 0, 4)).toBe('memory');
  expect(waitingReason(anInstance({ status: 'working' }), tower, 1, 4)).toBe('busy');
  expect(waitingReason(anInstance(), { ...tower, memoryProblem: null }, 0, 4)).toBeNull();
});

it('writes sizes shortly', () => {
  expect([999, 12_000, 3_400_000, 1_234_000_000].map(formatBytes)).toEqual(['999 B', '12 kB', '3.4 MB', '1.2 GB']);
  expect([toMegabytes(null), toMegabytes(2_000_000), fromMegabytes(3)]).toEqual(['', 2, 3_000_000]);
});
