import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { CallOutput } from '../../../apps/shared/contract/calls.ts';
import { steps, TestTower } from './test-tower.ts';
import { towerPlace, type TowerPlace } from './tower-place.ts';

const nobody = '7d444840-9dc0-41d2-8b5c-3f0b8c1e2aff';
const localPath = ({ project }: TowerPlace): string => join(project, '.claude', 'settings.local.json');
const local = (place: TowerPlace): string =>
  existsSync(localPath(place)) ? readFileSync(localPath(place), 'utf8') : '';
const touch = (name: string) =>
  steps({ tools: [{ name: 'Bash', input: { command: `touch ${name}` } }] }, { text: 'Fin.' });
const rulesOf = ({ files }: CallOutput<'rules.list'>) =>
  files.map(({ scope, rules }) => [scope, ...rules.map(({ text }) => text)]);

/** Sends a prompt whose command has to be allowed, and allows it. */
async function allow(
  tower: TestTower,
  instanceId: string,
  name: string,
  remember: 'no' | 'session' | 'project',
): Promise<void> {
  const before = tower.types().filter((type) => type === 'request.opened').length;
  const { id } = await tower.submit(instanceId, touch(name));
  const asked = await tower.until('the question', () => {
    const opened = tower.events.filter((event) => event.type === 'request.opened')[before];
    return opened?.type === 'request.opened' && opened.data.request;
  });
  await tower.must('request.answer', { id: asked.id, decision: { behavior: 'allow', remember } });
  await tower.ended(id);
  await tower.inStatus(instanceId, 'idle');
}

/** Is a person asked before this command runs? Whoever is asked says no. */
async function asksFor(tower: TestTower, instanceId: string, name: string): Promise<boolean> {
  const before = tower.types().filter((type) => type === 'request.opened').length;
  const { id } = await tower.submit(instanceId, touch(name));
  const asked = await tower.until('the end or a question', () => {
    const opened = tower.events.filter((event) => event.type === 'request.opened')[before];
    if (opened?.type === 'request.opened') return { request: opened.data.request };
    return tower.types().includes('task.completed') && tower.task(id)?.status === 'completed' && { request: null };
  });
  if (asked.request !== null) {
    await tower.must('request.answer', { id: asked.request.id, decision: { behavior: 'deny' } });
  }
  await tower.ended(id);
  await tower.inStatus(instanceId, 'idle');
  return asked.request !== null;
}

it('lists what was allowed always, takes it back, and names the process that still has it', async () => {
  const place = towerPlace();
  const tower = await TestTower.open(place);
  const { id } = await tower.create({ permissionMode: 'ask' });
  const other = await tower.create({ permissionMode: 'ask' });
  expect(await tower.must('rules.list', { instanceId: null })).toEqual({ files: [], held: [], leftOut: 0 });

  await allow(tower, id, 'one', 'project');
  await allow(tower, id, 'two', 'session');
  await allow(tower, id, 'three', 'no');
  const listed = await tower.must('rules.list', { instanceId: null });
  expect(rulesOf(listed)).toEqual([['local', 'Bash(touch one)']]);
  expect(listed.files[0]).toMatchObject({ directory: place.project, instanceIds: [id, other.id] });
  const heldOf = (text: string) => ({ list: 'allow', text });
  expect(listed.held).toEqual([{ instanceId: id, rules: [heldOf('Bash(touch one)'), heldOf('Bash(touch two)')] }]);
  expect((await tower.must('rules.list', { instanceId: other.id })).held).toEqual([]);
  expect(await asksFor(tower, id, 'one')).toBe(false);

  // The other instance runs by the file alone; it may take it back as well.
  await tower.must('instance.start', { id: other.id });
  await tower.inStatus(other.id, 'idle');
  expect(await asksFor(tower, other.id, 'one')).toBe(false);
  const whole = local(place);
  const wanted = { instanceId: other.id, scope: 'local', list: 'allow', text: 'Bash(touch one)' } as const;
  const { undoId } = await tower.must('rules.takeBack', wanted);
  expect(local(place)).not.toContain('touch one');
  await vi.waitFor(async () => expect(await asksFor(tower, other.id, 'one')).toBe(true), 15_000);
  expect(await asksFor(tower, id, 'one')).toBe(false);
  expect((await tower.must('rules.list', { instanceId: null })).held).toHaveLength(1);

  await tower.must('instance.restart', { id });
  await tower.inStatus(id, 'idle');
  expect((await tower.must('rules.list', { instanceId: null })).held).toEqual([]);
  expect(await asksFor(tower, id, 'one')).toBe(true);

  await tower.must('rules.putBack', { undoId });
  expect(local(place)).toBe(whole);
  expect(await tower.refused('rules.putBack', { undoId })).toMatchObject({ code: 'rules.undoOver' });
  await tower.close();
});

it('touches no file but those of its instances, whatever a window asks for', async () => {
  const place = towerPlace();
  mkdirSync(join(place.project, '.claude'));
  writeFileSync(localPath(place), '{"permissions":{"allow":["Bash"]}}');
  const tower = await TestTower.open(place);
  const wanted = { scope: 'local', list: 'allow', text: 'Bash' } as const;
  const { id } = await tower.create();
  expect(await tower.refused('rules.takeBack', { ...wanted, instanceId: nobody })).toMatchObject({
    code: 'instance.notFound',
  });
  expect(await tower.refused('rules.list', { instanceId: nobody })).toMatchObject({ code: 'instance.notFound' });
  expect(await tower.refused('rules.putBack', { undoId: nobody })).toMatchObject({ code: 'rules.undoOver' });
  for (const extra of [{ path: '/etc/passwd' }, { directory: '/etc' }]) {
    expect(await tower.refused('rules.takeBack', { ...wanted, ...extra, instanceId: id })).toMatchObject({
      code: 'input.invalid',
    });
  }
  await tower.must('instance.delete', { id });
  expect(await tower.refused('rules.takeBack', { ...wanted, instanceId: id })).toMatchObject({
    code: 'instance.notFound',
  });
  expect(await tower.must('rules.list', { instanceId: null })).toEqual({ files: [], held: [], leftOut: 0 });
  expect(local(place)).toContain('"Bash"');

  await tower.must('instance.restore', { id });
  writeFileSync(localPath(place), 'not JSON');
  expect(await tower.refused('rules.takeBack', { ...wanted, instanceId: id })).toMatchObject({
    code: 'rules.unreadable',
  });
  expect((await tower.must('rules.list', { instanceId: id })).files).toMatchObject([
    { problem: { code: 'rules.unreadable' } },
  ]);
  expect(local(place)).toBe('not JSON');
  await tower.close();
});
