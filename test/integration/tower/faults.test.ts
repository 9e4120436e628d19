import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { EntryOf } from '../../../apps/shared/models/entry.ts';
import { readStored, type Stored } from '../../support/agreement.ts';
import { isAlive, steps, TestTower } from './test-tower.ts';
import { towerPlace } from './tower-place.ts';

const endless = steps({ text: 'I begin, and then nothing comes any more.', pieces: 4, hangAfter: 2 });
const begun = (tower: TestTower): boolean => tower.passing.some((one) => one.type === 'transcript.delta');

function pidIn(file: string): number {
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  expect(pid).toBeGreaterThan(1);
  return pid;
}

const notices = (tower: TestTower): readonly EntryOf<'notice'>[] =>
  tower.entries().filter((entry) => entry.kind === 'notice');

it('fails an instance whose CLI dies at work, and goes on in the same conversation with the next task', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create();
  await tower.run(id, 'hello');
  const { sessionId } = tower.instance(id);
  const cut = await tower.submit(
    id,
    steps(
      { text: 'One moment.', tools: [{ name: 'Bash', input: { command: 'true' } }] },
      { act: 'kill', signal: 'SIGKILL' },
    ),
  );
  const waits = await tower.submit(id, 'next');
  expect(await tower.ended(cut.id)).toMatchObject({
    status: 'interrupted',
    problem: { code: 'task.interruptedByExit' },
  });
  const failed = await tower.inStatus(id, 'failed');
  expect(failed).toMatchObject({
    problem: { code: 'cli.exited', params: { how: 'signal SIGKILL' } },
    wanted: 'stopped',
    pid: null,
  });
  expect(notices(tower).at(-1)).toMatchObject({ code: 'instance.failed', level: 'error' });
  expect(tower.task(waits.id)).toMatchObject({ status: 'queued' });
  await tower.expectAgreement();

  expect(await tower.run(id, 'again')).toMatchObject({ status: 'completed' });
  expect(tower.task(waits.id)).toMatchObject({ status: 'completed' });
  expect(await tower.inStatus(id, 'idle')).toMatchObject({ sessionId, problem: null });
  await tower.close();
});

it('keeps the conversation of a CLI that dies in its first turn after it has begun to answer', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create();
  const work = { text: 'I look.', tools: [{ name: 'Bash', input: { command: 'true' } }] };
  await tower.run(id, steps(work, { act: 'exit', code: 3 }));
  const { sessionId } = await tower.inStatus(id, 'failed');
  expect(tower.instance(id)).toMatchObject({ problem: { params: { how: 'exit code 3' } } });
  expect(sessionId).not.toBeNull();
  expect(await tower.run(id, 'again')).toMatchObject({ status: 'completed' });
  expect(tower.instance(id).sessionId).toBe(sessionId);
  await tower.inStatus(id, 'idle');
  await tower.close();
});

it('ends the tools that a CLI which died has left behind before it says that the instance has failed', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create();
  const tool = { act: 'spawn', command: 'echo $$ > tool.pid; sleep 300', as: 'orphan' } as const;
  await tower.submit(id, steps(tool, { act: 'hang' }));
  const pid = await vi.waitFor(() => pidIn(`${tower.place.project}/tool.pid`), 10_000);
  process.kill(tower.instance(id).pid ?? 0, 'SIGKILL');
  await tower.inStatus(id, 'failed');
  expect(isAlive(pid)).toBe(false);
  await tower.close();
});

it("records a turn that nobody asked for as the CLI's own", async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create();
  const background = { name: 'Bash', input: { command: 'sleep 0.5; echo finished', run_in_background: true } };
  const task = await tower.run(id, steps({ text: 'In the background.', tools: [background] }, { text: 'It runs.' }));
  expect(task).toMatchObject({ status: 'completed' });
  const own = await tower.until('a turn of its own', () =>
    tower.events.find((event) => event.type === 'turn.completed' && event.data.turn.taskId === null),
  );
  expect(own.data).toMatchObject({ turn: { origin: 'cli', status: 'completed', instanceId: id } });
  expect(await tower.inStatus(id, 'idle')).toMatchObject({ turns: 2, backgroundTasks: 0, currentTaskId: null });
  expect(
    tower.events.some((event) => event.type === 'instance.updated' && event.data.instance.backgroundTasks === 1),
  ).toBe(true);
  expect(await tower.run(id, 'and now?')).toMatchObject({ status: 'completed' });
  await tower.inStatus(id, 'idle');
  await tower.close();
});

