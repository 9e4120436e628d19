import { globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { KeyringVault } from '../../../apps/main/shell/keyring-vault.ts';
import { makeSafeStorage } from '../../support/electron-stand-in/desktop/safe-storage.ts';
import { steps, TestTower } from './test-tower.ts';
import { fakeClaude, towerPlace, type TowerPlace } from './tower-place.ts';

const key = 'sk-cct-0a1b2c3d4e5f-the-first-AbCd';
const other = 'sk-cct-5f4e3d2c1b0a-another-WxYz';
const bash = (command: string): string =>
  steps({ text: 'I look.', tools: [{ name: 'Bash', input: { command } }] }, { text: 'I have looked.' });
const keep = bash('printenv ANTHROPIC_API_KEY > key-that-arrived');
const tell = bash('echo "it is $ANTHROPIC_API_KEY"');

/** The keyring of a desktop, which is a file of the test's; without one, what a desktop without a keyring has. */
const keyringOf = (place: TowerPlace, has = true): KeyringVault =>
  new KeyringVault(makeSafeStorage(has ? { STAND_IN_KEYRING: join(place.folder, 'keyring') } : {}), 'linux');

/** A CLI that cannot keep its key to itself: it says it on stderr, and dies of it when there is a file `die`. */
function leakyClaude({ folder }: TowerPlace): string {
  const file = join(folder, 'leaky-claude');
  const die = join(folder, 'die');
  const script = `#!/bin/sh\necho "my key is $ANTHROPIC_API_KEY" >&2\n[ -e '${die}' ] && exit 7\nexec '${fakeClaude}' "$@"\n`;
  writeFileSync(file, script, { mode: 0o755 });
  return file;
}

const arrived = (place: TowerPlace): string => readFileSync(join(place.project, 'key-that-arrived'), 'utf8').trim();

/** Everything that the tower wrote, published, answered and logged; nothing of it may have a key in it. */
async function expectNowhere(tower: TestTower, instanceId: string, ...keys: readonly string[]): Promise<void> {
  const told = [
    tower.events,
    tower.passing,
    tower.log.lines,
    await tower.must('tower.snapshot', {}),
    await tower.must('apiKey.status', { id: instanceId }),
    await tower.must('transcript.page', { instanceId }),
    await tower.must('log.read', { instanceId }),
  ];
  for (const one of keys) {
    expect(JSON.stringify(told)).not.toContain(one);
    expect(filesWith(tower.place.data, one)).toEqual([]);
  }
}

/** The files below a folder that hold a text. */
function filesWith(folder: string, text: string): readonly string[] {
  return globSync('**/*', { cwd: folder })
    .filter((name) => statSync(join(folder, name)).isFile())
    .filter((name) => readFileSync(join(folder, name)).includes(text));
}

it('goes to the process and nowhere else, even when the process tells it', async () => {
  const place = towerPlace();
  const claudePath = leakyClaude(place);
  const tower = await TestTower.open(place, { claudePath, vault: keyringOf(place) });
  const { id } = await tower.create({ environment: { ANTHROPIC_API_KEY: 'of-the-variables' } });
  expect(await tower.must('apiKey.set', { id, key, place: 'keyring' })).toMatchObject({
    protection: 'keyring',
    kept: { place: 'keyring', ending: 'AbCd' },
  });
  expect(await tower.run(id, `Look. ${keep}`)).toMatchObject({ status: 'completed' });
  expect(arrived(place)).toBe(key);
  expect(await tower.run(id, `Look. ${tell}`)).toMatchObject({ status: 'completed' });
  expect(tower.entries().some((entry) => entry.kind === 'toolResult' && entry.text === 'it is [redacted]')).toBe(true);
  const { lines } = await tower.must('log.read', { instanceId: id });
  expect(lines.map(({ text }) => text)).toContain('my key is [redacted]');
  const { pid } = await tower.inStatus(id, 'idle');
  if (process.platform === 'linux') {
    expect(readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8')).not.toContain(key);
    expect(readFileSync(`/proc/${String(pid)}/environ`, 'utf8')).toContain(`ANTHROPIC_API_KEY=${key}`);
  }
  await expectNowhere(tower, id, key);

  writeFileSync(join(place.folder, 'die'), '');
  await tower.must('instance.restart', { id });
  const failed = await tower.inStatus(id, 'failed');
  expect(failed.problem).toMatchObject({ code: 'cli.exited', detail: 'my key is [redacted]' });
  await expectNowhere(tower, id, key);
  await tower.close();
  expect(filesWith(place.data, key)).toEqual([]);
});

it('is there after a night where a keyring sealed it, and is opened by that keyring alone', async () => {
  const place = towerPlace();
  const first = await TestTower.open(place, { vault: keyringOf(place) });
  const { id } = await first.create();
  await first.must('apiKey.set', { id, key, place: 'keyring' });
  await first.close();

  const second = await TestTower.open(place, { vault: keyringOf(place) });
  expect(await second.run(id, `Look. ${keep}`)).toMatchObject({ status: 'completed' });
  expect(arrived(place)).toBe(key);
  await second.inStatus(id, 'idle');
  await second.close();

  rmSync(join(place.folder, 'keyring'));
  const third = await TestTower.open(place, { vault: keyringOf(place) });
  const task = await third.submit(id, `Look. ${keep}`);
  expect(await third.inStatus(id, 'failed')).toMatchObject({
    problem: { code: 'apiKey.notOpened', hint: expect.stringContaining('enter the key again') },
  });
  expect(await third.must('apiKey.status', { id })).toMatchObject({ kept: { place: 'keyring', ending: 'AbCd' } });
  await third.must('apiKey.set', { id, key: other, place: 'keyring' });
  await third.must('instance.start', { id });
  expect(await third.ended(task.id)).toMatchObject({ status: 'completed' });
  expect(arrived(place)).toBe(other);
  await third.inStatus(id, 'idle');
  await expectNowhere(third, id, key, other);
  await third.close();
});

it('is kept in memory alone where there is no keyring, and is missed, not passed over, when the tower ended', async () => {
  const place = towerPlace();
  const first = await TestTower.open(place);
  const { id } = await first.create();
  expect(await first.refused('apiKey.set', { id, key, place: 'keyring' })).toMatchObject({ code: 'apiKey.notSealed' });
  expect(await first.must('apiKey.set', { id, key, place: 'memory' })).toMatchObject({ protection: 'none' });
  expect(await first.run(id, `Look. ${keep}`)).toMatchObject({ status: 'completed' });
  expect(arrived(place)).toBe(key);
  await first.inStatus(id, 'idle');
  await expectNowhere(first, id, key);
  await first.close();

  const second = await TestTower.open(place);
  await second.must('instance.start', { id });
  expect(await second.inStatus(id, 'failed')).toMatchObject({ problem: { code: 'apiKey.forgotten' } });
  expect(await second.must('apiKey.remove', { id })).toMatchObject({ kept: null });
  expect(await second.run(id, 'Hello.')).toMatchObject({ status: 'completed' });
  await second.inStatus(id, 'idle');
  await second.close();
});

it('of the desktop app is refused by the web host in words, and is there again in the desktop app', async () => {
  const place = towerPlace();
  const desktop = await TestTower.open(place, { vault: keyringOf(place) });
  const { id } = await desktop.create();
  await desktop.must('apiKey.set', { id, key, place: 'keyring' });
  await desktop.close();

  const web = await TestTower.open(place);
  await web.must('instance.start', { id });
  expect(await web.inStatus(id, 'failed')).toMatchObject({ problem: { code: 'apiKey.storedElsewhere' } });
  await web.must('apiKey.set', { id, key: other, place: 'memory' });
  expect(await web.run(id, `Look. ${keep}`)).toMatchObject({ status: 'completed' });
  expect(arrived(place)).toBe(other);
  await web.inStatus(id, 'idle');
  await web.close();

  const again = await TestTower.open(place, { vault: keyringOf(place) });
  expect(await again.run(id, `Look. ${keep}`)).toMatchObject({ status: 'completed' });
  expect(arrived(place)).toBe(key);
  await again.inStatus(id, 'idle');
  await again.close();
});

it('is stored where others could read it only with a word of consent, and not in plain text even then', async () => {
  const place = towerPlace();
  const tower = await TestTower.open(place, { vault: keyringOf(place, false) });
  const { id } = await tower.create();
  expect(await tower.must('apiKey.status', { id: null })).toMatchObject({ protection: 'obfuscated' });
  expect(await tower.refused('apiKey.set', { id, key, place: 'keyring' })).toMatchObject({ code: 'apiKey.notSealed' });
  await tower.must('apiKey.set', { id, key, place: 'obfuscated' });
  await expectNowhere(tower, id, key);
  await tower.close();
  const again = await TestTower.open(place, { vault: keyringOf(place, false) });
  expect(await again.run(id, `Look. ${keep}`)).toMatchObject({ status: 'completed' });
  expect(arrived(place)).toBe(key);
  await again.inStatus(id, 'idle');
  await again.close();
});

it('holds from the next start on when it is changed, and is destroyed with its instance', async () => {
  const place = towerPlace();
  const tower = await TestTower.open(place, { vault: keyringOf(place) });
  const { id } = await tower.create();
  await tower.must('apiKey.set', { id, key, place: 'keyring' });
  await tower.run(id, 'Hello.');
  await tower.inStatus(id, 'idle');
  expect(await tower.must('apiKey.set', { id, key: other, place: 'keyring' })).toMatchObject({
    kept: { ending: 'WxYz' },
    changedSinceStart: true,
  });
  await tower.run(id, `Look. ${keep}`);
  expect(arrived(place)).toBe(key);
  await tower.inStatus(id, 'idle');
  await tower.must('instance.restart', { id });
  await tower.run(id, `Look. ${keep}`);
  expect(arrived(place)).toBe(other);
  expect(await tower.must('apiKey.status', { id })).toMatchObject({ changedSinceStart: false });
  await tower.inStatus(id, 'idle');

  await tower.must('instance.delete', { id });
  expect(await tower.refused('apiKey.status', { id })).toMatchObject({ code: 'instance.notFound' });
  await tower.must('instance.restore', { id });
  expect(await tower.must('apiKey.status', { id })).toMatchObject({ kept: { place: 'forgotten', ending: 'WxYz' } });
  await tower.must('instance.start', { id });
  expect(await tower.inStatus(id, 'failed')).toMatchObject({ problem: { code: 'apiKey.forgotten' } });
  await tower.close();
});

it('is refused when it cannot be one, without being repeated', async () => {
  const tower = await TestTower.open(towerPlace());
  const { id } = await tower.create();
  for (const wrong of ['short', 'with a blank inside', 'line\nbreak-in-it', 'x'.repeat(5000)]) {
    const refusal = await tower.refused('apiKey.set', { id, key: wrong, place: 'memory' });
    expect(refusal.code).toBe('input.invalid');
    expect(JSON.stringify(refusal)).not.toContain(wrong);
  }
  const nobody = '7d444840-9dc0-41d2-8b5c-3f0b8c1e2aff';
  expect(await tower.refused('apiKey.set', { id: nobody, key, place: 'memory' })).toMatchObject({
    code: 'instance.notFound',
  });
  await tower.close();
});

it('is not given to the demo agent, which asks no API', async () => {
  const place = towerPlace();
  const tower = await TestTower.open(place);
  const { id } = await tower.create({ launcher: 'demo' });
  await tower.must('apiKey.set', { id, key, place: 'memory' });
  await tower.must('instance.start', { id });
  const { pid } = await tower.inStatus(id, 'idle');
  if (process.platform === 'linux') {
    expect(readFileSync(`/proc/${String(pid)}/environ`, 'utf8')).not.toContain(key);
  }
  await tower.close();
});
