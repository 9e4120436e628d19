import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Entry } from '../../../apps/shared/models/entry.ts';
import { noUsage, type Instance } from '../../../apps/shared/models/instance.ts';
import { steps, TestTower } from './test-tower.ts';
import { towerPlace, type TowerPlace } from './tower-place.ts';

const answer = (text: string): string => steps({ text });

/** What stands in the file of a conversation: who said what, in order. */
function saved({ config }: TowerPlace, sessionId: string | null): readonly string[] {
  const projects = join(config, 'projects');
  const [folder = ''] = readdirSync(projects);
  const lines = readFileSync(join(projects, folder, `${sessionId ?? ''}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.flatMap((line): string[] => {
    const entry: unknown = JSON.parse(line);
    return [...JSON.stringify(entry).matchAll(/"type":"user".*?"content":"(\w+)|"type":"text","text":"(\w+)/g)].map(
      ([, prompt, text]) => (prompt === undefined ? `agent ${text ?? ''}` : `user ${prompt}`),
    );
  });
}

async function seqOf(tower: TestTower, instanceId: string, fits: (entry: Entry) => boolean): Promise<number> {
  const { entries } = await tower.must('transcript.page', { instanceId });
  const found = entries.find(({ entry }) => fits(entry));
  if (found === undefined) throw new Error('There is no such entry.');
  return found.seq;
}

const says = (text: string) => (entry: Entry) => 'text' in entry && (entry.text ?? '').startsWith(text);

/** What an instance's transcript shows, in few words. */
async function shown(tower: TestTower, instanceId: string): Promise<readonly string[]> {
  const { entries } = await tower.must('transcript.page', { instanceId });
  return entries.map(({ entry }) => {
    if (entry.kind === 'prompt' || entry.kind === 'text') return `${entry.kind} ${entry.text.split(/\W/, 1)[0] ?? ''}`;
    return entry.kind === 'notice' ? entry.code : entry.kind;
  });
}

async function talked(): Promise<{ readonly tower: TestTower; readonly source: Instance }> {
  const tower = await TestTower.open(towerPlace());
  const source = await tower.create({ name: 'Shop', color: 'teal', deniedTools: ['WebFetch'] });
  await tower.run(source.id, `first ${answer('One.')}`);
  await tower.run(source.id, `second ${answer('Two.')}`);
  await tower.inStatus(source.id, 'idle');
  return { tower, source };
}

it('goes on from the middle of a conversation in a session of its own, which knows what was said until then', async () => {
  const { tower, source } = await talked();
  const entrySeq = await seqOf(tower, source.id, says('One.'));
  const { instance: fork } = await tower.must('instance.fork', { id: source.id, entrySeq });
  expect(fork).toMatchObject({ name: 'Shop (fork)', color: 'teal', deniedTools: ['WebFetch'], status: 'stopped' });
  expect(fork).toMatchObject({ sessionId: null, usage: noUsage, turns: 0, directory: source.directory });
  expect(await shown(tower, fork.id)).toEqual(['prompt first', 'text One', 'conversation.forked']);

  expect(await tower.run(fork.id, `third ${answer('Three.')}`)).toMatchObject({ status: 'completed' });
  const after = await tower.inStatus(fork.id, 'idle');
  expect(after).toMatchObject({ forkOf: null, sessionSaved: true, turns: 1 });
  expect(after.sessionId).not.toBe(tower.instance(source.id).sessionId);
  expect(after.usage.costUsd).toBeCloseTo(tower.instance(source.id).usage.costUsd / 2, 9);
  const file = saved(tower.place, after.sessionId);
  expect(file).toContain('user first');
  expect(file).toContain('agent One');
  expect(file).toContain('agent Three');
  expect(file).not.toContain('user second');

  await tower.run(source.id, `fourth ${answer('Four.')}`);
  expect(saved(tower.place, tower.instance(source.id).sessionId)).not.toContain('user third');
  await tower.inStatus(source.id, 'idle');
  await tower.close();
});

it('begins before a prompt, and empty before the first one', async () => {
  const { tower, source } = await talked();
  const second = await seqOf(tower, source.id, says('second'));
  const { instance: fork } = await tower.must('instance.fork', { id: source.id, entrySeq: second });
  expect(await shown(tower, fork.id)).toEqual(['prompt first', 'text One', 'conversation.forked']);
  const first = await seqOf(tower, source.id, says('first'));
  const { instance: empty } = await tower.must('instance.fork', { id: source.id, entrySeq: first, name: 'Anew' });
  expect(empty).toMatchObject({ name: 'Anew', forkOf: null, context: null });
  expect(await shown(tower, empty.id)).toEqual([]);
  expect(await tower.run(empty.id, `anew ${answer('Anew.')}`)).toMatchObject({ status: 'completed' });
  expect(saved(tower.place, tower.instance(empty.id).sessionId)).not.toContain('user first');
  await tower.inStatus(empty.id, 'idle');
  await tower.close();
});

it('forks all that was said while its agent is in the middle of a turn, and gives each fork a name of its own', async () => {
  const { tower, source } = await talked();
  const hangs = steps({ text: 'I look.', tools: [{ name: 'Bash', input: { command: 'sleep 300' } }] });
  const task = await tower.submit(source.id, `third ${hangs}`);
  await tower.until('the tool', () => tower.entries().some((entry) => entry.kind === 'toolUse'));
  const all = { id: source.id, entrySeq: null };
  const forks = [await tower.must('instance.fork', all), await tower.must('instance.fork', all)];
  expect(forks.map(({ instance }) => instance.name)).toEqual(['Shop (fork)', 'Shop (fork) 2']);
  const { id } = forks[1]?.instance ?? source;
  // A tool that still runs is none that the fork knows of.
  expect((await shown(tower, id)).slice(-3)).toEqual(['prompt third', 'text I', 'conversation.forked']);
  expect(tower.instance(id).context).toEqual(tower.instance(source.id).context);
  expect(await tower.run(id, `other ${answer('Other.')}`)).toMatchObject({ status: 'completed' });
  expect(saved(tower.place, tower.instance(id).sessionId)).toContain('user second');
  expect(tower.instance(source.id).status).toBe('working');
  await tower.must('task.cancel', { id: task.id });
  await tower.ended(task.id);
  await Promise.all([tower.inStatus(id, 'idle'), tower.inStatus(source.id, 'idle')]);
  await tower.close();
});

it('forks after a tool with the results of all that were called with it', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create({ name: 'Shop' });
  const echo = (word: string) => ({ name: 'Bash', input: { command: `echo ${word}` } });
  await tower.run(id, `go ${steps({ text: 'Look.', tools: [echo('a'), echo('b')] }, { text: 'Done.' })}`);
  const entrySeq = await seqOf(tower, id, (entry) => entry.kind === 'toolUse');
  const { instance: fork } = await tower.must('instance.fork', { id, entrySeq });
  const known = ['prompt go', 'text Look', 'toolUse', 'toolUse', 'toolResult', 'toolResult', 'conversation.forked'];
  expect(await shown(tower, fork.id)).toEqual(known);
  expect(await tower.run(fork.id, `on ${answer('On.')}`)).toMatchObject({ status: 'completed' });
  // A fork of the fork, in what it brought along and in what it said itself.
  const brought = await seqOf(tower, fork.id, says('Look.'));
  const { instance: second } = await tower.must('instance.fork', { id: fork.id, entrySeq: brought });
  expect(await tower.run(second.id, `on ${answer('On.')}`)).toMatchObject({ status: 'completed' });
  const own = await seqOf(tower, fork.id, says('on'));
  const { instance: third } = await tower.must('instance.fork', { id: fork.id, entrySeq: own });
  expect(await shown(tower, third.id)).toEqual(known);
  expect(await tower.run(third.id, `on ${answer('On.')}`)).toMatchObject({ status: 'completed' });
  await Promise.all([fork, second, third].map((each) => tower.inStatus(each.id, 'idle')));
  await tower.close();
});

it('is forked again when it was stopped before anything was said to it, and by a tower that was closed meanwhile', async () => {
  const { tower, source } = await talked();
  const { instance: fork } = await tower.must('instance.fork', { id: source.id, entrySeq: null });
  await tower.must('instance.start', { id: fork.id });
  await tower.inStatus(fork.id, 'idle');
  await tower.must('instance.stop', { id: fork.id });
  expect(tower.instance(fork.id)).toMatchObject({ sessionId: null, forkOf: fork.forkOf });
  // One that was not begun yet knows as much as its own origin.
  const { instance: another } = await tower.must('instance.fork', { id: fork.id, entrySeq: null });
  expect(another).toMatchObject({ name: 'Shop (fork) 2', forkOf: fork.forkOf });
  await tower.close();

  const next = await TestTower.open(tower.place);
  expect(await next.run(fork.id, `third ${answer('Three.')}`)).toMatchObject({ status: 'completed' });
  expect(saved(next.place, next.instance(fork.id).sessionId)).toContain('agent Two');
  await next.inStatus(fork.id, 'idle');
  await next.close();
});

it('is forked again when its CLI dies before it has written the conversation down', async () => {
  const { tower, source } = await talked();
  const { instance: fork } = await tower.must('instance.fork', { id: source.id, entrySeq: null });
  const dies = { at: { init: [{ act: 'exit', code: 3 }] } };
  const deadly = { ...fork.environment, FAKE_CLAUDE_SCRIPT: JSON.stringify(dies) };
  await tower.must('instance.update', { id: fork.id, patch: { environment: deadly } });
  expect(await tower.run(fork.id, 'lost')).toMatchObject({ status: 'interrupted' });
  expect(await tower.inStatus(fork.id, 'failed')).toMatchObject({ sessionSaved: false, forkOf: fork.forkOf });
  expect(tower.instance(fork.id).sessionId).not.toBeNull();

  await tower.must('instance.update', { id: fork.id, patch: { environment: fork.environment } });
  expect(await tower.run(fork.id, `third ${answer('Three.')}`)).toMatchObject({ status: 'completed' });
  expect(await shown(tower, fork.id)).toContain('session.forkedAgain');
  expect(await tower.inStatus(fork.id, 'idle')).toMatchObject({ forkOf: null, sessionSaved: true, problem: null });
  expect(saved(tower.place, tower.instance(fork.id).sessionId)).toContain('agent Two');
  // Nobody knows any more what was said to the one that died.
  const third = await seqOf(tower, fork.id, says('third'));
  const { instance: second } = await tower.must('instance.fork', { id: fork.id, entrySeq: third });
  expect(await shown(tower, second.id)).not.toContain('prompt lost');
  expect(second.forkOf).toEqual(fork.forkOf);
  await tower.close();
});

it('shows the end of what it knows where that is long, and says where the rest is', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create({ name: 'Shop' });
  await tower.run(id, `go ${steps({ act: 'flood', of: 'messages', count: 700 }, { text: 'Done.' })}`);
  const { instance: fork } = await tower.must('instance.fork', { id, entrySeq: null });
  const { entries } = await tower.must('transcript.page', { instanceId: fork.id, limit: 1000 });
  expect(entries.length).toBeGreaterThan(400);
  expect(entries.length).toBeLessThanOrEqual(502);
  expect(entries[0]?.entry).toMatchObject({ code: 'conversation.forkedEarlier', params: { name: 'Shop' } });
  expect(entries.at(-2)?.entry).toMatchObject({ kind: 'text', text: 'Done.', instanceId: fork.id, taskId: null });
  expect(await tower.run(fork.id, `on ${answer('On.')}`)).toMatchObject({ status: 'completed' });
  await tower.inStatus(fork.id, 'idle');
  await tower.close();
});

it('knows nothing of its origin after a new session', async () => {
  const { tower, source } = await talked();
  const { instance: fork } = await tower.must('instance.fork', { id: source.id, entrySeq: null });
  await tower.must('instance.newSession', { id: fork.id });
  expect((await shown(tower, fork.id)).at(-1)).toBe('conversation.cleared');
  expect(await tower.run(fork.id, `anew ${answer('Anew.')}`)).toMatchObject({ status: 'completed' });
  expect(saved(tower.place, tower.instance(fork.id).sessionId)).not.toContain('user first');
  const anew = await seqOf(tower, fork.id, says('anew'));
  const { instance: empty } = await tower.must('instance.fork', { id: fork.id, entrySeq: anew });
  expect(empty.forkOf).toBeNull();
  await tower.inStatus(fork.id, 'idle');
  await tower.close();
});

it('says why there is nothing to fork, and why a fork cannot begin, once and not for ever', async () => {
  const { tower, source } = await talked();
  const { id: fresh } = await tower.create({ name: 'Fresh' });
  expect(await tower.refused('instance.fork', { id: fresh, entrySeq: null })).toMatchObject({
    code: 'instance.noConversation',
    params: { name: 'Fresh' },
  });
  const entrySeq = await seqOf(tower, source.id, says('One.'));
  expect((await tower.refused('instance.fork', { id: fresh, entrySeq })).code).toBe('input.invalid');
  expect((await tower.refused('instance.fork', { id: source.id, entrySeq: 1 })).code).toBe('input.invalid');
  const outcome = await seqOf(tower, source.id, (entry) => entry.kind === 'outcome');
  const refusal = await tower.refused('instance.fork', { id: source.id, entrySeq: outcome });
  expect(refusal.code).toBe('instance.forkUnknown');

  const { instance: lost } = await tower.must('instance.fork', { id: source.id, entrySeq });
  const elsewhere = { environment: { ...lost.environment, CLAUDE_CONFIG_DIR: join(tower.place.folder, 'elsewhere') } };
  await tower.must('instance.update', { id: lost.id, patch: elsewhere });
  const task = await tower.submit(lost.id, `third ${answer('Three.')}`);
  expect(await tower.inStatus(lost.id, 'failed')).toMatchObject({
    problem: { code: 'cli.sessionMissing' },
    forkOf: lost.forkOf,
  });
  expect(tower.task(task.id)).toMatchObject({ status: 'queued' });
  await tower.must('instance.update', { id: lost.id, patch: { environment: lost.environment } });
  await tower.must('instance.start', { id: lost.id });
  expect(await tower.ended(task.id)).toMatchObject({ status: 'completed' });
  expect(saved(tower.place, tower.instance(lost.id).sessionId)).toContain('agent One');
  await tower.inStatus(lost.id, 'idle');
  await tower.close();
});
