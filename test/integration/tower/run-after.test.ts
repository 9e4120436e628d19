import { expect, it } from 'vitest';
import { steps, TestTower } from './test-tower.ts';
import { towerPlace } from './tower-place.ts';

const endless = steps({ text: 'I begin, and then nothing comes any more.', pieces: 4, hangAfter: 2 });

const startedOf = (tower: TestTower): readonly string[] =>
  tower.events.flatMap((event) => (event.type === 'task.started' ? [event.data.task.id] : []));

it('serves a task when those that it is to run after are completed, and starts no instance for it before', async () => {
  const tower = await TestTower.open(towerPlace());
  const [one, other] = [await tower.create(), await tower.create()];
  await tower.must('instance.stop', { id: other.id });
  const first = await tower.submit(one.id, endless);
  const second = await tower.submit(other.id, 'second', { after: [first.id], priority: 'urgent' });
  const third = await tower.submit(one.id, 'third', { after: [second.id] });
  const free = await tower.submit(one.id, 'free');
  await tower.until('work', () => tower.task(first.id)?.status === 'running');
  expect(tower.instance(other.id)).toMatchObject({ status: 'stopped', wanted: 'running' });
  expect((await tower.refused('task.update', { id: second.id, after: [third.id] })).code).toBe('task.afterItself');
  expect(
    (await tower.refused('task.submit', { instanceId: one.id, prompt: 'x', options: { after: [one.id] } })).code,
  ).toBe('task.afterUnknown');

  // It is stopped: those that wait for it wait on, and what waits for nobody is served.
  await tower.must('task.cancel', { id: first.id });
  await tower.ended(free.id);
  await tower.inStatus(one.id, 'idle');
  expect(tower.task(second.id)).toMatchObject({ status: 'queued', after: [first.id] });
  expect(tower.instance(other.id).status).toBe('stopped');
  expect(startedOf(tower)).toEqual([first.id, free.id]);
  await tower.expectAgreement();

  await tower.must('task.update', { id: second.id, after: [] });
  expect(await tower.ended(third.id)).toMatchObject({ status: 'completed' });
  expect(startedOf(tower)).toEqual([first.id, free.id, second.id, third.id]);
  await tower.inStatus(one.id, 'idle');
  await tower.inStatus(other.id, 'idle');
  await tower.close();
});

it('waits on after the tower was closed, and goes on by itself when what failed was run again', async () => {
  const place = towerPlace();
  const earlier = await TestTower.open(place);
  const [one, other] = [await earlier.create(), await earlier.create()];
  const first = await earlier.submit(one.id, endless);
  const second = await earlier.submit(other.id, 'second', { after: [first.id] });
  await earlier.until('work', () => earlier.task(first.id)?.status === 'running');
  await earlier.close();

  const tower = await TestTower.open(place);
  const { tasks } = await tower.must('tower.snapshot', {});
  expect(tasks.find(({ id }) => id === second.id)).toEqual(second);
  expect(tasks.filter(({ id }) => id === first.id)).toMatchObject([{ status: 'interrupted' }]);
  expect(tower.events.filter(({ type }) => type === 'instance.started')).toEqual([]);
  await tower.must('tower.pause', {});
  await tower.must('task.retry', { id: first.id });
  await tower.must('task.update', { id: first.id, prompt: 'first, but shorter' });
  await tower.must('tower.resume', {});
  expect(await tower.ended(second.id)).toMatchObject({ status: 'completed', after: [first.id] });
  expect(startedOf(tower)).toEqual([first.id, second.id]);
  await tower.inStatus(one.id, 'idle');
  await tower.inStatus(other.id, 'idle');
  await tower.close();
});

it('gives an instance that has failed another chance for it, but not before it is due', async () => {
  const tower = await TestTower.open(towerPlace());
  const one = await tower.create();
  const failing = await tower.create({}, { at: { spawn: [{ act: 'exit', code: 1 }] } });
  await tower.must('instance.start', { id: failing.id });
  await tower.inStatus(failing.id, 'failed');
  const chances = (): number =>
    tower.events.filter(
      ({ data }) => 'instance' in data && data.instance.id === failing.id && data.instance.status === 'starting',
    ).length;
  const before = chances();
  await tower.must('tower.pause', {});
  const first = await tower.submit(one.id, 'first');
  await tower.submit(failing.id, 'second', { after: [first.id] });
  expect(chances()).toBe(before);
  await tower.must('tower.resume', {});
  await tower.ended(first.id);
  await tower.until('another chance', () => chances() > before);
  await tower.inStatus(failing.id, 'failed');
  await tower.inStatus(one.id, 'idle');
  await tower.close();
});
