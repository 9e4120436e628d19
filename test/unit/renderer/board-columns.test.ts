import { describe, expect, it } from 'vitest';
import { boardColumns, moveFor } from '../../../apps/renderer/features/board/board-columns.ts';
import { anInstance, aTask, uuid } from '../../support/renderer/builders.ts';

const [one, two, three] = [1, 2, 3].map((index) => anInstance({ id: uuid(index) }));
if (one === undefined || two === undefined || three === undefined) throw new Error('there are three');
const instances = [two, one, three];
const task = (index: number, change: Parameters<typeof aTask>[0] = {}) =>
  aTask({ id: uuid(100 + index), instanceId: one.id, rank: index, createdAt: index, ...change });
const byId = (tasks: readonly ReturnType<typeof task>[]) => Object.fromEntries(tasks.map((each) => [each.id, each]));

describe('boardColumns', () => {
  it('puts what waits under its instance, in the order of the list and of the queue', () => {
    const tasks = [task(1), task(2, { priority: 'urgent' }), task(3, { instanceId: two.id })];
    const { queued } = boardColumns(byId(tasks), instances);
    expect(queued.map(({ instance }) => instance.id)).toEqual([two.id, one.id]);
    expect(queued[1]?.tasks.map(({ id }) => id)).toEqual([uuid(102), uuid(101)]);
  });

  it('puts what runs the longest, and what waits for a person the longest, first; what ended last, first', () => {
    const columns = boardColumns(
      byId([
        task(1, { status: 'running', startedAt: 50 }),
        task(2, { status: 'running', startedAt: 40 }),
        task(3, { status: 'waiting', startedAt: 30 }),
        task(4, { status: 'completed', endedAt: 70 }),
        task(5, { status: 'failed', endedAt: 80 }),
      ]),
      instances,
    );
    expect(columns.running.map(({ id }) => id)).toEqual([uuid(102), uuid(101)]);
    expect(columns.waiting.map(({ id }) => id)).toEqual([uuid(103)]);
    expect(columns.ended.map(({ id }) => id)).toEqual([uuid(105), uuid(104)]);
    expect(columns.queued).toEqual([]);
  });

  it('leaves out the tasks of instances that are gone', () => {
    const { queued, ended } = boardColumns(byId([task(1), task(2, { status: 'completed', endedAt: 1 })]), [two]);
    expect([queued, ended]).toEqual([[], []]);
  });
});

describe('moveFor', () => {
  const first = task(1);
  const second = task(2);
  const other = task(3, { instanceId: two.id });
  const columns = boardColumns(byId([first, second, other]), instances);

  it('is nothing where the task stands already', () => {
    expect(moveFor(first, { instanceId: one.id, beforeId: first.id }, columns)).toBeNull();
    expect(moveFor(first, { instanceId: one.id, beforeId: second.id }, columns)).toBeNull();
    expect(moveFor(second, { instanceId: one.id, beforeId: null }, columns)).toBeNull();
  });

  it('is a place in its own queue', () => {
    expect(moveFor(second, { instanceId: one.id, beforeId: first.id }, columns)).toEqual({
      id: second.id,
      beforeId: first.id,
    });
    expect(moveFor(first, { instanceId: one.id, beforeId: null }, columns)).toEqual({ id: first.id, beforeId: null });
  });

  it('is a place in the queue of another, where it has one or not', () => {
    expect(moveFor(first, { instanceId: two.id, beforeId: other.id }, columns)).toEqual({
      id: first.id,
      beforeId: other.id,
      instanceId: two.id,
    });
    expect(moveFor(first, { instanceId: three.id, beforeId: null }, columns)).toEqual({
      id: first.id,
      beforeId: null,
      instanceId: three.id,
    });
  });
});
