import { expect, it } from 'vitest';
import { checkClosed, compareAtRest } from '../../chaos/soak-check.ts';
import { ok } from '../../../apps/shared/models/problem.ts';
import type { Instance } from '../../../apps/shared/models/instance.ts';
import { instanceWith, Numbering, textEntryWith, uuid } from '../persistence/records.ts';
import { opened, temporaryPlace } from '../persistence/temporary-database.ts';

const atRest = { status: 'stopped', pid: null, currentTaskId: null, deletedAt: null } as const;

/** A database with an instance and a transcript. @returns its file and the number of its last event */
function stored(instance: Instance): { readonly file: string; readonly seq: number } {
  const place = temporaryPlace();
  const database = opened(place);
  const numbering = new Numbering();
  const created = numbering.event('instance.created', { instance });
  const said = numbering.event('transcript.appended', { entry: textEntryWith({ instanceId: instance.id }) });
  expect(database.write([created, said])).toBeNull();
  return { file: place.file, seq: said.seq };
}

/** A tower whose memory is as told, one look after the other; the last one stays. */
function towerWith(seq: number, ...looks: readonly (readonly Instance[])[]) {
  const asked: string[] = [];
  const pauseTower = () => {
    asked.push('pause');
    return Promise.resolve(ok({}));
  };
  const snapshot = () => {
    const look = asked.filter((what) => what === 'snapshot').length;
    asked.push('snapshot');
    return Promise.resolve(ok({ seq, instances: looks[look] ?? looks.at(-1) ?? [], tasks: [], requests: [] }));
  };
  return { pauseTower, snapshot, asked };
}

it('finds nothing where memory and database are the same, once the agents have come to rest', async () => {
  const instance = instanceWith(atRest);
  const { file, seq } = stored(instance);
  const tower = towerWith(seq, [{ ...instance, status: 'working' }], [instance]);
  expect(await compareAtRest(tower, file)).toEqual([]);
  expect(tower.asked).toEqual(['pause', 'snapshot', 'snapshot', 'snapshot']);
  expect(checkClosed(file)).toEqual([]);
});

it('says where memory and database differ', async () => {
  const instance = instanceWith(atRest);
  const { file, seq } = stored(instance);
  const unstored = { ...instance, id: uuid(99) };
  expect(await compareAtRest(towerWith(seq, [{ ...instance, name: 'Another' }, unstored]), file)).toEqual([
    expect.stringContaining(`instance ${instance.id} differs`),
    `instance ${unstored.id} is only in memory`,
  ]);
}, 15_000);

it('says what a tower that was closed has left open', () => {
  const { file } = stored(instanceWith({ ...atRest, status: 'idle' }));
  expect(checkClosed(file)).toEqual([expect.stringMatching(/ is idle$/)]);
});
