import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { maxPromptBytes } from '../../../apps/shared/models/task.ts';
import { steps, TestTower } from './test-tower.ts';
import { towerPlace } from './tower-place.ts';

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');
const nobody = '7d444840-9dc0-41d2-8b5c-3f0b8c1e2aff';

it('refuses what cannot be a prompt in a sentence that helps, and loses nothing of the rest', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create();
  await tower.must('instance.pause', { id });
  const kept = await tower.submit(id, 'kept');
  const refused = async (prompt: string, attachments: { name: string; mediaType: string; data: string }[] = []) =>
    tower.refused('task.submit', { instanceId: id, prompt, options: { attachments } });

  expect(await refused('')).toMatchObject({ code: 'prompt.empty', hint: expect.stringContaining('Write') });
  expect(await refused(' \n')).toMatchObject({ code: 'prompt.empty' });
  expect(await refused('x'.repeat(maxPromptBytes + 1024 * 1024))).toMatchObject({
    code: 'prompt.tooLarge',
    message: 'The prompt has 17.0 MB; the most that can be sent is 16.0 MB.',
  });
  const binary = { name: 'a.out', mediaType: 'text/plain', data: base64(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 1)) };
  expect(await refused('Run it.', [binary])).toMatchObject({
    code: 'attachment.unsupported',
    params: { name: 'a.out' },
  });
  expect(await refused('Look.', [{ name: 'x', mediaType: '', data: 'no base64!' }])).toMatchObject({
    code: 'input.invalid',
  });
  expect((await tower.must('tower.snapshot', {})).tasks).toEqual([kept]);
  await tower.close();
});

it('hands the bytes of dropped files on, by what they are', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create();
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  );
  const attachments = [
    { name: 'notes.md', mediaType: '', data: base64('# Notes\nnaïve') },
    { name: 'dot.png', mediaType: 'image/png', data: base64(png) },
  ];
  const task = await tower.run(id, 'See the files.', { attachments });
  expect(task).toMatchObject({ status: 'completed', attachments: [{ kind: 'text' }, { kind: 'image' }] });
  expect(tower.texts().at(-1)).toContain('<file name="notes.md">\n# Notes\nnaïve\n</file>');
  const [, image] = task.attachments;
  expect(await tower.must('attachment.data', { id: image?.id ?? '' })).toEqual({
    attachment: image,
    data: base64(png),
  });
  await tower.inStatus(id, 'idle');
  await tower.close();
});

it('refuses settings that cannot be, each with what is wrong with it', async () => {
  const tower = await TestTower.open(towerPlace());
  const { place } = tower;
  const { id } = await tower.create();
  writeFileSync(join(place.folder, 'file'), '');
  const create = (draft: object) => tower.refused('instance.create', draft as { directory: string });
  expect(await create({ directory: 'relative' })).toMatchObject({
    code: 'input.invalid',
    message: expect.stringContaining('absolute'),
  });
  expect(await create({ directory: join(place.folder, 'gone') })).toMatchObject({ code: 'directory.missing' });
  expect(await create({ directory: join(place.folder, 'file') })).toMatchObject({ code: 'directory.notDirectory' });
  expect(await create({ directory: place.project, effort: 'enormous' })).toMatchObject({
    code: 'input.invalid',
    message: expect.stringContaining('effort'),
  });
  expect(await create({ directory: place.project, mcpConfig: [] })).toMatchObject({
    code: 'input.invalid',
    message: expect.stringContaining('mcpConfig'),
  });
  expect(await create({ directory: place.project, budgetUsd: -1 })).toMatchObject({ code: 'input.invalid' });
  expect(await create({ directory: place.project, environment: { 'A B': 'x' } })).toMatchObject({
    code: 'input.invalid',
  });
  expect(await create({})).toMatchObject({ code: 'input.invalid', message: expect.stringContaining('directory') });
  expect(await tower.refused('instance.update', { id, patch: { directory: '/no/such/folder' } })).toMatchObject({
    code: 'directory.missing',
  });
  expect(await tower.refused('instance.update', { id, patch: { name: '  ' } })).toMatchObject({
    code: 'input.invalid',
  });
  expect(await tower.refused('settings.update', { maxRunning: 0 })).toMatchObject({ code: 'input.invalid' });
  expect((await tower.must('tower.snapshot', {})).instances).toMatchObject([{ id, directory: place.project }]);
  await tower.close();
});

