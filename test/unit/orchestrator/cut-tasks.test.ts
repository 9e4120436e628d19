import { expect, it } from 'vitest';
import { EventBus } from '../../../apps/main/events/event-bus.ts';
import { CutTasks } from '../../../apps/main/orchestrator/cut-tasks.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { fail, ok } from '../../../apps/shared/models/problem.ts';
import type { Instance } from '../../../apps/shared/models/instance.ts';
import type { Task } from '../../../apps/shared/models/task.ts';
import { anInstance, aTask, uuid } from '../../support/renderer/builders.ts';
import { FickleWriter } from '../events/event-writers.ts';

const taskId = uuid(1);
const instanceId = uuid(2);

function bench(whenCut: Instance['whenCut'] = 'resume') {
  const bus = new EventBus({ writer: new FickleWriter() });
  let instance = anInstance({ id: instanceId, whenCut, status: 'working' });
  let task = aTask({ id: taskId, instanceId, status: 'running' });
  const resumed: string[] = [];
  const cut = new CutTasks({
    bus,
    findEnded: (id) => (id === taskId ? ok(task) : fail(problem('task.notFound'))),
    findInstance: () => ok(instance),
    resume: (id) => resumed.push(id),
  });
  const becomes = (type: 'task.queued' | 'task.interrupted' | 'task.failed', change: Partial<Task>): void => {
    task = { ...task, ...change };
    bus.publish(type, { task });
  };
  return {
    cut,
    becomes,
    /** Its turn ends, and with it the task. */
    ends: (why: Parameters<typeof problem>[0] = 'turn.interrupted') =>
      becomes('task.interrupted', { status: 'interrupted', problem: problem(why) }),
    fails: (why: Parameters<typeof problem>[0]) => {
      const found = problem(why, { count: 1, name: 'a', how: 'code 1' });
      instance = { ...instance, status: 'failed', problem: found };
      bus.publish('instance.failed', { instance });
    },
    resumed: async () => {
      await Promise.resolve();
      bus.close();
      return resumed;
    },
  };
}

it('has a task go on whose turn was ended for that, once', async () => {
  const { cut, ends, becomes, resumed } = bench('ask');
  cut.expect(taskId, instanceId);
  ends();
  becomes('task.queued', { status: 'queued' });
  ends();
  expect(await resumed()).toEqual([taskId]);
});

it('has a task go on that the end of its CLI cut off, once that has come to rest, where its instance is to', async () => {
  const willing = bench();
  willing.ends('task.interruptedByExit');
  willing.fails('cli.exited');
  expect(await willing.resumed()).toEqual([taskId]);
  const asking = bench('ask');
  asking.ends('task.interruptedByExit');
  asking.fails('cli.exited');
  expect(await asking.resumed()).toEqual([]);
});

it('leaves what a person has ended meanwhile', async () => {
  const recovered = bench();
  recovered.cut.expect(taskId, instanceId);
  recovered.cut.leave(instanceId);
  recovered.ends();
  expect(await recovered.resumed()).toEqual([]);
  const exited = bench();
  exited.ends('task.interruptedByExit');
  exited.cut.leave(instanceId);
  exited.fails('cli.exited');
  expect(await exited.resumed()).toEqual([]);
});

it('leaves a task that was given up, however its turn ends', async () => {
  const { cut, becomes, resumed } = bench();
  cut.expect(taskId, instanceId);
  cut.giveUp(taskId);
  becomes('task.failed', { status: 'failed', problem: problem('turn.failed', { reason: 'x' }) });
  expect(await resumed()).toEqual([]);
});

it('expects nothing any more of a task that went back into the queue', async () => {
  const { cut, ends, becomes, resumed } = bench();
  cut.expect(taskId, instanceId);
  becomes('task.queued', { status: 'queued' });
  ends();
  expect(await resumed()).toEqual([]);
});

it('lets nothing go on in a conversation whose last CLI would not end', async () => {
  const exited = bench();
  exited.ends('task.interruptedByExit');
  exited.fails('cli.stopIncomplete');
  expect(await exited.resumed()).toEqual([]);
  const recovered = bench();
  recovered.cut.expect(taskId, instanceId);
  recovered.ends();
  recovered.fails('cli.stopIncomplete');
  expect(await recovered.resumed()).toEqual([]);
});

it('gives a task up that was cut off again and again', async () => {
  const { cut, becomes, resumed } = bench();
  becomes('task.interrupted', { status: 'interrupted', attempt: 5 });
  cut.goOn(taskId);
  expect(await resumed()).toEqual([]);
});