it('takes a result that never comes, one that comes twice and one that nobody asked for', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create();
  const lost = await tower.run(id, steps({ act: 'noResult' }, { text: 'No result.' }));
  expect(lost).toMatchObject({ status: 'failed', problem: { code: 'turn.failed' } });
  expect(await tower.run(id, steps({ act: 'twoResults' }, { text: 'Two.' }))).toMatchObject({ status: 'completed' });
  expect(await tower.run(id, steps({ act: 'print', text: 'garbage\n{"type":\n' }, { text: 'Noise.' }))).toMatchObject({
    status: 'completed',
  });
  expect(await tower.run(id, 'still there?')).toMatchObject({
    status: 'completed',
    outcome: { preview: 'You said: still there?' },
  });
  await tower.inStatus(id, 'idle');
  expect((await tower.must('log.read', { instanceId: id })).lines.length).toBeGreaterThan(0);
  await tower.close();
});

it('follows a command that begins another conversation', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create();
  await tower.run(id, 'hello');
  const before = tower.instance(id).sessionId;
  expect(await tower.run(id, '/clear', { asCommand: true })).toMatchObject({ status: 'completed' });
  await tower.inStatus(id, 'idle');
  expect(tower.instance(id).sessionId).not.toBe(before);
  await tower.close();
});

it('leaves plan mode when a plan is approved, and takes on a model and a mode while it runs', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create({ permissionMode: 'plan' }, { imitate: '2.1.197' });
  const plan = steps({ tools: [{ name: 'ExitPlanMode', input: { plan: '1. Look' } }] }, { text: 'I do it.' });
  const task = await tower.submit(id, plan);
  const request = await tower.until('the plan', () => tower.events.find((event) => event.type === 'request.opened'));
  expect(request.data.request).toMatchObject({ kind: 'plan', plan: '1. Look' });
  await tower.must('request.answer', { id: request.data.request.id, decision: { behavior: 'allow' } });
  expect(await tower.ended(task.id)).toMatchObject({ status: 'completed' });
  expect(tower.instance(id)).toMatchObject({ permissionMode: 'ask' });

  await tower.must('instance.update', { id, patch: { permissionMode: 'edits', model: 'haiku' } });
  await tower.run(id, 'who are you?');
  expect(tower.instance(id).activeModel).toContain('haiku');
  expect(tower.instance(id)).toMatchObject({ permissionMode: 'edits', model: 'haiku' });
  await tower.inStatus(id, 'idle');
  await tower.close();
});

it('keeps a mode that the running CLI will not take on for the next start, and says so', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create({ permissionMode: 'ask' });
  await tower.run(id, 'hello');
  await tower.must('instance.update', { id, patch: { permissionMode: 'autonomous', model: 'no-such-model' } });
  expect(notices(tower).map(({ code, params }) => `${code} ${String(params['setting'])}`)).toEqual([
    'setting.notNow model',
    'setting.notNow mode',
  ]);
  await tower.run(id, 'hello again');
  expect(tower.instance(id)).toMatchObject({ permissionMode: 'autonomous' });
  await tower.must('instance.update', { id, patch: { model: null } });
  await tower.must('instance.restart', { id });
  const touch = steps({ tools: [{ name: 'Bash', input: { command: 'touch made.txt' } }] }, { text: 'Unasked.' });
  expect(await tower.run(id, touch)).toMatchObject({ status: 'completed' });
  expect(tower.types()).not.toContain('request.opened');
  await tower.inStatus(id, 'idle');
  await tower.close();
});

