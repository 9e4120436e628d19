import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { CutPolicy } from '../../../apps/shared/models/instance.ts';
import { readStored } from '../../support/agreement.ts';
import { start, type Program } from '../persistence/child-processes.ts';
import { endOwn, isAlive, steps, TestTower } from './test-tower.ts';
import { fakeClaude, towerPlace, type TowerPlace } from './tower-place.ts';
import type { TowerProgramPlan } from './tower-program.ts';

interface Running {
  readonly program: Program;
  readonly instance: string;
  readonly tasks: readonly string[];
}

/** Starts a tower in a process of its own, with an instance and its tasks. */
async function runTower(place: TowerPlace, prompts: readonly string[], whenCut: CutPolicy = 'ask'): Promise<Running> {
  const plan: TowerProgramPlan = {
    dataDirectory: place.data,
    claudePath: fakeClaude,
    draft: {
      directory: place.project,
      permissionMode: 'ask',
      whenCut,
      environment: { CLAUDE_CONFIG_DIR: place.config, FAKE_CLAUDE_SCRIPT: '{}' },
    },
    prompts,
  };
  const program = start(new URL('tower-program.ts', import.meta.url), JSON.stringify(plan));
  const said = JSON.parse(await program.line()) as { instance: string; tasks: string[] };
  return { program, ...said };
}

const tool = { act: 'spawn', command: 'echo $$ > tool.pid; exec sleep 300', as: 'orphan' } as const;

it('finds everything after it was killed at work: what ran is interrupted, what waited runs, and no process is left', async () => {
  const place = towerPlace();
  const touch = { text: 'May I?', tools: [{ name: 'Bash', input: { command: 'touch x' } }] };
  const { program, instance, tasks } = await runTower(place, ['hello', steps(tool, touch), 'third', 'fourth']);
  const database = join(place.data, 'tower.db');
  const left = await vi.waitFor(() => {
    const stored = readStored(database);
    expect(stored.requests).toMatchObject([{ status: 'open' }]);
    const pids = [readFileSync(join(place.project, 'tool.pid'), 'utf8'), stored.instances[0]?.pid].map(Number);
    for (const pid of pids) expect(isAlive(pid)).toBe(true);
    return pids;
  }, 20_000);
  onTestFinished(() => {
    for (const pid of left) endOwn(pid, place);
  });
  await program.kill();
  // The guard does it before there is another tower.
  await vi.waitUntil(() => !left.some(isAlive), { timeout: 5000, interval: 20 });
  const killed = readStored(database);
  expect(killed.instances).toMatchObject([{ status: 'waiting', turns: 1 }]);
  expect(killed.tasks.map(({ status }) => status).sort()).toEqual(['completed', 'queued', 'queued', 'waiting']);

  const tower = await TestTower.open(place);
  const [, cut = '', third = '', fourth = ''] = tasks;
  expect(await tower.ended(fourth)).toMatchObject({ status: 'completed' });
  const after = await tower.must('task.history', {});
  const ended = Object.fromEntries(after.tasks.map(({ id, status }) => [id, status]));
  expect(ended).toMatchObject({ [cut]: 'interrupted', [third]: 'completed', [fourth]: 'completed' });
  expect(after.tasks.find(({ id }) => id === cut)?.problem).toMatchObject({ code: 'task.interruptedByRestart' });
  expect(await tower.inStatus(instance, 'idle')).toMatchObject({ sessionId: killed.instances[0]?.sessionId });
  expect(readStored(database).requests).toMatchObject([{ status: 'withdrawn' }]);
  expect(
    readStored(database)
      .turns.map(({ status }) => status)
      .sort(),
  ).toEqual([...['completed', 'completed', 'completed'], 'interrupted']);
  await tower.close();
});

/** Says yes to what the agent asks next. */
async function allow(tower: TestTower): Promise<void> {
  const asked = await tower.until('a request', () => tower.events.find((event) => event.type === 'request.opened'));
  await tower.must('request.answer', { id: asked.data.request.id, decision: { behavior: 'allow' } });
}

/** Kills a tower whose agent is in the middle of its task. */
async function cutOff(whenCut: CutPolicy) {
  const place = towerPlace();
  const touch = { text: 'May I?', tools: [{ name: 'Bash', input: { command: 'touch x' } }] };
  const { program, instance, tasks } = await runTower(place, ['hello', steps(touch)], whenCut);
  await vi.waitFor(() => {
    expect(readStored(join(place.data, 'tower.db')).requests).toMatchObject([{ status: 'open' }]);
  }, 20_000);
  await program.kill();
  return { place, instance, task: tasks[1] ?? '' };
}

it('has a cut task go on by itself in its conversation, where the instance is to do so', async () => {
  const { place, instance, task } = await cutOff('resume');
  const tower = await TestTower.open(place);
  await allow(tower);
  expect(await tower.ended(task)).toMatchObject({ status: 'completed', attempt: 2, continues: true });
  const said = tower.entries().flatMap((entry) => (entry.kind === 'prompt' ? entry.text : []));
  expect(said).toEqual([expect.stringMatching(/^You were cut off/)]);
  const stored = readStored(join(place.data, 'tower.db'));
  expect(stored.instances).toMatchObject([{ id: instance, sessionId: stored.tasks.at(-1)?.sessionId }]);
  await tower.inStatus(instance, 'idle');
  await tower.close();
});

it('leaves a cut task to the person, who has it go on, and not in another conversation', async () => {
  const { place, instance, task } = await cutOff('ask');
  const tower = await TestTower.open(place);
  expect(readStored(join(place.data, 'tower.db')).tasks.find(({ id }) => id === task)?.status).toBe('interrupted');
  await tower.must('task.resume', { id: task });
  await allow(tower);
  expect(await tower.ended(task)).toMatchObject({ status: 'completed', attempt: 2 });
  await tower.inStatus(instance, 'idle');
  await tower.must('instance.stop', { id: instance });
  await tower.must('instance.newSession', { id: instance });
  expect((await tower.refused('task.resume', { id: task })).code).toBe('task.conversationGone');
  await tower.close();
});

it('is refused on the folder of another tower, which is not disturbed', async () => {
  const place = towerPlace();
  const { program, tasks } = await runTower(place, ['hello']);
  const refused = await TestTower.tryOpen(place);
  expect(refused).toMatchObject({
    problem: { code: 'tower.alreadyRunning', params: { pid: program.pid, path: place.data } },
  });
  await vi.waitFor(() => {
    expect(readStored(join(place.data, 'tower.db')).tasks).toMatchObject([{ id: tasks[0], status: 'completed' }]);
  }, 20_000);
  await program.kill();
  // The lock went with its holder.
  await (await TestTower.open(place)).close();
});
