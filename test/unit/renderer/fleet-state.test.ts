import { describe, expect, it } from 'vitest';
import {
  countByStatus,
  filterInstances,
  listInstances,
  openRequests,
  queuedTasks,
  taskTitle,
} from '../../../apps/renderer/stores/fleet-selectors.ts';
import { applyBatch, applySnapshot, emptyFleet } from '../../../apps/renderer/stores/fleet-state.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { anInstance, aRequest, aSnapshot, aTask, durable, updated, uuid } from '../../support/renderer/builders.ts';

const byId = <T extends { readonly id: string }>(...records: readonly T[]) =>
  Object.fromEntries(records.map((record) => [record.id, record]));

describe('the state of the fleet', () => {
  it('begins with a snapshot and replaces a record with each event', () => {
    const state = applySnapshot(emptyFleet, aSnapshot(3, [anInstance()]));
    const next = applyBatch(state, durable(updated(4, anInstance({ name: 'renamed' }))));
    expect(state.loaded).toBe(true);
    expect(Object.values(next.instances)).toMatchObject([{ name: 'renamed' }]);
    expect(next.tasks).toBe(state.tasks);
  });

  it('stays the very same when a batch concerns transcripts alone', () => {
    const state = applySnapshot(emptyFleet, aSnapshot(3));
    expect(applyBatch(state, durable())).toBe(state);
  });

  it('says that the tower cannot save as soon as that is told, and that it can again', () => {
    const full = problem('storage.full', { path: '/data' });
    const told = (storage: typeof full | null) => ({
      passing: [{ type: 'tower.storage', data: { problem: storage } }] as const,
      durable: [],
    });
    const state = applyBatch(applySnapshot(emptyFleet, aSnapshot(3)), told(full));
    expect(state.tower.storageProblem).toEqual(full);
    expect(applyBatch(state, told(null)).tower.storageProblem).toBeNull();
  });

  it('forgets what an instance was busy with when it no longer works', () => {
    const activity = { kind: 'tool', subject: 'Bash', attempt: null, attempts: null, until: null, since: 1 } as const;
    const busy = applyBatch(applySnapshot(emptyFleet, aSnapshot(1, [anInstance({ status: 'working' })])), {
      passing: [{ type: 'instance.activity', data: { instanceId: anInstance().id, activity } }],
      durable: [],
    });
    expect(Object.keys(busy.activities)).toHaveLength(1);
    const idle = applyBatch(busy, durable(updated(2, anInstance({ status: 'idle' }))));
    expect(idle.activities).toEqual({});
  });
});

describe('selectors', () => {
  const older = anInstance({ id: uuid(1), name: 'shop', createdAt: 1 });
  const newer = anInstance({ id: uuid(2), name: 'Blog', directory: '/srv/blog', status: 'failed', createdAt: 2 });
  const deleted = anInstance({ id: uuid(3), deletedAt: 5, createdAt: 0 });
  const all = byId(newer, older, deleted);

  it('list instances oldest first, without the deleted', () => {
    expect(listInstances(all).map(({ name }) => name)).toEqual(['shop', 'Blog']);
    expect(countByStatus(listInstances(all))).toEqual(
      new Map([
        ['idle', 1],
        ['failed', 1],
      ]),
    );
  });

  it.each([
    ['blog', ['Blog']],
    ['BLOG failed', ['Blog']],
    ['ann', ['shop']],
    ['  ', ['shop', 'Blog']],
    ['nothing', []],
  ])('filter by %j', (filter, names) => {
    expect(
      filterInstances(listInstances(all), { text: filter, statuses: [] }, (status) => status).map(({ name }) => name),
    ).toEqual(names);
  });

  it('queue by priority, then rank', () => {
    const tasks = byId(
      aTask({ id: uuid(10), title: 'late', rank: 3 }),
      aTask({ id: uuid(11), title: 'urgent', priority: 'urgent', rank: 9 }),
      aTask({ id: uuid(12), title: 'early', rank: 1 }),
      aTask({ id: uuid(13), title: 'ended', status: 'completed', endedAt: 4 }),
    );
    expect(queuedTasks(tasks, uuid(1)).map(({ title }) => title)).toEqual(['urgent', 'early', 'late']);
  });

  it('leave out requests that were answered, or are of a deleted instance', () => {
    const requests = byId(
      aRequest({ id: uuid(20), openedAt: 2 }),
      aRequest({ id: uuid(21), openedAt: 1, instanceId: uuid(2) }),
      aRequest({ id: uuid(22), status: 'answered' }),
      aRequest({ id: uuid(23), instanceId: uuid(3) }),
    );
    expect(openRequests(requests, all).map(({ id }) => id)).toEqual([uuid(21), uuid(20)]);
  });

  it('name a task without a title by its first line', () => {
    expect(taskTitle(aTask({ preview: '\nMend it\nand more' }))).toBe('Mend it');
    expect(taskTitle(aTask({ title: 'Mending' }))).toBe('Mending');
  });
});