it('deletes an instance at work and gives it back with all that it had', async () => {
  const place = towerPlace();
  const tower = await TestTower.open(place);
  const { id } = await tower.create();
  const task = await tower.submit(id, endless);
  const waits = await tower.submit(id, 'later');
  await tower.until('work', () => begun(tower));
  const deleting = tower.must('instance.delete', { id });
  // Work that comes while it ends must not bring it up again.
  await tower.submit(id, 'too late');
  await deleting;
  expect(tower.instance(id)).toMatchObject({ status: 'stopped', pid: null });
  expect(tower.instance(id).deletedAt).not.toBeNull();
  expect(tower.task(task.id)).toMatchObject({ status: 'interrupted' });
  expect((await tower.refused('task.submit', { instanceId: id, prompt: 'x' })).code).toBe('instance.notFound');
  expect((await tower.refused('task.retry', { id: task.id })).code).toBe('instance.notFound');
  expect((await tower.refused('instance.start', { id })).code).toBe('instance.notFound');
  expect((await tower.must('tower.snapshot', {})).instances).toEqual([]);
  await tower.close();

  const next = await TestTower.open(place);
  await next.must('instance.restore', { id });
  expect((await next.must('tower.snapshot', {})).instances).toMatchObject([{ id, status: 'stopped', deletedAt: null }]);
  await next.must('instance.start', { id });
  expect(await next.ended(waits.id)).toMatchObject({ status: 'completed' });
  await next.until('rest', () => next.instance(id).status === 'idle' && next.instance(id).turns >= 2);
  await next.close();
});

it('restarts an instance at work with another process and the same conversation', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create();
  await tower.run(id, 'hello');
  const before = await tower.inStatus(id, 'idle');
  await tower.submit(id, endless);
  await tower.until('work', () => tower.instance(id).status === 'working');
  await tower.must('instance.restart', { id });
  const after = await tower.inStatus(id, 'idle');
  expect(after.sessionId).toBe(before.sessionId);
  expect(after.pid).not.toBe(before.pid);
  expect(before.pid === null || isAlive(before.pid)).toBe(false);
  await tower.close();
});

it('stops an instance that is still on its way up, and one that does not get ready', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create({}, { at: { initialize: [{ act: 'hang' }] } });
  await tower.must('instance.start', { id });
  expect((await tower.must('instance.stop', { id })).instance).toMatchObject({ status: 'stopped' });
  await tower.must('instance.start', { id });
  await tower.until('a process', () => tower.instance(id).pid !== null);
  const { instance } = await tower.must('instance.stop', { id });
  expect(instance).toMatchObject({ status: 'stopped', pid: null, problem: null });
  await tower.close();
});

it('withdraws what an agent asked when the tower closes', async () => {
  const place = towerPlace();
  const tower = await TestTower.open(place);
  const { id } = await tower.create({ permissionMode: 'ask' });
  const task = await tower.submit(id, steps({ tools: [{ name: 'Bash', input: { command: 'touch x' } }] }));
  const waits = await tower.submit(id, 'later');
  const asked = await tower.until('a question', () => tower.events.find((event) => event.type === 'request.opened'));
  await tower.close();
  expect(tower.task(task.id)).toMatchObject({ status: 'interrupted' });

  const next = await TestTower.open(place);
  expect(
    (await next.refused('request.answer', { id: asked.data.request.id, decision: { behavior: 'allow' } })).code,
  ).toBe('request.alreadyClosed');
  // It was wanted running, and has work.
  expect(await next.ended(waits.id)).toMatchObject({ status: 'completed' });
  await next.inStatus(id, 'idle');
  await next.close();
});

it('takes notice of a stop of an instance that failed under an earlier tower', async () => {
  const place = towerPlace();
  const tower = await TestTower.open(place);
  const { id } = await tower.create();
  await tower.run(id, steps({ act: 'exit', code: 3 }));
  await tower.inStatus(id, 'failed');
  await tower.close();
  const next = await TestTower.open(place);
  expect((await next.must('tower.snapshot', {})).instances).toMatchObject([{ status: 'failed', wanted: 'stopped' }]);
  expect((await next.must('instance.stop', { id })).instance).toMatchObject({ status: 'stopped', problem: null });
  await next.close();
});

it('does not wait on its way out for a CLI that was asked what it offers and does not answer', async () => {
  vi.stubEnv('FAKE_CLAUDE_SCRIPT', JSON.stringify({ at: { initialize: [{ act: 'hang' }] } }));
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const tower = await TestTower.open(towerPlace());
  const offer = tower.call('cli.offer', { launcher: 'local' });
  const stored = (): Stored => readStored(`${tower.place.data}/tower.db`);
  await vi.waitFor(() => {
    expect(stored().processes).toBe(1);
  }, 10_000);
  await tower.tower.close();
  expect((await offer).ok).toBe(false);
  expect(stored().processes).toBe(0);
});

