import { expect, it } from 'vitest';
import { afterChoices, findChoices } from '../../../apps/renderer/features/queue/after-choices.ts';
import { defaultSettings } from '../../../apps/shared/models/settings.ts';
import type { Task } from '../../../apps/shared/models/task.ts';
import { anInstance, aTask, uuid } from '../../support/renderer/builders.ts';

const [shop, blog, gone] = [uuid(1), uuid(2), uuid(3)];
const instances = {
  [shop]: anInstance({ id: shop, name: 'Shop', createdAt: 1 }),
  [blog]: anInstance({ id: blog, name: 'Blog', createdAt: 2 }),
  [gone]: anInstance({ id: gone, name: 'Gone', createdAt: 3, deletedAt: 9 }),
};
const task = (number: number, change: Partial<Task>): Task =>
  aTask({ id: uuid(number), title: `Task ${String(number)}`, rank: number, ...change });
const fleetOf = (...tasks: readonly Task[]) => ({
  instances,
  settings: defaultSettings,
  tasks: Object.fromEntries(tasks.map((each) => [each.id, each])),
});
const fleet = fleetOf(
  task(101, { instanceId: shop }),
  task(102, { instanceId: shop, priority: 'urgent' }),
  task(103, { instanceId: shop, status: 'running' }),
  task(104, { instanceId: shop, status: 'completed' }),
  task(105, { instanceId: blog }),
  task(106, { instanceId: gone }),
);
const numbers = (choices: ReturnType<typeof afterChoices>): readonly number[] =>
  choices.map((choice) => Number(choice.task.id.slice(-3)));

it('offers what runs and what waits, of its own instance first', () => {
  expect(numbers(afterChoices(fleet, { instanceId: shop, taskId: null }))).toEqual([103, 102, 101, 105]);
  expect(numbers(afterChoices(fleet, { instanceId: blog, taskId: null }))).toEqual([105, 103, 102, 101]);
});

it('does not offer a task itself, nor what waits for it', () => {
  const waiting = fleetOf(
    task(101, {}),
    task(102, { after: [uuid(101)] }),
    task(103, { after: [uuid(102)] }),
    task(104, {}),
  );
  expect(numbers(afterChoices(waiting, { instanceId: shop, taskId: uuid(101) }))).toEqual([104]);
  expect(numbers(afterChoices(waiting, { instanceId: shop, taskId: uuid(102) }))).toEqual([101, 104]);
});

it('finds by title and by instance, whatever the case', () => {
  const all = afterChoices(fleet, { instanceId: shop, taskId: null });
  expect(numbers(findChoices(all, 'blog TASK'))).toEqual([105]);
  expect(numbers(findChoices(all, '102'))).toEqual([102]);
  expect(findChoices(all, ' ')).toEqual(all);
  expect(findChoices(all, 'nowhere')).toEqual([]);
});
