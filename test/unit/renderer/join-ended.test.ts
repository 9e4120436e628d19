import { describe, expect, it } from 'vitest';
import { joinEnded, nextPageBefore } from '../../../apps/renderer/features/queue/join-ended.ts';
import type { Task } from '../../../apps/shared/models/task.ts';
import { aTask, uuid } from '../../support/renderer/builders.ts';

const instanceId = uuid(1);
const ended = (number: number, endedAt: number, more: Partial<Task> = {}): Task =>
  aTask({ id: uuid(number), instanceId, status: 'completed', endedAt, ...more });
const byId = (...tasks: readonly Task[]) => Object.fromEntries(tasks.map((task) => [task.id, task]));
const idsOf = (tasks: readonly Task[]) => tasks.map(({ id }) => id);

describe('the history', () => {
  it('puts the older ones behind those that the window has, newest first', () => {
    const joined = joinEnded(byId(ended(10, 100), ended(11, 300)), [ended(12, 50), ended(13, 80)], instanceId);
    expect(idsOf(joined)).toEqual([uuid(11), uuid(10), uuid(13), uuid(12)]);
  });

  it('leaves out what is queued again since, and what is of another instance', () => {
    const again = ended(12, 50, { status: 'queued', endedAt: null });
    const other = ended(14, 400, { instanceId: uuid(2) });
    expect(idsOf(joinEnded(byId(ended(10, 100), again, other), [ended(12, 50)], instanceId))).toEqual([uuid(10)]);
  });

  it('shows a task once that is in both, as the window has it', () => {
    const later = ended(10, 500, { status: 'failed' });
    expect(joinEnded(byId(later), [ended(10, 100)], instanceId)).toEqual([later]);
  });

  it('goes on with those that ended in the same millisecond, and passes them when there is nothing new among them', () => {
    const tasks = [ended(10, 100), ended(11, 70)];
    expect(nextPageBefore(tasks, false)).toBe(71);
    expect(nextPageBefore(tasks, true)).toBe(70);
    expect(nextPageBefore([], false)).toBeUndefined();
  });
});
