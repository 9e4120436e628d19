import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { realCliVersions } from '../../support/real-cli.ts';
import { realCliBench, saidTo } from './real-cli-bench.ts';
import { isAlive, TestTower } from './test-tower.ts';

/** All that the CLI has written down of its conversations. */
const conversationsIn = (folder: string): string =>
  globSync(`${folder}/home/.claude/projects/*/*.jsonl`)
    .map((file) => readFileSync(file, 'utf8'))
    .join('');

describe.each(realCliVersions)('Claude Code %s', (version) => {
  it('works, asks, is interrupted, stopped and resumed after a night with all that was said', async () => {
    const { tower, api, create } = await realCliBench(version);
    const { id } = await create({ permissionMode: 'ask' });
    api.script('touch', [
      { text: 'I make a file.', tools: [{ name: 'Bash', input: { command: 'touch made.txt', description: 'Make' } }] },
      { text: 'It is made.' },
    ]);
    api.script('hang', [{ text: 'I begin, and then nothing comes any more.', pieces: 4, hangAfter: 2 }]);

    const asked = await tower.submit(id, 'Remember the blue whale. [[touch]]');
    const opened = await tower.until('a question', () => tower.events.find((event) => event.type === 'request.opened'));
    expect(tower.instance(id).status).toBe('waiting');
    await tower.must('request.answer', { id: opened.data.request.id, decision: { behavior: 'allow' } });
    expect(await tower.ended(asked.id)).toMatchObject({ status: 'completed', outcome: { preview: 'It is made.' } });
    expect(existsSync(join(tower.place.project, 'made.txt'))).toBe(true);

    const cut = await tower.submit(id, 'More. [[hang]]');
    await tower.until('an answer', () =>
      tower.passing.some((one) => one.type === 'transcript.delta' && one.data.text.includes('I begin')),
    );
    await tower.must('instance.interrupt', { id });
    expect(await tower.ended(cut.id)).toMatchObject({ status: 'interrupted' });
    const { sessionId } = await tower.inStatus(id, 'idle');
    await tower.close();

    const next = await TestTower.open(tower.place, { claudePath: tower.claudePath });
    expect(await next.run(id, 'What did I tell you?')).toMatchObject({ status: 'completed' });
    expect(saidTo(api)).toContain('Remember the blue whale.');
    expect(saidTo(api)).toContain('It is made.');
    expect(await next.inStatus(id, 'idle')).toMatchObject({ sessionId, cliVersion: version, turns: 3 });
    await next.close();
  });

  it('keeps the conversation when it is killed in its first turn, once the CLI has it on disk', async () => {
    const { tower, api, create } = await realCliBench(version);
    const { id } = await create();
    const sleep = { name: 'Bash', input: { command: "touch runs; bash -c 'sleep 300; true'" } };
    api.script('fine', [{ text: 'Fine.' }]);
    api.script('sleep', [{ text: 'I wait.', tools: [sleep] }]);
    const cut = await tower.submit(id, 'Remember the blue whale. [[sleep]]');
    await vi.waitFor(() => {
      expect(conversationsIn(tower.place.folder)).toContain('I wait.');
      expect(existsSync(join(tower.place.project, 'runs'))).toBe(true);
    }, 20_000);
    process.kill(tower.instance(id).pid ?? 0, 'SIGKILL');
    expect(await tower.ended(cut.id)).toMatchObject({ problem: { code: 'task.interruptedByExit' } });
    await tower.inStatus(id, 'failed');
    await tower.expectAgreement();
    // The task goes on where it was cut: its prompt says so, and names the script that the API follows then.
    api.script('sleep', [{ text: 'I waited.' }]);
    await tower.must('task.resume', { id: cut.id });
    expect(await tower.ended(cut.id)).toMatchObject({ status: 'completed', attempt: 2 });
    expect(saidTo(api)).toContain('You were cut off');
    expect(await tower.run(id, 'Go on. [[fine]]')).toMatchObject({ status: 'completed' });
    expect(saidTo(api)).toContain('Remember the blue whale.');
    await tower.inStatus(id, 'idle');
    await tower.close();
  });

  it('waits for a limit with all of the account, tries with one task, and goes on by itself', async () => {
    const { tower, api, create } = await realCliBench(version);
    const [first, second] = [await create({ name: 'first' }), await create({ name: 'second' })];
    api.script('limited', [{ status: 429, message: 'slow down', headers: { 'retry-after': '300' } }]);
    const refused = await tower.submit(first.id, 'Remember the blue whale. [[limited]]');
    const held = await tower.until('a hold', () => tower.events.find((event) => event.type === 'tower.held'));
    const [hold] = held.data.tower.holds;
    expect(hold).toMatchObject({ cause: 'limit', attempts: 1, instanceIds: [first.id, second.id] });
    expect(await tower.inStatus(first.id, 'idle')).toMatchObject({ problem: { code: 'api.rateLimited' } });
    // The other one has the same account: its task is not even begun.
    const other = await tower.submit(second.id, 'Hello.');
    const waiting = (await tower.must('tower.snapshot', {})).tasks;
    expect(waiting.map(({ id, status, continues }) => [id, status, continues]).sort()).toEqual(
      [
        [refused.id, 'queued', true],
        [other.id, 'queued', false],
      ].sort(),
    );
    await tower.expectAgreement();

    const before = api.conversations.length;
    api.script('limited', [{ text: 'At last.' }]);
    await tower.must('tower.release', { holdId: hold?.id ?? '' });
    expect(await tower.ended(refused.id)).toMatchObject({ status: 'completed', attempt: 2 });
    expect(await tower.ended(other.id)).toMatchObject({ status: 'completed', attempt: 1 });
    expect(api.conversations.length).toBeGreaterThan(before);
    const states = tower.events.flatMap((event) => (event.type === 'tower.released' ? [event.data.tower.holds] : []));
    expect(states.at(-1)).toEqual([]);
    expect((await tower.refused('tower.release', { holdId: hold?.id ?? '' })).code).toBe('hold.over');
    await tower.close();
  });

  it('says of a turn that has stalled that it has, and has it interrupted and gone on with', async () => {
    const { tower, api, create } = await realCliBench(version);
    const { id } = await create();
    await tower.must('settings.update', { stallMs: 1500 });
    api.script('stalls', [{ text: 'I begin, and then', pieces: 4, hangAfter: 2 }]);
    const task = await tower.submit(id, 'Remember the blue whale. [[stalls]]');
    await tower.until('a stall', () => tower.instance(id).stall);
    const { pid, stall } = tower.instance(id);
    expect(stall).toMatchObject({ state: 'stalled', stall: 'silent' });
    expect(await tower.must('instance.recover', { id, how: 'check' })).toMatchObject({ answers: true });
    expect(tower.instance(id).stall).toMatchObject({ stall: 'silent' });
    api.script('stalls', [{ text: 'At last.' }]);
    await tower.must('instance.recover', { id, how: 'interrupt' });
    const done = await tower.until('its end', () => tower.events.find(({ type }) => type === 'task.completed'));
    expect(done.data).toMatchObject({ task: { id: task.id, attempt: 2 } });
    expect(await tower.inStatus(id, 'idle')).toMatchObject({ pid });
    await tower.until('the word of it', () => tower.instance(id).stall === null);
    await tower.close();
  });

  it('goes on after a nudge with a turn whose command says nothing, and lets the command run on beside it', async () => {
    const { tower, api, create } = await realCliBench(version);
    const { id } = await create();
    await tower.must('settings.update', { stallToolMs: 4000 });
    const sleep = { name: 'Bash', input: { command: "echo $$ > tool.pid; bash -c 'sleep 300; true'" } };
    api.script('sleep', [{ text: 'I wait.', tools: [sleep] }, { text: 'It waits without me.' }]);
    const task = await tower.submit(id, 'Wait. [[sleep]]');
    const stall = await tower.until('a stall', () => tower.instance(id).stall, 60_000);
    expect(stall).toMatchObject({ stall: 'tool', tools: [{ name: 'Bash' }] });
    expect(await tower.must('instance.recover', { id, how: 'nudge' })).toMatchObject({ moved: 1, refused: null });
    const done = await tower.ended(task.id);
    expect(done).toMatchObject({ status: 'completed', attempt: 1, outcome: { preview: 'It waits without me.' } });
    const pid = Number.parseInt(readFileSync(join(tower.place.project, 'tool.pid'), 'utf8'), 10);
    expect(isAlive(pid)).toBe(true);
    expect(tower.instance(id)).toMatchObject({ backgroundTasks: 1 });
    expect(await tower.run(id, 'What else?')).toMatchObject({ status: 'completed' });
    await tower.must('instance.stop', { id });
    expect(isAlive(pid)).toBe(false);
    await tower.close();
  }, 120_000);

  it('begins another conversation when it was killed before it had saved the first one', async () => {
    const { tower, create } = await realCliBench(version);
    const { id } = await create();
    const cut = await tower.submit(id, 'Hello.');
    await tower.until('a prompt', () => tower.entries().some((entry) => entry.kind === 'prompt'));
    process.kill(tower.instance(id).pid ?? 0, 'SIGKILL');
    expect(await tower.ended(cut.id)).toMatchObject({ status: 'interrupted' });
    const before = await tower.inStatus(id, 'failed');
    expect(await tower.run(id, 'Once more.')).toMatchObject({ status: 'completed' });
    expect(await tower.inStatus(id, 'idle')).toMatchObject({ sessionSaved: true, problem: null });
    expect(tower.instance(id).sessionId).not.toBe(before.sessionId);
    expect(tower.entries()).toContainEqual(expect.objectContaining({ kind: 'notice', code: 'session.lost' }));
    await tower.close();
  });

  it('says of an invalid key at once, fails the task within seconds, and can be used again', async () => {
    const { tower, api, create } = await realCliBench(version);
    const { id } = await create();
    api.script('refused', [{ status: 401, message: 'invalid x-api-key' }]);
    const submitted = Date.now();
    const task = await tower.submit(id, 'Hello. [[refused]]');
    await tower.until('the first retry', () => tower.instance(id).problem?.code === 'api.invalidKey');
    expect(tower.task(task.id)).toMatchObject({ status: 'running' });
    expect(tower.entries()).toContainEqual(
      expect.objectContaining({
        kind: 'notice',
        level: 'error',
        code: 'api.retry',
        problem: expect.objectContaining({ code: 'api.invalidKey' }),
      }),
    );
    const ended = await tower.ended(task.id);
    expect(ended).toMatchObject({ status: 'failed', problem: { code: 'api.invalidKey' } });
    expect(Date.now() - submitted).toBeLessThan(15_000);
    expect(await tower.inStatus(id, 'idle')).toMatchObject({ problem: { code: 'api.invalidKey' } });
    // The API is told both, the refused prompt and this one: the last directive counts.
    api.script('fine', [{ text: 'Fine.' }]);
    expect(await tower.run(id, 'Hello. [[fine]]')).toMatchObject({ status: 'completed' });
    expect(await tower.inStatus(id, 'idle')).toMatchObject({ problem: null });
    await tower.close();
  });

  it('says that nobody is signed in', async () => {
    const { tower, create } = await realCliBench(version);
    const { id } = await create({ environment: { ANTHROPIC_API_KEY: '' } });
    const task = await tower.run(id, 'Hello.');
    expect(task).toMatchObject({
      status: 'failed',
      problem: { code: 'cli.notSignedIn', detail: expect.stringContaining('Not logged in') },
    });
    expect(await tower.inStatus(id, 'idle')).toMatchObject({ problem: { code: 'cli.notSignedIn' } });
    await tower.close();
  });

  it('says that a model does not exist', async () => {
    const { tower, create } = await realCliBench(version);
    const { id } = await create({ model: 'no-such-model' });
    expect(await tower.run(id, 'Hello.')).toMatchObject({
      status: 'failed',
      problem: { code: 'api.unknownModel', params: { model: 'no-such-model' } },
    });
    await tower.inStatus(id, 'idle');
    await tower.must('instance.update', { id, patch: { model: 'haiku' } });
    expect(await tower.run(id, 'Hello.')).toMatchObject({ status: 'completed' });
    await tower.inStatus(id, 'idle');
    await tower.close();
  });

  it('takes a prompt that begins with a slash as text or as a command, as it is told', async () => {
    const { tower, api, create } = await realCliBench(version);
    const { id } = await create();
    expect(await tower.run(id, '/context is what I want explained')).toMatchObject({ status: 'completed' });
    expect(saidTo(api)).toContain('/context is what I want explained');
    const asked = api.conversations.length;
    expect(await tower.run(id, '/context', { asCommand: true })).toMatchObject({
      status: 'completed',
      outcome: { rounds: 0 },
    });
    expect(api.conversations.length).toBe(asked);
    expect(tower.texts().at(-1)).toContain('Context Usage');
    await tower.inStatus(id, 'idle');
    await tower.close();
  });

  it('says that the conversation was cleared, and resumes the new one after a night', async () => {
    const { tower, api, create } = await realCliBench(version);
    const { id } = await create();
    expect(await tower.run(id, 'Remember the blue whale.')).toMatchObject({ status: 'completed' });
    const before = await tower.inStatus(id, 'idle');
    expect(await tower.run(id, '/clear', { asCommand: true })).toMatchObject({ status: 'completed' });
    const after = await tower.inStatus(id, 'idle');
    expect(after.sessionId).not.toBe(before.sessionId);
    const said = tower.entries().filter((entry) => entry.kind === 'notice' || entry.kind === 'unknown');
    expect(said).toEqual([expect.objectContaining({ kind: 'notice', code: 'conversation.cleared', level: 'info' })]);
    expect(tower.texts()).not.toContain('(no content)');
    await tower.close();

    const next = await TestTower.open(tower.place, { claudePath: tower.claudePath });
    expect(await next.run(id, 'What do you know?')).toMatchObject({ status: 'completed' });
    expect(await next.inStatus(id, 'idle')).toMatchObject({ sessionId: after.sessionId, problem: null });
    expect(saidTo(api)).not.toContain('blue whale');
    await next.close();
  });

  it('goes on from before a prompt in a fork, with what was said until then, after a night', async () => {
    const { tower, api, create } = await realCliBench(version);
    const { id } = await create();
    expect(await tower.run(id, 'Remember the blue whale.')).toMatchObject({ status: 'completed' });
    expect(await tower.run(id, 'Remember the red fox.')).toMatchObject({ status: 'completed' });
    await tower.inStatus(id, 'idle');
    const { entries } = await tower.must('transcript.page', { instanceId: id });
    const second = entries.findLast(({ entry }) => entry.kind === 'prompt')?.seq ?? 0;
    const { instance: fork } = await tower.must('instance.fork', { id, entrySeq: second });
    const { usage } = tower.instance(id);
    await tower.close();

    const next = await TestTower.open(tower.place, { claudePath: tower.claudePath });
    expect(await next.run(fork.id, 'What did I tell you?')).toMatchObject({ status: 'completed' });
    expect(saidTo(api)).toContain('Remember the blue whale.');
    expect(saidTo(api)).not.toContain('red fox');
    const own = await next.inStatus(fork.id, 'idle');
    expect(own).toMatchObject({ forkOf: null, turns: 1 });
    expect(own.usage.costUsd).toBeCloseTo(usage.costUsd / 2, 9);
    expect(await next.run(id, 'And what else?')).toMatchObject({ status: 'completed' });
    expect(saidTo(api)).toContain('Remember the red fox.');
    expect(saidTo(api)).not.toContain('What did I tell you?');
    await next.inStatus(id, 'idle');
    await next.close();
  });

  it('is handed a prompt of 10 MB whole', async () => {
    const { tower, api, create } = await realCliBench(version);
    // The CLI itself takes so much for too long, by an estimate that newer ones make before they ask the API.
    const { id } = await create({ environment: { CLAUDE_CODE_BLOCKING_LIMIT_OVERRIDE: '100000000' } });
    const line = 'All work and no play makes Jack a dull boy — ünïcödé 🎈.\n';
    const prompt = `BEGIN ${line.repeat(Math.ceil((10 * 1024 * 1024) / Buffer.byteLength(line)))} END`;
    const task = await tower.run(id, prompt);
    expect(task).toMatchObject({ status: 'completed', promptBytes: Buffer.byteLength(prompt) });
    const texts = api.conversations.flatMap(({ messages }) =>
      messages.flatMap(({ content }) =>
        typeof content === 'string' ? [content] : content.map((block) => block['text']),
      ),
    );
    expect(texts.some((text) => text === prompt)).toBe(true);
    expect((await tower.must('task.prompt', { id: task.id })).prompt === prompt).toBe(true);
    await tower.inStatus(id, 'idle');
    await tower.close();
  });

  it('says of a prompt of 10 MB that it alone is too long, and how to go on', async () => {
    const { tower, create } = await realCliBench(version);
    const { id } = await create({ model: 'sonnet' });
    const line = 'All work and no play makes Jack a dull boy, said the quick brown fox.\n';
    const task = await tower.run(id, line.repeat(Math.ceil((10 * 1024 * 1024) / line.length)));
    expect(task).toMatchObject({
      status: 'failed',
      problem: {
        code: 'prompt.tooLong',
        message: 'This prompt alone is too long for the model: 10.0 MB, roughly 2,600,000 tokens.',
        hint: expect.stringMatching(/new session.*@path/),
        detail: 'Prompt is too long',
      },
    });
    await tower.inStatus(id, 'idle');
    await tower.must('instance.newSession', { id });
    expect(await tower.run(id, 'Hello.')).toMatchObject({ status: 'completed' });
    await tower.inStatus(id, 'idle');
    await tower.close();
  });

  it('refuses settings that it does not take in its own words', async () => {
    const { tower, create } = await realCliBench(version);
    const { id } = await create({ mcpConfig: { mcpServers: [] } });
    await tower.must('instance.start', { id });
    expect(await tower.inStatus(id, 'failed')).toMatchObject({
      problem: { code: 'cli.badArguments', detail: expect.stringContaining('Invalid MCP configuration') },
    });
    await tower.must('instance.update', { id, patch: { mcpConfig: null } });
    expect(await tower.run(id, 'Hello.')).toMatchObject({ status: 'completed' });
    await tower.inStatus(id, 'idle');
    await tower.close();
  });
});

