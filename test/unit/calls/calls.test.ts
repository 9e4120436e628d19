import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Gateway } from '../../../apps/main/gateway/gateway.ts';
import { openTower } from '../../../apps/main/tower.ts';
import {
  callNames,
  calls,
  type CallInput,
  type CallName,
  type CallOutput,
} from '../../../apps/shared/contract/calls.ts';
import { durableEvents } from '../../../apps/shared/contract/events.ts';
import type { Result } from '../../../apps/shared/models/problem.ts';
import { KeptLog } from '../../support/kept-log.ts';

/** A tower without a CLI: what is tested here is answered from records and disk alone. */
async function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'tower-calls-'));
  const log = new KeptLog();
  const opened = await openTower({
    dataDirectory: join(folder, 'data'),
    host: { kind: 'web', version: '1.2.3' },
    log,
    claudePath: join(folder, 'no-claude'),
  });
  if (!opened.ok) throw new Error(opened.problem.message);
  const tower = opened.value;
  onTestFinished(async () => {
    await tower.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const gateway = new Gateway({ bus: tower.bus, handlers: tower.handlers, log });
  const call = <N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> =>
    gateway.dispatch(name, input, { id: 'test', watch: () => undefined }) as Promise<Result<CallOutput<N>>>;
  const must = async <N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> => {
    const result = await call(name, input);
    if (!result.ok) throw new Error(`${name}: ${result.problem.message}`);
    // Every answer must be what the contract says that it is.
    calls[name].output.parse(result.value);
    return result.value;
  };
  return { folder, tower, call, must };
}

it('has a handler for every call of the contract, and no other', async () => {
  const { tower } = await bench();
  expect(Object.keys(tower.handlers).sort()).toEqual([...callNames].sort());
});

it('answers a snapshot as of a number, and from there on by events', async () => {
  const { folder, must } = await bench();
  const { instance } = await must('instance.create', { directory: folder, name: 'One' });
  const before = await must('tower.snapshot', {});
  expect(before.instances).toEqual([instance]);
  expect(before).toMatchObject({
    host: { kind: 'web', version: '1.2.3' },
    tower: { paused: false, holds: [], storageProblem: null },
  });
  await must('instance.update', { id: instance.id, patch: { name: 'Two' } });
  await must('tower.pause', {});
  await must('tower.pause', {});
  await must('settings.update', { maxRunning: 7, claudePath: null });
  const { task } = await must('task.submit', { instanceId: instance.id, prompt: 'hello' });
  const since = await must('tower.eventsSince', { seq: before.seq });
  expect(since.complete).toBe(true);
  expect(since.events.map(({ type }) => type)).toEqual([
    ...['instance.updated', 'tower.paused', 'settings.updated', 'task.queued', 'instance.updated'],
  ]);
  for (const { type, data } of since.events) durableEvents[type].parse(data);
  expect(since.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5].map((number) => before.seq + number));
  const after = await must('tower.snapshot', {});
  expect(after).toMatchObject({
    seq: before.seq + 5,
    tower: { paused: true },
    settings: { maxRunning: 7 },
    tasks: [task],
  });
  expect(await must('tower.status', {})).toMatchObject({ pendingTasks: 1, openRequests: 0, instances: { stopped: 1 } });
});

it('asks a window with a number that it does not know to take a snapshot', async () => {
  const { must } = await bench();
  const { seq } = await must('tower.snapshot', {});
  expect(await must('tower.eventsSince', { seq })).toEqual({ complete: true, events: [] });
  expect(await must('tower.eventsSince', { seq: seq + 1 })).toEqual({ complete: false, events: [] });
});

it('keeps what is wanted of an instance in its state, and what is patched without a value as it was', async () => {
  const { folder, must } = await bench();
  const { instance } = await must('instance.create', { directory: folder, model: 'opus', permissionMode: 'plan' });
  const patched = await must('instance.update', { id: instance.id, patch: { name: 'New', model: undefined } });
  expect(patched.instance).toMatchObject({ name: 'New', model: 'opus', permissionMode: 'plan' });
  expect((await must('instance.pause', { id: instance.id })).instance.paused).toBe(true);
  expect((await must('instance.pause', { id: instance.id })).instance.paused).toBe(true);
  expect((await must('instance.resume', { id: instance.id })).instance.paused).toBe(false);
});

it('creates an instance with the defaults of the settings', async () => {
  const { folder, must } = await bench();
  await must('settings.update', { defaultModel: 'haiku', defaultPermissionMode: 'edits' });
  const { instance } = await must('instance.create', { directory: folder });
  expect(instance).toMatchObject({
    model: 'haiku',
    permissionMode: 'edits',
    launcher: 'local',
    status: 'stopped',
    wanted: 'stopped',
  });
  expect((await must('instance.create', { directory: folder, model: null })).instance.model).toBeNull();
});

it('gives a transcript by pages and nothing of an instance that has none', async () => {
  const { folder, must } = await bench();
  const { instance } = await must('instance.create', { directory: folder });
  expect(await must('transcript.page', { instanceId: instance.id })).toEqual({ entries: [], atStart: true });
  expect(await must('task.history', { instanceId: instance.id })).toEqual({ tasks: [] });
  expect(await must('host.chooseDirectory', { startIn: null })).toEqual({ path: null });
});

it('tells with a snapshot why a task waits, however long ago the one ended that it is to run after', async () => {
  const { folder, must } = await bench();
  const { instance } = await must('instance.create', { directory: folder, name: 'One' });
  await must('tower.pause', {});
  const submit = async (prompt: string, after: readonly string[] = []): Promise<string> =>
    (await must('task.submit', { instanceId: instance.id, prompt, options: { after } })).task.id;
  const first = await submit('first');
  const waits = await submit('waits', [first]);
  await must('task.cancel', { id: first });
  for (let count = 0; count < 200; count += 1) await must('task.cancel', { id: await submit('another') });
  const { tasks } = await must('tower.snapshot', {});
  expect(tasks.filter(({ id }) => id === first)).toMatchObject([{ status: 'cancelled' }]);
  expect(tasks).toHaveLength(202);
  await must('task.update', { id: waits, after: [] });
  expect((await must('tower.snapshot', {})).tasks.map(({ id }) => id)).not.toContain(first);
});
