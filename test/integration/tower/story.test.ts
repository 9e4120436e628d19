import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { steps, TestTower } from './test-tower.ts';
import { towerPlace } from './tower-place.ts';

const touch = steps(
  { text: 'I make a file.', tools: [{ name: 'Bash', input: { command: 'touch made.txt' } }] },
  { text: 'It is made.' },
);
const endless = steps({ text: 'I begin, and then nothing comes any more.', pieces: 4, hangAfter: 2 });

it('keeps everything of a day: work, a question, an interrupt, a stop, a night, and work again', async () => {
  const place = towerPlace();
  const first = await TestTower.open(place);
  const { id } = await first.create({ name: 'Day', permissionMode: 'ask' });

  const asked = await first.submit(id, `Make it. ${touch}`, { title: 'Make a file' });
  const request = await first.until('a question', () => {
    const event = first.events.find((one) => one.type === 'request.opened');
    return event?.data.request;
  });
  expect(request).toMatchObject({ kind: 'permission', toolName: 'Bash', taskId: asked.id, status: 'open' });
  await first.inStatus(id, 'waiting');
  expect(first.task(asked.id)).toMatchObject({ status: 'waiting' });
  expect(await first.must('tower.status', {})).toMatchObject({ openRequests: 1, pendingTasks: 0 });
  await first.expectAgreement();
  expect(existsSync(join(place.project, 'made.txt'))).toBe(false);
  await first.must('request.answer', { id: request.id, decision: { behavior: 'allow' } });
  expect(await first.ended(asked.id)).toMatchObject({ status: 'completed', outcome: { preview: 'It is made.' } });
  expect(existsSync(join(place.project, 'made.txt'))).toBe(true);
  expect((await first.refused('request.answer', { id: request.id, decision: { behavior: 'allow' } })).code).toBe(
    'request.alreadyClosed',
  );
  const streamed = first.passing.flatMap((one) => (one.type === 'transcript.delta' ? [one.data.text] : [])).join('');
  expect(streamed).toContain('I make a file.');
  expect(streamed).toContain('It is made.');

  const cut = await first.submit(id, `Tell me more. ${endless}`);
  await first.until('the beginning of an answer', () => textOf(first).includes('I begin'));
  await first.must('instance.interrupt', { id });
  expect(await first.ended(cut.id)).toMatchObject({ status: 'interrupted', problem: { code: 'turn.interrupted' } });
  const session = (await first.inStatus(id, 'idle')).sessionId;
  await first.expectAgreement();

  const { instance: stopped } = await first.must('instance.stop', { id });
  expect(stopped).toMatchObject({ status: 'stopped', pid: null, wanted: 'stopped', sessionId: session, turns: 2 });
  expect(stopped.context?.tokens).toBeGreaterThan(0);
  expect(stopped.context?.window).toBeGreaterThanOrEqual(200_000);
  const transcript = (await first.must('transcript.page', { instanceId: id })).entries;
  await first.close();

  const second = await TestTower.open(place);
  const snapshot = await second.must('tower.snapshot', {});
  expect(snapshot.instances).toEqual([stopped]);
  expect(snapshot.tasks.map((task) => task.id).sort()).toEqual([asked.id, cut.id].sort());
  expect((await second.must('transcript.page', { instanceId: id })).entries).toEqual(transcript);
  expect(transcript.map(({ entry }) => entry.kind)).toEqual([
    ...['prompt', 'text', 'toolUse', 'toolResult', 'text', 'outcome'],
    ...['prompt', 'text', 'outcome'],
  ]);
  expect((await second.must('task.prompt', { id: asked.id })).prompt).toBe(`Make it. ${touch}`);

  expect(await second.run(id, 'Good morning.')).toMatchObject({ status: 'completed' });
  // The stand-in refuses to resume what it does not have on disk: this is the same conversation.
  expect(await second.inStatus(id, 'idle')).toMatchObject({ sessionId: session, wanted: 'running', turns: 3 });
  await second.close();

  const third = await TestTower.open(place);
  expect((await third.must('tower.snapshot', {})).instances).toMatchObject([{ status: 'stopped', wanted: 'running' }]);
  await third.close();
  expect(third.pids.size).toBe(0);
});

function textOf(tower: TestTower): string {
  return tower.passing.flatMap((one) => (one.type === 'transcript.delta' ? [one.data.text] : [])).join('');
}
