import { expect, it } from 'vitest';
import type { DurableEvent } from '../../../apps/shared/contract/events.ts';
import { steps, TestTower } from './test-tower.ts';
import { towerPlace } from './tower-place.ts';

const brief = steps({ text: 'Done with it.', pieces: 3, paceMs: 40 });
const endless = steps({ text: 'I begin, and then nothing comes any more.', pieces: 4, hangAfter: 2 });

/** How many tasks ran at once at most, as the events tell. */
function mostAtOnce(events: readonly DurableEvent[]): number {
  const running = new Set<string>();
  let most = 0;
  for (const event of events) {
    if (!('task' in event.data)) continue;
    const { id, status } = event.data.task;
    if (status === 'running' || status === 'waiting') running.add(id);
    else running.delete(id);
    most = Math.max(most, running.size);
  }
  return most;
}

const started = (tower: TestTower): readonly string[] =>
  tower.events.flatMap((event) => (event.type === 'task.started' ? [event.data.task.title] : []));

it('runs many tasks on several instances, the urgent first and never more at once than allowed', async () => {
  const tower = await TestTower.open(towerPlace());
  await tower.must('settings.update', { maxRunning: 2 });
  const ids: string[] = [];
  for (const name of ['one', 'two', 'three']) ids.push((await tower.create({ name })).id);
  await tower.must('tower.pause', {});
  const tasks: string[] = [];
  for (const [index, id] of ids.entries()) {
    for (const priority of ['low', 'normal', 'urgent'] as const) {
      tasks.push((await tower.submit(id, brief, { priority, title: `${priority} ${String(index)}` })).id);
    }
  }
  expect(await tower.must('tower.status', {})).toMatchObject({ pendingTasks: 9 });
  expect(started(tower)).toEqual([]);
  await tower.expectAgreement();
  // All are up, so that two tasks begin at once: on a busy computer one might else have ended before the next CLI is there.
  for (const id of ids) await tower.must('instance.start', { id });
  for (const id of ids) await tower.inStatus(id, 'idle');
  await tower.must('tower.resume', {});
  for (const task of tasks) expect(await tower.ended(task)).toMatchObject({ status: 'completed' });
  expect(mostAtOnce(tower.events)).toBe(2);
  for (const index of [0, 1, 2]) {
    const own = started(tower).filter((title) => title.endsWith(String(index)));
    expect(own.map((title) => title.split(' ')[0])).toEqual(['urgent', 'normal', 'low']);
  }
  await tower.until('rest', () => ids.every((id) => tower.instance(id).status === 'idle'));
  await tower.close();
});

it('holds the queue of an instance while it is paused, and that of one that was stopped', async () => {
  const tower = await TestTower.open(towerPlace());
  const paused = await tower.create();
  await tower.must('instance.pause', { id: paused.id });
  const held = await tower.submit(paused.id, 'hello');
  const other = await tower.create();
  expect(await tower.run(other.id, 'hello')).toMatchObject({ status: 'completed' });
  expect(tower.task(held.id)).toMatchObject({ status: 'queued' });
  expect(tower.instance(paused.id)).toMatchObject({ status: 'stopped', wanted: 'running' });

  await tower.must('instance.resume', { id: paused.id });
  await tower.ended(held.id);
  const runs = await tower.submit(paused.id, endless);
  const waits = await tower.submit(paused.id, 'later');
  await tower.until('work', () => tower.task(runs.id)?.status === 'running');
  await tower.must('instance.stop', { id: paused.id });
  expect(tower.task(runs.id)).toMatchObject({ status: 'interrupted', problem: { code: 'turn.interrupted' } });
  expect(tower.task(waits.id)).toMatchObject({ status: 'queued' });
  await tower.expectAgreement();
  await tower.must('instance.start', { id: paused.id });
  expect(await tower.ended(waits.id)).toMatchObject({ status: 'completed' });
  await tower.inStatus(paused.id, 'idle');
  await tower.close();
});

it('cancels what waits and what runs, and runs again what has ended', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create();
  const runs = await tower.submit(id, endless);
  const waits = await tower.submit(id, 'never');
  await tower.until(
    'work',
    () => tower.texts().length === 0 && tower.passing.some((one) => one.type === 'transcript.delta'),
  );
  await tower.must('task.cancel', { id: waits.id });
  expect(tower.task(waits.id)).toMatchObject({ status: 'cancelled' });
  await tower.must('task.cancel', { id: runs.id });
  expect(await tower.ended(runs.id)).toMatchObject({ status: 'cancelled' });
  expect((await tower.refused('task.cancel', { id: runs.id })).code).toBe('task.notCancellable');

  const { task } = await tower.must('task.retry', { id: waits.id });
  // It was never tried before; the other one was.
  expect(task).toMatchObject({ status: 'queued', attempt: 1 });
  expect(await tower.ended(waits.id)).toMatchObject({ status: 'completed', attempt: 1 });
  expect(tower.texts().at(-1)).toBe('You said: never');
  await tower.inStatus(id, 'idle');
  expect((await tower.must('task.retry', { id: runs.id })).task).toMatchObject({ status: 'queued', attempt: 2 });
  await tower.must('task.cancel', { id: runs.id });
  await tower.inStatus(id, 'idle');
  await tower.close();
});

it('hands what waits to another instance, which is brought up for it and does it', async () => {
  const tower = await TestTower.open(towerPlace());
  const [one, other] = [await tower.create(), await tower.create()];
  await tower.must('instance.pause', { id: one.id });
  await tower.must('instance.stop', { id: other.id });
  const task = await tower.submit(one.id, 'moved');
  await tower.must('task.move', { id: task.id, beforeId: null, instanceId: other.id });
  await tower.ended(task.id);
  expect(tower.texts()).toEqual(['You said: moved']);
  await tower.inStatus(other.id, 'idle');
  const nobody = '00000000-0000-4000-8000-000000000000';
  const stays = await tower.submit(one.id, 'stays');
  expect((await tower.refused('task.move', { id: stays.id, beforeId: null, instanceId: nobody })).code).toBe(
    'instance.notFound',
  );
  await tower.close();
});

it('changes and moves what waits before it is served', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create();
  await tower.must('instance.pause', { id });
  const [first, second] = [await tower.submit(id, 'first'), await tower.submit(id, 'second')];
  await tower.must('task.update', { id: second.id, prompt: 'changed', title: 'New' });
  await tower.must('task.move', { id: second.id, beforeId: first.id });
  await tower.must('instance.resume', { id });
  await tower.ended(first.id);
  expect(tower.texts()).toEqual(['You said: changed', 'You said: first']);
  expect((await tower.refused('task.move', { id: first.id, beforeId: null })).code).toBe('task.notQueued');
  expect((await tower.refused('task.update', { id: first.id, prompt: 'x' })).code).toBe('task.notQueued');
  await tower.inStatus(id, 'idle');
  await tower.close();
});
