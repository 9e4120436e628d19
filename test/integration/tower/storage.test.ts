import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Sqlite } from '../../../apps/main/persistence/sqlite.ts';
import { readStored } from '../../support/agreement.ts';
import { steps, TestTower } from './test-tower.ts';
import { towerPlace, type TowerPlace } from './tower-place.ts';

const { connections } = vi.hoisted(() => ({ connections: new Set<Sqlite>() }));

/** Every connection is remembered, so that a test can take the room from a tower's database. */
vi.mock(import('../../../apps/main/persistence/sqlite.ts'), async (importOriginal) => {
  const original = await importOriginal();
  return {
    ...original,
    connect: (...parameters: Parameters<typeof original.connect>) => {
      const connection = original.connect(...parameters);
      connections.add(connection);
      return connection;
    },
  };
});

/** Lets the tower's database grow no further, as a full disk does, or grow again. */
function fill(place: TowerPlace, isFull: boolean): void {
  for (const connection of connections) {
    if (!connection.open || connection.readonly || connection.name !== join(place.data, 'tower.db')) continue;
    const pages = Number(connection.pragma('page_count', { simple: true }));
    connection.pragma(`max_page_count = ${String(isFull ? pages : 1_000_000_000)}`);
  }
}

/** More than a page that was begun can take. */
const large = 'x'.repeat(100_000);

it('takes no more work on a full disk, keeps in memory what runs, and writes it all when there is room', async () => {
  const tower = await TestTower.open(towerPlace());
  const { place } = tower;
  const { id } = await tower.create();
  await tower.run(id, 'hello');
  const { release, prompt } = heldTurn(place);
  const running = await tower.submit(id, prompt);
  const waiting = await tower.submit(id, 'later');
  await tower.until('work', () => tower.task(running.id)?.status === 'running');
  fill(place, true);

  expect(await tower.refused('task.submit', { instanceId: id, prompt: large })).toMatchObject({
    code: 'storage.full',
    message: 'The disk is full; the tower cannot save.',
    params: { path: place.data },
  });
  expect(tower.passing).toContainEqual({
    type: 'tower.storage',
    data: { problem: expect.objectContaining({ code: 'storage.full' }) },
  });
  release();
  expect(await tower.ended(running.id)).toMatchObject({ status: 'completed' });
  await tower.inStatus(id, 'idle');
  expect((await tower.must('tower.snapshot', {})).tower.storageProblem).toMatchObject({ code: 'storage.full' });
  const onDisk = readStored(join(place.data, 'tower.db')).tasks.find((task) => task.id === running.id);
  expect(onDisk?.status).toBe('running');
  expect(tower.task(waiting.id)).toMatchObject({ status: 'queued' });

  fill(place, false);
  await tower.until('the good news', () =>
    tower.passing.some((one) => one.type === 'tower.storage' && one.data.problem === null),
  );
  expect(await tower.ended(waiting.id)).toMatchObject({ status: 'completed' });
  await tower.inStatus(id, 'idle');
  expect(await tower.run(id, `Once more: ${large}`)).toMatchObject({ status: 'completed' });
  await tower.inStatus(id, 'idle');
  await tower.expectAgreement();
  await tower.tower.close();
});

it('goes on by itself when there is room again, even if nothing happened meanwhile', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create();
  await tower.run(id, 'hello');
  await tower.inStatus(id, 'idle');
  tower.tower.bus.flush();
  fill(tower.place, true);
  expect((await tower.refused('task.submit', { instanceId: id, prompt: large })).code).toBe('storage.full');
  fill(tower.place, false);
  await tower.until('the good news', () =>
    tower.passing.some((one) => one.type === 'tower.storage' && one.data.problem === null),
  );
  expect(await tower.run(id, 'hello')).toMatchObject({ status: 'completed' });
  await tower.inStatus(id, 'idle');
  await tower.expectAgreement();
  await tower.tower.close();
});

it('can be stopped and closed with a full disk, and finds the rest as it was written last', async () => {
  const tower = await TestTower.open(towerPlace());
  const { place } = tower;
  const { id } = await tower.create();
  const running = await tower.submit(id, heldTurn(place).prompt);
  await tower.until('work', () => tower.task(running.id)?.status === 'running');
  tower.tower.bus.flush();
  fill(place, true);
  expect((await tower.refused('task.submit', { instanceId: id, prompt: large })).code).toBe('storage.full');
  expect(await tower.must('instance.stop', { id })).toMatchObject({ instance: { status: 'stopped', pid: null } });
  await tower.tower.close();

  const next = await TestTower.open(place);
  const { tasks } = await next.must('tower.snapshot', {});
  expect(tasks).toMatchObject([{ id: running.id, status: 'interrupted' }]);
  await next.close();
});

it('does not open on a folder that cannot be written, and says which', async () => {
  const place = towerPlace();
  mkdirSync(place.data);
  chmodSync(place.data, 0o555);
  if (process.geteuid?.() === 0) {
    chmodSync(place.folder, 0o755);
    process.seteuid?.(65_534);
    onTestFinished(() => process.seteuid?.(0));
  }
  expect(await TestTower.tryOpen(place)).toMatchObject({
    ok: false,
    problem: { code: 'storage.readOnly', params: { path: place.data } },
  });
  expect(existsSync(join(place.data, 'tower.db'))).toBe(false);
});

/** A turn that lasts until it is released. */
function heldTurn(place: TowerPlace): { readonly prompt: string; readonly release: () => void } {
  const gate = join(place.project, 'gate');
  const wait = `while [ ! -e gate ]; do sleep 0.05; done`;
  const tools = [{ name: 'Bash', input: { command: wait } }];
  return { prompt: steps({ tools }, { text: `Through. ${large}` }), release: () => mkdirSync(gate) };
}