it('leaves a question of a subagent in the background open when the next turn ends', async () => {
  const { tower, api, create } = await realCliBench('2.1.330');
  const { id } = await create({ permissionMode: 'ask' });
  const sub = { description: 'sub job', subagent_type: 'general-purpose', prompt: 'Do it. [[sub]]' };
  api.script('parent', [{ text: 'I delegate.', tools: [{ name: 'Task', input: sub }] }, { text: 'It goes on.' }]);
  api.script('sub', [
    { tools: [{ name: 'Bash', input: { command: 'touch made-by-sub', description: 'x' } }] },
    { text: 'Sub done.' },
  ]);
  expect(await tower.run(id, 'Go. [[parent]]')).toMatchObject({ status: 'completed' });
  const opened = await tower.until('a question', () => tower.events.find((event) => event.type === 'request.opened'));
  expect(await tower.run(id, 'Another one.')).toMatchObject({ status: 'completed' });
  await tower.must('request.answer', { id: opened.data.request.id, decision: { behavior: 'allow' } });
  await tower.until(
    'the end of the background',
    () => tower.instance(id).backgroundTasks === 0 && tower.instance(id).turns >= 3,
  );
  expect(existsSync(join(tower.place.project, 'made-by-sub'))).toBe(true);
  await tower.inStatus(id, 'idle');
  await tower.close();
});