it('says of an agent that does not react to an interrupt that it does not, until it does', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create({}, { at: { interrupt: [{ act: 'freeze', ms: 11_000 }] } });
  const task = await tower.submit(id, endless);
  await tower.until('an answer', () => begun(tower));
  await tower.must('instance.interrupt', { id });
  const said = await tower.until('the word of it', () => {
    const { problem } = tower.instance(id);
    return problem?.code === 'turn.notStopping' && problem;
  });
  expect(said.message).toContain('10 seconds');
  expect(tower.passing.findLast((one) => one.type === 'instance.activity')).toMatchObject({
    data: { activity: { kind: 'unresponsive' } },
  });
  expect(tower.instance(id)).toMatchObject({ status: 'working' });
  expect(await tower.ended(task.id)).toMatchObject({ status: 'interrupted', problem: { code: 'turn.interrupted' } });
  expect(await tower.inStatus(id, 'idle')).toMatchObject({ problem: null });
  await tower.close();
});

it('restarts by itself an agent that has stalled and reacts to nothing, and has its task go on', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create({}, { at: { interrupt: [{ act: 'freeze', ms: 300_000 }] } });
  await tower.must('settings.update', { stallMs: 1000, whenStalled: 'recover' });
  const task = await tower.submit(id, endless);
  const { pid } = await tower.inStatus(id, 'working');
  // A nudge does not help it. Interrupted, it does not react; then it is ended, and another process goes on in the same
  // conversation.
  await tower.until(
    'another process',
    () => {
      const now = tower.instance(id);
      return now.pid !== null && now.pid !== pid && now.currentTaskId === task.id;
    },
    60_000,
  );
  expect(tower.events.filter(({ type }) => type === 'instance.stalled')).not.toEqual([]);
  expect(
    tower
      .entries()
      .filter((entry) => entry.kind === 'prompt')
      .at(-1),
  ).toMatchObject({
    text: expect.stringMatching(/^You were cut off/) as unknown,
  });
  await tower.must('settings.update', { whenStalled: 'tell' });
  await tower.must('instance.stop', { id });
  await tower.close();
}, 90_000);

it('has a turn go on whose command says nothing any more, by a nudge, and the command in the background', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create();
  await tower.must('settings.update', { stallToolMs: 4000 });
  const command = 'echo $$ > tool.pid; sleep 300';
  const task = await tower.submit(
    id,
    steps({ text: 'I run it.', tools: [{ name: 'Bash', input: { command } }] }, { text: 'It runs.' }),
  );
  const { stall } = await tower.until('a stall', () => tower.instance(id).stall && tower.instance(id), 40_000);
  expect(stall).toMatchObject({ stall: 'tool', tools: [{ name: 'Bash' }] });
  expect(await tower.must('instance.recover', { id, how: 'nudge' })).toMatchObject({ moved: 1, answers: null });
  expect(await tower.ended(task.id)).toMatchObject({
    status: 'completed',
    attempt: 1,
    outcome: { preview: 'It runs.' },
  });
  expect(isAlive(pidIn(`${tower.place.project}/tool.pid`))).toBe(true);
  await tower.until('the end of the stall', () => tower.instance(id).stall === null);
  expect(tower.instance(id)).toMatchObject({ backgroundTasks: 1 });
  const next = await tower.run(id, 'next');
  expect(next).toMatchObject({ status: 'completed' });
  await tower.must('instance.stop', { id });
  expect(isAlive(pidIn(`${tower.place.project}/tool.pid`))).toBe(false);
  await tower.close();
}, 60_000);

it('says of an API that is tried again for ever that the turn has stalled, and goes on when it answers', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create({}, { retryPace: 0.3 });
  await tower.must('settings.update', { stallRetryMs: 1000 });
  const failing = { status: 500, message: 'Internal server error', times: 4 };
  const task = await tower.submit(id, steps(failing, { text: 'At last.' }));
  const stall = await tower.until('a stall', () => tower.instance(id).stall);
  expect(stall).toMatchObject({ stall: 'retries' });
  expect(Date.now() - (stall.retryingSince ?? Date.now())).toBeGreaterThanOrEqual(1000);
  expect(await tower.ended(task.id)).toMatchObject({ status: 'completed', outcome: { preview: 'At last.' } });
  await tower.until('the end of the stall', () => tower.instance(id).stall === null);
  await tower.close();
});
