import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, fakeClaude, test } from './support/fixtures.ts';
import { fakeScript } from './support/story-scripts.ts';
import type { TowerWindow } from './support/tower-window.ts';

const key = 'sk-cct-0a1b2c3d4e5f-the-first-AbCd';
const other = 'sk-cct-5f4e3d2c1b0a-another-WxYz';
const script = fakeScript({
  keep: [
    { text: 'I look.', tools: [{ name: 'Bash', input: { command: 'printenv ANTHROPIC_API_KEY > key-that-arrived' } }] },
    { text: 'I have looked.' },
  ],
});

test('in the browser a key is kept until the tower ends, and that is said before it is typed', async ({
  folder,
  startTower,
  openWindow,
  page,
}) => {
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: script });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  await window.fillForm({ directory: folder.project, name: 'Greetings', mode: 'Autonomous' });
  await window.dialog.getByRole('button', { name: 'Advanced' }).click();
  const field = window.dialog.getByRole('group', { name: 'API key' });
  await expect(field.getByText('the key is forgotten when the tower ends')).toBeVisible();
  await expect(field.getByRole('checkbox')).toHaveCount(0);
  const input = field.getByRole('textbox', { name: 'API key' });
  await expect(input).toHaveValue('');
  await expect(input).toHaveAttribute('type', 'password');
  expect(await barriers(page), 'new instance').toEqual([]);

  await input.fill('too short a key');
  await window.dialog.getByRole('button', { name: 'Create' }).click();
  await expect(field.getByText('without blanks or quotes')).toBeVisible();
  await input.fill(key);
  await window.dialog.getByRole('button', { name: 'Create' }).click();
  await expect(window.dialog).toBeHidden();
  await window.expectStatus('Greetings', 'idle');
  await window.send('Look. [[keep]]');
  await expect(window.outcomes('Completed')).toHaveCount(1);
  expect(arrived(folder.project)).toBe(key);

  // It is told that there is one, and never what it is; a changed one waits for the next start.
  await openSettings(window);
  await expect(field.getByRole('status').first()).toHaveText('A key is kept until the tower ends. It ends in …AbCd.');
  await expect(field.getByRole('textbox')).toHaveCount(0);
  await field.getByRole('button', { name: 'Replace' }).click();
  await field.getByRole('textbox', { name: 'New API key' }).fill(other);
  expect(await barriers(page), 'instance settings').toEqual([]);
  await window.dialog.getByRole('button', { name: 'Save' }).click();
  const notice = page.getByRole('alert').filter({ hasText: 'from its next start on' });
  await expect(notice).toBeVisible();
  await notice.getByRole('button', { name: 'Restart' }).click();
  await window.expectStatus('Greetings', 'idle');
  await window.send('Look. [[keep]]');
  await expect(window.outcomes('Completed')).toHaveCount(2);
  expect(arrived(folder.project)).toBe(other);
  for (const one of [key, other]) expect(filesWith(folder.data, one)).toEqual([]);
});

test('a key that was forgotten is missed, not passed over', async ({ folder, startTower, openWindow, page }) => {
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: script });
  const first = await startTower({ environment, claude: fakeClaude });
  const window = await openWindow(first);
  const field = window.dialog.getByRole('group', { name: 'API key' });
  await window.fillForm({ directory: folder.project, name: 'Greetings' });
  await window.dialog.getByRole('button', { name: 'Advanced' }).click();
  await field.getByRole('textbox', { name: 'API key' }).fill(key);
  await window.dialog.getByRole('button', { name: 'Create' }).click();
  await window.expectStatus('Greetings', 'idle');
  await page.goto('about:blank');
  await first.end();

  const again = await openWindow(await startTower({ environment, claude: fakeClaude }));
  await again.row('Greetings').click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await again.expectStatus('Greetings', 'failed');
  const problem = page.getByRole('alert').filter({ hasText: 'The API key of Greetings is no longer kept' });
  await expect(problem).toBeVisible();
  await problem.getByRole('button', { name: 'Instance settings…' }).click();
  await expect(field.getByRole('textbox', { name: 'New API key' })).toBeVisible();
  expect(await barriers(page), 'a key that is gone').toEqual([]);
  await field.getByRole('button', { name: 'Remove' }).click();
  await expect(field.getByText('The key is removed when you save.')).toBeVisible();
  await again.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(again.dialog).toBeHidden();
  await page.getByRole('button', { name: 'Start', exact: true }).first().click();
  await again.expectStatus('Greetings', 'idle');
});

test('whoever writes a key among the variables is shown the field for it', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const window = await openWindow(await startTower({ claude: fakeClaude }));
  await window.fillForm({ directory: folder.project, name: 'Greetings' });
  await window.dialog.getByRole('button', { name: 'Advanced' }).click();
  await window.dialog.getByRole('textbox', { name: 'Environment variables' }).fill('LANG=C');
  const field = window.dialog.getByRole('group', { name: 'API key' });
  await expect(field.getByRole('status')).toHaveCount(0);
  await window.dialog
    .getByRole('textbox', { name: 'Environment variables' })
    .fill('ANTHROPIC_API_KEY=sk-1\nGITHUB_TOKEN=x');
  await expect(field.getByRole('status')).toContainText('Enter it here instead');
  await expect(field.getByRole('status')).toContainText(
    'look like secrets, and lie unencrypted in the database: GITHUB_TOKEN',
  );
  await window.dialog.getByText('Demo agent', { exact: true }).click();
  await expect(field).toHaveCount(0);
});

async function openSettings(window: TowerWindow): Promise<void> {
  await window.page.getByRole('button', { name: 'More' }).click();
  await window.page.getByRole('menuitem', { name: 'Instance settings…' }).click();
  await window.dialog.getByRole('button', { name: 'Advanced' }).click();
}

const arrived = (project: string): string => readFileSync(join(project, 'key-that-arrived'), 'utf8').trim();

/** The files below a folder that hold a text. */
function filesWith(folder: string, text: string): readonly string[] {
  return globSync('**/*', { cwd: folder })
    .filter((name) => statSync(join(folder, name)).isFile())
    .filter((name) => readFileSync(join(folder, name)).includes(text));
}

/** What axe finds and calls serious or critical, as text that says where. */
async function barriers(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`));
}
