import { describe, expect, it } from 'vitest';
import { heldBackBy, isHeldBack, leadsBackTo } from '../../../apps/shared/models/task-after.ts';
import { maxAfter, taskOptionsSchema, taskSchema, type Task } from '../../../apps/shared/models/task.ts';
import { aTask, uuid } from '../../support/renderer/builders.ts';

const [first, second, third] = [uuid(101), uuid(102), uuid(103)];
const among =
  (...tasks: readonly Task[]) =>
  (id: string): Task | undefined =>
    tasks.find((task) => task.id === id);
const follower = (change: Partial<Task> = {}): Task => aTask({ id: third, after: [first, second], ...change });

describe('a task that is to run after others', () => {
  it.each([
    ['queued', 'queued', true],
    ['completed', 'running', true],
    ['completed', 'waiting', true],
    ['completed', 'failed', true],
    ['completed', 'cancelled', true],
    ['interrupted', 'completed', true],
    ['completed', 'completed', false],
  ] as const)('where they are %s and %s: held back is %s', (one, other, held) => {
    const find = among(aTask({ id: first, status: one }), aTask({ id: second, status: other }));
    expect(isHeldBack(follower(), find)).toBe(held);
    expect(heldBackBy(follower(), find).length > 0).toBe(held);
  });

  it('names those first that need a person', () => {
    const find = among(aTask({ id: first, status: 'queued' }), aTask({ id: second, status: 'failed' }));
    expect(heldBackBy(follower(), find).map(({ id }) => id)).toEqual([second, first]);
  });

  it('is not held back by those of which nothing is known any more', () => {
    expect(isHeldBack(follower(), among())).toBe(false);
    expect(isHeldBack(follower(), among(aTask({ id: second, status: 'queued' })))).toBe(true);
  });

  it.each([{ status: 'running' }, { status: 'completed' }, { continues: true }, { after: [] }] as const)(
    'waits no more when it is %j',
    (change) => {
      const find = among(aTask({ id: first, status: 'failed' }));
      expect(isHeldBack(follower(change), find)).toBe(false);
      expect(heldBackBy(follower(change), find)).toEqual([]);
    },
  );
});

describe('a circle', () => {
  const chain = among(
    aTask({ id: first, after: [second] }),
    aTask({ id: second, status: 'running', after: [third] }),
    aTask({ id: third }),
  );

  it('is seen however long it is, and also where it is one task', () => {
    expect(leadsBackTo([first], third, chain)).toBe(true);
    expect(leadsBackTo([second], third, chain)).toBe(true);
    expect(leadsBackTo([third], third, chain)).toBe(true);
    expect(leadsBackTo([third], first, chain)).toBe(false);
    expect(leadsBackTo([], first, chain)).toBe(false);
  });

  it('is none where a task of it has ended', () => {
    const find = among(aTask({ id: first, after: [second] }), aTask({ id: second, status: 'failed', after: [third] }));
    expect(leadsBackTo([first], third, find)).toBe(false);
  });

  it('is looked for in a chain of ten thousand, and among many that share theirs', () => {
    const long = new Map(
      Array.from({ length: 10_000 }, (_, index) => {
        const after = [index + 1, index + 2].map((next) => uuid(next));
        return [uuid(index), aTask({ id: uuid(index), after })];
      }),
    );
    expect(leadsBackTo([uuid(0)], uuid(9_999), (id) => long.get(id))).toBe(true);
    expect(leadsBackTo([uuid(0)], uuid(50_000), (id) => long.get(id))).toBe(false);
  });
});

it('reads a task that was stored before there was such a thing', () => {
  const { after: _, ...older } = aTask();
  expect(taskSchema.parse(older)).toEqual(aTask({ after: [] }));
});

it('takes so many, and no more', () => {
  const after = Array.from({ length: maxAfter + 1 }, (_, index) => uuid(index));
  expect(taskOptionsSchema.safeParse({ after: after.slice(1) }).success).toBe(true);
  expect(taskOptionsSchema.safeParse({ after }).success).toBe(false);
  expect(taskOptionsSchema.safeParse({ after: ['the first'] }).success).toBe(false);
});
