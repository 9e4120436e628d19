import { describe, expect, it } from 'vitest';
import {
  arrangeFleet,
  type ArrangementInput,
  createArranger,
} from '../../../apps/renderer/stores/fleet-arrangement.ts';
import { chooseRange, nothingChosen, toggleChosen } from '../../../apps/renderer/stores/fleet-choice.ts';
import { openRequestCounts, queuedTaskCounts } from '../../../apps/renderer/stores/fleet-counts.ts';
import { moveStep, placeBeside } from '../../../apps/renderer/stores/fleet-order.ts';
import type { Instance } from '../../../apps/shared/models/instance.ts';
import { anInstance, aRequest, aTask, uuid } from '../../support/renderer/builders.ts';

const fleetOf = (...parts: readonly Partial<Instance>[]): Readonly<Record<string, Instance>> =>
  Object.fromEntries(
    parts.map((part, index) => {
      const instance = anInstance({ id: uuid(index + 1), name: `n${index + 1}`, createdAt: index, ...part });
      return [instance.id, instance];
    }),
  );
const input = (change: Partial<ArrangementInput> = {}): ArrangementInput => ({
  instances: fleetOf(
    { directory: '/home/ann/shop' },
    { directory: '/home/ann/blog', status: 'working' },
    { directory: '/home/ann/shop', status: 'working' },
    { directory: '/home/ann/blog', deletedAt: 4 },
  ),
  order: [],
  grouping: 'project',
  filter: { text: '', statuses: [] },
  folded: [],
  statusWord: (status) => status,
  language: 'en',
  ...change,
});
const ids = (...numbers: readonly number[]): readonly string[] => numbers.map(uuid);
const headed = (change: Partial<ArrangementInput>) =>
  arrangeFleet(input(change)).rows.map((row) => (row.kind === 'project' ? row.project.label : row.id));

describe('the arrangement of the fleet', () => {
  it('groups by folder, each where its first instance stands', () => {
    expect(headed({})).toEqual(['shop', ...ids(1, 3), 'blog', ...ids(2)]);
    expect(headed({ order: ids(2, 3) })).toEqual(['blog', ...ids(2), 'shop', ...ids(3, 1)]);
  });

  it('has those of one millisecond in the order in which they were made, whatever their ids', () => {
    const made = [7, 3, 9, 1].map((number) => anInstance({ id: uuid(number), createdAt: 5 }));
    const instances = Object.fromEntries(made.map((instance) => [instance.id, instance]));
    expect(arrangeFleet(input({ instances })).all).toEqual(ids(7, 3, 9, 1));
    expect(arrangeFleet(input({ instances, order: ids(9) })).all).toEqual(ids(9, 7, 3, 1));
  });

  it('is one list where nobody wants groups, with those that nobody has laid at the end', () => {
    expect(headed({ grouping: 'flat', order: ids(3, 9) })).toEqual(ids(3, 1, 2));
  });

  it('folds a project, unless something is looked for', () => {
    expect(headed({ folded: ['/home/ann/shop'] })).toEqual(['shop', 'blog', ...ids(2)]);
    const filter = { text: 'shop', statuses: [] };
    expect(headed({ folded: ['/home/ann/shop'], filter })).toEqual(['shop', ...ids(1, 3)]);
  });

  it('lets through what has the status and the words, and counts all the same', () => {
    const found = arrangeFleet(input({ filter: { text: 'shop', statuses: ['working', 'failed'] } }));
    expect(found.shown).toEqual(ids(3));
    expect(found.all).toEqual(ids(1, 3, 2));
    expect(found.counts).toEqual(
      new Map([
        ['idle', 1],
        ['working', 2],
      ]),
    );
  });

  it('tells folders of the same name apart by as little as does', () => {
    const instances = fleetOf(
      { directory: '/a/x/web' },
      { directory: '/b/x/web' },
      { directory: 'C:\\c\\web' },
      { directory: '/' },
    );
    const { projects } = arrangeFleet(input({ instances }));
    expect(projects.map(({ label }) => label)).toEqual(['a/x/web', 'b/x/web', 'c/web', '/']);
  });

  it('stays the very same while nothing in it changes, so that no list is drawn again', () => {
    const arrange = createArranger();
    const first = arrange(input());
    const renamed = input();
    const instances = { ...renamed.instances, [uuid(1)]: anInstance({ id: uuid(1), createdAt: 0, name: 'other' }) };
    expect(arrange({ ...renamed, instances })).toBe(first);
    const works = { ...instances, [uuid(1)]: anInstance({ id: uuid(1), createdAt: 0, status: 'working' }) };
    const next = arrange({ ...renamed, instances: works });
    expect(next).not.toBe(first);
    expect(next.rows).toBe(first.rows);
    expect(next.counts.get('working')).toBe(3);
  });
});

describe('laying in order', () => {
  const all = ['a', 'b', 'c', 'd'];

  it.each([
    [['a'], 'c', 'before', ['b', 'a', 'c', 'd']],
    [['a'], 'c', 'after', ['b', 'c', 'a', 'd']],
    [['d', 'b'], 'a', 'before', ['b', 'd', 'a', 'c']],
  ] as const)('puts %j beside %s, %s', (moving, target, side, expected) => {
    expect(placeBeside(all, moving, target, side)).toEqual(expected);
  });

  it('is the same array where nothing changes', () => {
    expect(placeBeside(all, ['a'], 'b', 'before')).toBe(all);
    expect(placeBeside(all, ['a'], 'a', 'after')).toBe(all);
    expect(placeBeside(all, ['a'], 'gone', 'after')).toBe(all);
  });

  it('moves a row past the next one that is seen, and a group past a whole group', () => {
    expect(moveStep(all, [['a'], ['c']], 0, 1)).toEqual(['b', 'c', 'a', 'd']);
    const groups = [
      ['a', 'b'],
      ['c', 'd'],
    ];
    expect(moveStep(all, groups, 1, -1)).toEqual(['c', 'd', 'a', 'b']);
    expect(moveStep(all, groups, 1, 1)).toBeNull();
  });
});

describe('choosing several', () => {
  it('adds to what is on screen, and takes away again', () => {
    const one = toggleChosen(nothingChosen, 'b', 'a');
    expect(one.chosen).toEqual(['a', 'b']);
    expect(toggleChosen(one, 'a', 'a').chosen).toEqual(['b']);
  });

  it('takes everything between the anchor and a row, in either direction', () => {
    const shown = ['a', 'b', 'c', 'd'];
    const begun = { chosen: [], anchor: 'c' };
    expect(chooseRange(begun, shown, 'a', null)).toEqual({ chosen: ['a', 'b', 'c'], anchor: 'c' });
    expect(chooseRange(chooseRange(begun, shown, 'a', null), shown, 'd', null).chosen).toEqual(['c', 'd']);
    expect(chooseRange({ chosen: [], anchor: 'gone' }, shown, 'b', 'd').chosen).toEqual(['b', 'c', 'd']);
    expect(chooseRange(nothingChosen, shown, 'b', null).chosen).toEqual(['b']);
  });
});

it('counts what waits by instance, once for each table', () => {
  const requests = { a: aRequest({ id: 'a' }), b: aRequest({ id: 'b', status: 'answered' }), c: aRequest({ id: 'c' }) };
  expect(openRequestCounts(requests)).toEqual(new Map([[uuid(1), 2]]));
  expect(openRequestCounts(requests)).toBe(openRequestCounts(requests));
  expect(queuedTaskCounts({ a: aTask(), b: aTask({ status: 'running' }) }).get(uuid(1))).toBe(1);
});
