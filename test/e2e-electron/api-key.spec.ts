import { globSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Protection } from '../../apps/shared/models/api-key.ts';
import { fakeScript } from '../e2e/support/story-scripts.ts';
import { fakeClaude } from '../e2e/support/tower-process.ts';
import type { TowerWindow } from '../e2e/support/tower-window.ts';
import { changeSettings } from './support/bridge.ts';
import { findElectron } from './support/electron-binary.ts';
import { expect, test } from './support/fixtures.ts';

const key = 'sk-cct-0a1b2c3d4e5f-the-first-AbCd';
const script = fakeScript({
  keep: [
    { text: 'I look.', tools: [{ name: 'Bash', input: { command: 'printenv ANTHROPIC_API_KEY > key-that-arrived' } }] },
    { text: 'I have looked.' },
  ],
});
/** Chromium's own switch, for a desktop without a keyring; other systems have theirs always. */
const withoutKeyring = { more: ['--password-store=basic'], environment: { FAKE_CLAUDE_SCRIPT: script } };
const keptWords: Readonly<Record<Protection, string>> = {
  keyring: 'A key is kept, sealed by the keyring. It ends in …AbCd.',
  obfuscated: 'A key is kept, but no keyring protects it: whoever reads the data folder can read it. It ends in …AbCd.',
  none: 'A key is kept until the tower ends. It ends in …AbCd.',
};

test('a desktop without a keyring says so before a key is typed, and stores it only where the person agrees', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const first = await startApp(withoutKeyring);
  const window = await openWindow(first);
  const protection = await protectionOf(window.page);
  expect(protection).toBe(process.platform === 'linux' ? 'obfuscated' : 'keyring');
  const field = await typeKey(window, folder.project);
  if (protection === 'obfuscated') {
    await expect(field.getByText('This computer offers no keyring: a stored key would lie readable')).toBeVisible();
    await expect(field.getByRole('checkbox')).not.toBeChecked();
  }
  await field.getByRole('checkbox').uncheck();
  await window.dialog.getByRole('button', { name: 'Create' }).click();
  await window.expectStatus('Greetings', 'idle');
  await window.send('Look. [[keep]]');
  await expect(window.outcomes('Completed')).toHaveCount(1);
  expect(arrived(folder.project)).toBe(key);
  await openKey(window);
  await expect(field.getByRole('status').first()).toHaveText(keptWords.none);

  await field.getByRole('button', { name: 'Replace' }).click();
  await field.getByRole('textbox').fill(key);
  await field.getByRole('checkbox').check();
  await window.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(window.dialog).toBeHidden();
  await openKey(window);
  await expect(field.getByRole('status').first()).toHaveText(keptWords[protection]);
  await expect(field.getByText('The process that runs has the earlier key')).toBeVisible();
  expect(await first.quit()).toBe(0);
  expect(filesWith(folder.data, key)).toEqual([]);

  const again = await openWindow(await startApp(withoutKeyring));
  rmSync(join(folder.project, 'key-that-arrived'));
  await again.row('Greetings').click();
  await again.send('Look. [[keep]]');
  await expect(again.outcomes('Completed')).toHaveCount(2);
  expect(arrived(folder.project)).toBe(key);
});

test('a keyring keeps the key, and one that was reset is told of with the next step', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const keyring = join(folder.home, 'keyring');
  const start = { environment: { FAKE_CLAUDE_SCRIPT: script, STAND_IN_KEYRING: keyring } };
  const first = await startApp(start);
  const window = await openWindow(first);
  const protection = await protectionOf(window.page);
  if (findElectron().isStandIn) expect(protection).toBe('keyring');
  const field = await typeKey(window, folder.project);
  if (protection === 'keyring') {
    await expect(field.getByText('The keyring of this computer seals the key.')).toBeVisible();
    await expect(field.getByRole('checkbox', { name: 'Keep it when the tower ends' })).toBeChecked();
  }
  await window.dialog.getByRole('button', { name: 'Create' }).click();
  await window.expectStatus('Greetings', 'idle');
  await openKey(window);
  await expect(field.getByRole('status').first()).toHaveText(keptWords[protection === 'keyring' ? 'keyring' : 'none']);
  expect(await first.quit()).toBe(0);
  expect(filesWith(folder.data, key)).toEqual([]);

  // Only the stand-in's keyring can be reset by a spec.
  rmSync(keyring, { force: true });
  const broken = await openWindow(await startApp(start));
  await broken.row('Greetings').click();
  await broken.page.getByRole('button', { name: 'Start', exact: true }).click();
  if (!findElectron().isStandIn) return;
  await broken.expectStatus('Greetings', 'failed');
  const problem = broken.page
    .getByRole('alert')
    .filter({ hasText: 'The stored API key of Greetings cannot be opened' });
  await problem.getByRole('button', { name: 'Instance settings…' }).click();
  await expect(broken.dialog.getByRole('group', { name: 'API key' }).getByRole('status').first()).toHaveText(
    keptWords.keyring,
  );
  await broken.dialog.getByRole('button', { name: 'Replace' }).click();
  await broken.dialog.getByRole('textbox', { name: 'New API key' }).fill(key);
  await broken.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(broken.dialog).toBeHidden();
  await problem.getByRole('button', { name: 'Start' }).click();
  await broken.expectStatus('Greetings', 'idle');
});

async function protectionOf(page: Page): Promise<Protection> {
  await changeSettings(page, { claudePath: fakeClaude });
  const answer = await page.evaluate(() => window.controlTower.call('apiKey.status', { id: null }));
  if (!answer.ok) throw new Error(answer.problem.message);
  return answer.value.protection;
}

/** Fills in the form of a new instance, with the key. @returns the field of the key */
async function typeKey(window: TowerWindow, directory: string): Promise<Locator> {
  await window.fillForm({ directory, name: 'Greetings', mode: 'Autonomous' });
  await window.dialog.getByRole('button', { name: 'Advanced' }).click();
  const field = window.dialog.getByRole('group', { name: 'API key' });
  await field.getByRole('textbox', { name: 'API key' }).fill(key);
  return field;
}

async function openKey(window: TowerWindow): Promise<void> {
  await window.page.getByRole('button', { name: 'More' }).click();
  await window.page.getByRole('menuitem', { name: 'Instance settings…' }).click();
  await window.dialog.getByRole('button', { name: 'Advanced' }).click();
}

const arrived = (project: string): string => readFileSync(join(project, 'key-that-arrived'), 'utf8').trim();

/** The files below a folder that hold a text. */
function filesWith(folder: string, text: string): readonly string[] {
  return globSync('**/*', { cwd: folder })
    .filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() === true)
    .filter((name) => readFileSync(join(folder, name)).includes(text));
}
