import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CuttingFront } from '../../support/messages-api/cutting-front.ts';
import { startUntrustedApi } from '../../support/messages-api/untrusted-api.ts';
import { realCliVersions } from '../../support/real-cli.ts';
import { realCliBench, saidTo } from './real-cli-bench.ts';
import { TestTower } from './test-tower.ts';
import { towerPlace } from './tower-place.ts';

describe.each(realCliVersions)('Claude Code %s', (version) => {
  it('goes on in its conversation with a task whose answer was cut, and begins nothing anew', async () => {
    const { tower, api, create } = await realCliBench(version);
    const front = await CuttingFront.start(api.url);
    onTestFinished(() => front.stop());
    const { id } = await create({ environment: { ANTHROPIC_BASE_URL: front.url, CLAUDE_CODE_MAX_RETRIES: '1' } });
    const note = { name: 'Bash', input: { command: 'echo made >> made.txt', description: 'Make a file' } };
    api.script('work', [{ text: 'I make a file.', tools: [note] }, { text: 'Not reached.' }]);
    const made = (): string => readFileSync(join(tower.place.project, 'made.txt'), 'utf8');

    const task = await tower.submit(id, 'Remember the blue whale. [[work]]');
    // The first answer is under way and goes through; the one to what the tool has done is cut.
    await api.waitForRequest(({ body }) => JSON.stringify(body?.messages ?? []).includes('blue whale'));
    front.mode = 'cut';
    const held = await tower.until('a hold', () => tower.events.find((event) => event.type === 'tower.held'));
    const [hold] = held.data.tower.holds;
    expect(hold).toMatchObject({ cause: 'outage', attempts: 1, problem: { code: 'api.unreachable' } });
    expect(hold?.problem.detail).toContain('mid-response');
    const { sessionId } = await tower.inStatus(id, 'idle');
    expect(tower.task(task.id)).toMatchObject({ status: 'queued', continues: true, sessionId });
    expect(made()).toBe('made\n');
    await tower.expectAgreement();

    front.mode = 'pass';
    api.script('work', [{ text: 'At last.' }]);
    await tower.must('tower.release', { holdId: hold?.id ?? '' });
    const done = await tower.ended(task.id);
    expect(done).toMatchObject({ status: 'completed', attempt: 2, outcome: { preview: 'At last.' }, sessionId });
    for (const words of ['blue whale', 'I make a file.', 'You were cut off']) expect(saidTo(api)).toContain(words);
    expect(made()).toBe('made\n');
    expect(await tower.inStatus(id, 'idle')).toMatchObject({ sessionId, problem: null });
    await tower.close();
  });

  it('fails a task at once whose connection cannot be trusted, with the next step, and holds nobody', async () => {
    const { tower, create } = await realCliBench(version);
    const untrusted = await startUntrustedApi();
    onTestFinished(() => untrusted.stop());
    const { id } = await create({ environment: { ANTHROPIC_BASE_URL: untrusted.url, CLAUDE_CODE_MAX_RETRIES: '1' } });
    expect(await tower.run(id, 'Hello.')).toMatchObject({
      status: 'failed',
      attempt: 1,
      problem: { code: 'api.certificate', hint: expect.stringContaining('NODE_EXTRA_CA_CERTS') },
    });
    expect(tower.events.filter(({ type }) => type === 'tower.held')).toEqual([]);
    await tower.inStatus(id, 'idle');
    await tower.close();
  });
});

it.each([
  [503, 'api.unreachable'],
  [500, 'api.failed'],
] as const)('says of a %d while the CLI still tries that it is %s', async (status, code) => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create({}, { retryPace: 100 });
  const task = await tower.submit(id, `Hello. [[${JSON.stringify({ steps: [{ status }] })}]]`);
  await tower.until('the first retry', () => tower.instance(id).problem?.code === code);
  expect(tower.task(task.id)).toMatchObject({ status: 'running' });
  await tower.must('instance.interrupt', { id });
  expect(await tower.ended(task.id)).toMatchObject({ status: 'interrupted' });
  await tower.inStatus(id, 'idle');
  await tower.close();
});