it('finds the folder that a person means', async () => {
  const tower = await TestTower.open(towerPlace());
  const home = process.env['HOME'] ?? '';
  mkdirSync(join(home, 'in-home'), { recursive: true });
  expect(await tower.create({ directory: '~/in-home' })).toMatchObject({
    directory: join(home, 'in-home'),
    name: 'in-home',
  });
  expect(await tower.create({ directory: `${tower.place.project}/../project/` })).toMatchObject({
    directory: tower.place.project,
  });
  await tower.close();
});

it('answers every command on what is not there', async () => {
  const tower = await TestTower.open(towerPlace());
  const onInstance = [
    'start',
    'stop',
    'restart',
    'interrupt',
    'delete',
    'restore',
    'pause',
    'resume',
    'newSession',
  ] as const;
  for (const name of onInstance) {
    expect((await tower.refused(`instance.${name}`, { id: nobody })).code).toBe('instance.notFound');
  }
  expect((await tower.refused('instance.update', { id: nobody, patch: {} })).code).toBe('instance.notFound');
  expect((await tower.refused('task.submit', { instanceId: nobody, prompt: 'x' })).code).toBe('instance.notFound');
  expect((await tower.refused('log.read', { instanceId: nobody })).code).toBe('instance.notFound');
  for (const name of ['update', 'cancel', 'retry', 'prompt'] as const) {
    expect((await tower.refused(`task.${name}`, { id: nobody })).code).toBe('task.notFound');
  }
  expect((await tower.refused('task.move', { id: nobody, beforeId: null })).code).toBe('task.notFound');
  const answer = { id: nobody, decision: { behavior: 'deny' } } as const;
  expect((await tower.refused('request.answer', answer)).code).toBe('request.notFound');
  expect((await tower.refused('attachment.data', { id: nobody })).code).toBe('input.invalid');
  expect((await tower.refused('transcript.entry', { seq: 4711 })).code).toBe('input.invalid');
  await tower.close();
});

it('refuses what an instance cannot do in its state', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create();
  expect((await tower.refused('instance.interrupt', { id })).code).toBe('instance.notRunning');
  await tower.run(id, 'hello');
  await tower.inStatus(id, 'idle');
  expect((await tower.refused('instance.interrupt', { id })).code).toBe('instance.notRunning');
  const stopping = tower.must('instance.stop', { id });
  expect((await tower.refused('instance.start', { id })).code).toBe('instance.busy');
  await stopping;
  const before = tower.instance(id).sessionId;
  expect(before).not.toBeNull();
  await tower.must('instance.newSession', { id });
  expect(await tower.run(id, 'hello')).toMatchObject({ status: 'completed' });
  expect(tower.instance(id).sessionId).not.toBe(before);
  const second = (await tower.inStatus(id, 'idle')).sessionId;
  // Whoever is ready begins another conversation at once; whoever works is not disturbed.
  await tower.must('instance.newSession', { id });
  await tower.inStatus(id, 'idle');
  const cut = await tower.submit(id, steps({ text: 'I begin.', hangAfter: 1 }));
  await tower.inStatus(id, 'working');
  expect((await tower.refused('instance.newSession', { id })).code).toBe('instance.busy');
  await tower.must('instance.interrupt', { id });
  await tower.ended(cut.id);
  expect((await tower.inStatus(id, 'idle')).sessionId).not.toBe(second);
  await tower.close();
  expect((await tower.refused('task.submit', { instanceId: id, prompt: 'x' })).code).toBe('tower.stopping');
});

it('blames the prompt for being too long only where it is that', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create();
  const refusal = steps({ status: 400, message: 'prompt is too long: 250000 tokens > 200000 maximum' });
  expect(await tower.run(id, `Short. ${refusal}`)).toMatchObject({ problem: { code: 'api.promptTooLong' } });
  expect(await tower.run(id, `${'words '.repeat(120_000)} ${refusal}`)).toMatchObject({
    problem: { code: 'prompt.tooLong', params: { size: '704 kB', tokens: '180,000' } },
  });
  const data = base64('가'.repeat(200_000));
  const attachments = [{ name: 'book.txt', mediaType: 'text/plain', data }];
  expect(await tower.run(id, `See the file. ${refusal}`, { attachments })).toMatchObject({
    problem: { code: 'prompt.tooLong', params: { tokens: '200,000' } },
  });
  await tower.inStatus(id, 'idle');
  await tower.close();
});
