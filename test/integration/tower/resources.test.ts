import { availableMemoryOf } from '../../../apps/main/supervision/tree-usage-memory.ts';
import { expect, it } from 'vitest';
import type { ResourceSample } from '../../../apps/shared/models/resources.ts';
import { steps, TestTower } from './test-tower.ts';
import { towerPlace } from './tower-place.ts';

const megabyte = 1_000_000;
/** A tool that takes 150 MB and stays until it is ended. */
const hungry = steps(
  {
    tools: [
      {
        name: 'Bash',
        input: { command: `exec '${process.execPath}' -e 'b=Buffer.alloc(150e6,1);setTimeout(()=>b,6e5)'` },
      },
    ],
  },
  { text: 'Done.' },
);

const samplesOf = (tower: TestTower): readonly ResourceSample[] =>
  tower.passing.flatMap((event) => (event.type === 'tower.sampled' ? [event.data] : []));

it('measures an instance with its tools, keeps what it was, and the peak of the turn', async () => {
  const tower = await TestTower.open(towerPlace());
  tower.tower.onWindows(1);
  const { id } = await tower.create();
  await tower.must('instance.start', { id });
  const idle = await tower.until('a sample', () => samplesOf(tower).at(-1)?.instances[id]);
  expect(idle.processes).toBeGreaterThan(0);
  const task = await tower.submit(id, hungry);
  const busy = await tower.until('a sample of the tool', () => {
    const usage = samplesOf(tower).at(-1)?.instances[id];
    return usage !== undefined && usage.memoryBytes > idle.memoryBytes + 140 * megabyte && usage;
  });
  expect(busy.processes).toBeGreaterThanOrEqual(2);
  const { resources } = await tower.must('tower.snapshot', {});
  expect(resources?.instances[id]?.memoryBytes).toBeGreaterThan(140 * megabyte);
  await tower.must('task.cancel', { id: task.id });
  await tower.ended(task.id);
  const ended = tower.events.findLast(({ type }) => type === 'turn.interrupted');
  expect(ended?.type === 'turn.interrupted' && ended.data.turn.peak?.memoryBytes).toBe(busy.memoryBytes);
  const { points } = await tower.must('resource.history', { id });
  expect(points[0]).toMatchObject({ cpuPercent: null });
  expect(points.map(({ memoryBytes }) => memoryBytes)).toContain(busy.memoryBytes);
  await tower.must('instance.stop', { id });
  await tower.until('an empty sample', () => Object.keys(samplesOf(tower).at(-1)?.instances ?? { id }).length === 0);
  await tower.close();
});

it('has the task of an instance over its limit fail, and leaves the instance up', async () => {
  const tower = await TestTower.open(towerPlace());
  tower.tower.onWindows(1);
  await tower.must('settings.update', { overLimit: 'interrupt' });
  const { id } = await tower.create({ memoryLimit: 240 * megabyte });
  const task = await tower.ended((await tower.submit(id, hungry)).id, 40_000);
  expect(task).toMatchObject({ status: 'failed', problem: { code: 'memory.interrupted', params: { limit: 240 } } });
  expect(tower.types()).toContain('instance.overLimit');
  expect(tower.entries()).toContainEqual(expect.objectContaining({ kind: 'notice', code: 'memory.overLimit' }));
  await tower.inStatus(id, 'idle');
  expect(await tower.run(id, 'hello')).toMatchObject({ status: 'completed' });
  await tower.close();
});

it('stops an instance over its limit with all that it started, and says why', async () => {
  const tower = await TestTower.open(towerPlace());
  tower.tower.onWindows(1);
  await tower.must('settings.update', { overLimit: 'stop', memoryLimit: 240 * megabyte });
  const { id } = await tower.create();
  const task = await tower.ended((await tower.submit(id, hungry)).id, 40_000);
  expect(task).toMatchObject({ status: 'failed', problem: { code: 'memory.stopped' } });
  const instance = await tower.until('the reason', () => {
    const found = tower.instance(id);
    return found.status === 'stopped' && found.problem !== null && found;
  });
  expect(instance.problem?.code).toBe('memory.stopped');
  expect(instance.wanted).toBe('stopped');
  await tower.close();
});

it('starts no turn while memory is short, says so, and goes on by itself', async () => {
  const tower = await TestTower.open(towerPlace());
  const available = availableMemoryOf(process.platform)() ?? 0;
  await tower.must('settings.update', { memoryReserve: available * 4 });
  const { id } = await tower.create();
  const task = await tower.submit(id, 'hello');
  const short = await tower.until('the word that memory is short', () =>
    tower.events.find((event) => event.type === 'tower.updated'),
  );
  expect(short.data).toMatchObject({ tower: { memoryProblem: { code: 'memory.short' } } });
  expect(tower.task(task.id)).toMatchObject({ status: 'queued' });
  expect(tower.instance(id)).toMatchObject({ status: 'stopped' });
  await tower.must('settings.update', { memoryReserve: null });
  expect(await tower.ended(task.id)).toMatchObject({ status: 'completed' });
  expect((await tower.must('tower.snapshot', {})).tower.memoryProblem ?? null).toBeNull();
  await tower.close();
});
