import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { TestTower } from './test-tower.ts';
import { fakeClaude, towerPlace, type TowerPlace } from './tower-place.ts';

/** Writes a file that may be run. */
function program(place: TowerPlace, text: string): string {
  const file = join(place.folder, 'claude');
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}

const unusable: readonly { name: string; code: string; path: (place: TowerPlace) => string }[] = [
  { name: 'no CLI at all', code: 'cli.notFound', path: (place) => join(place.folder, 'nothing', 'claude') },
  {
    name: 'a folder',
    code: 'cli.notExecutable',
    path: (place) => {
      const folder = join(place.folder, 'claude');
      mkdirSync(folder);
      return folder;
    },
  },
  {
    name: 'a text that may not be run',
    code: 'cli.notExecutable',
    path: (place) => {
      const file = program(place, 'Hello.\n');
      chmodSync(file, 0o644);
      return file;
    },
  },
  {
    name: 'a program of no format that is known here',
    code: 'cli.notExecutable',
    path: (place) => program(place, '\x7fELF nothing of the kind'),
  },
  {
    name: 'a CLI that is too old',
    code: 'cli.tooOld',
    path: (place) => program(place, '#!/bin/sh\necho "1.0.83 (Claude Code)"\n'),
  },
];

it.each(unusable)(
  'says what is wrong with $name, keeps the task, and runs it with one that works',
  async ({ code, path }) => {
    const place = towerPlace();
    const tower = await TestTower.open(place, { claudePath: null });
    await tower.must('settings.update', { claudePath: path(place) });
    const { id } = await tower.create();
    const task = await tower.submit(id, 'hello');
    const failed = await tower.inStatus(id, 'failed');
    expect(failed).toMatchObject({ problem: { code }, pid: null, wanted: 'stopped' });
    expect(failed.problem?.hint).not.toBe('');
    expect(failed.problem?.message).not.toContain('{');
    expect(tower.task(task.id)).toMatchObject({ status: 'queued' });
    await tower.expectAgreement();
    await tower.must('settings.update', { claudePath: fakeClaude });
    await tower.must('instance.start', { id });
    expect(await tower.ended(task.id)).toMatchObject({ status: 'completed' });
    expect(await tower.inStatus(id, 'idle')).toMatchObject({ problem: null });
    await tower.close();
  },
);

it('says that a program which is not the CLI does not speak as it should', async () => {
  const place = towerPlace();
  const script =
    '#!/bin/sh\n[ "$1" = --version ] && echo "2.1.330 (Claude Code)" && exit 0\necho "What?" >&2\nexit 7\n';
  const tower = await TestTower.open(place, { claudePath: program(place, script) });
  const { id } = await tower.create();
  await tower.must('instance.start', { id });
  expect(await tower.inStatus(id, 'failed')).toMatchObject({
    problem: { code: 'cli.exited', params: { how: 'exit code 7' }, detail: 'What?' },
  });
  const { lines } = await tower.must('log.read', { instanceId: id });
  expect(lines.map(({ source, text }) => `${source}: ${text}`)).toContain('stderr: What?');
  await tower.close();
});

it('says that a folder has gone since the instance was made', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create();
  rmSync(tower.place.project, { recursive: true });
  const task = await tower.submit(id, 'hello');
  expect(await tower.inStatus(id, 'failed')).toMatchObject({
    problem: { code: 'directory.missing', params: { path: tower.place.project } },
  });
  writeFileSync(tower.place.project, 'a file in its place');
  await tower.must('instance.start', { id });
  await tower.until('the second failure', () => tower.instance(id).problem?.code === 'directory.notDirectory');
  await tower.inStatus(id, 'failed');
  rmSync(tower.place.project);
  mkdirSync(tower.place.project);
  await tower.must('instance.start', { id });
  expect(await tower.ended(task.id)).toMatchObject({ status: 'completed' });
  await tower.inStatus(id, 'idle');
  await tower.close();
});

it('says that the CLI will not work unasked for root, and works when it is asked', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create({ environment: { IS_SANDBOX: '' } });
  const refuses = process.getuid?.() === 0 && process.env['IS_SANDBOX'] !== '1';
  const task = await tower.submit(id, 'hello');
  if (refuses) {
    expect(await tower.inStatus(id, 'failed')).toMatchObject({ problem: { code: 'cli.refusedRoot' } });
    expect(tower.task(task.id)).toMatchObject({ status: 'queued' });
    await tower.must('instance.update', { id, patch: { permissionMode: 'ask' } });
    await tower.must('instance.start', { id });
  }
  expect(await tower.ended(task.id)).toMatchObject({ status: 'completed' });
  expect((await tower.must('tower.snapshot', {})).host.runsAsRoot).toBe(refuses);
  await tower.inStatus(id, 'idle');
  await tower.close();
});

it('says that the budget is used up, and goes on with a greater one', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create({ budgetUsd: 0.000_001 });
  await tower.run(id, 'hello');
  expect(await tower.run(id, 'again')).toMatchObject({ status: 'failed', problem: { code: 'turn.budget' } });
  expect(await tower.inStatus(id, 'idle')).toMatchObject({ problem: { code: 'turn.budget' } });
  const spent = tower.instance(id).usage.costUsd;
  expect(spent).toBeGreaterThan(0);
  await tower.must('instance.update', { id, patch: { budgetUsd: 100 } });
  await tower.must('instance.restart', { id });
  expect(await tower.run(id, 'again')).toMatchObject({ status: 'completed' });
  await tower.inStatus(id, 'idle');
  expect(tower.instance(id).usage.costUsd).toBeGreaterThan(spent);
  expect(tower.instance(id).usage.costUsd).toBeLessThan(3 * spent);
  await tower.close();
});
