import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TowerWindow } from '../e2e/support/tower-window.ts';
import { addInstance, submit } from './support/bridge.ts';
import { expect, test } from './support/fixtures.ts';
import { waitForDialog } from './support/observed.ts';
import type { TowerApp } from './support/tower-app.ts';

test('the folder of a new instance is chosen in the dialog of the system', async ({ folder, startApp, openWindow }) => {
  const tower = await startApp();
  const { page, dialog } = await openWindow(tower);
  await tower.app.evaluate((_, chosen) => {
    globalThis.observed.answers.showOpenDialog = [{ canceled: false, filePaths: [chosen] }];
  }, folder.project);
  await page
    .getByRole('button', { name: /^New instance/ })
    .first()
    .click();
  await dialog.getByRole('button', { name: /choose|browse/i }).click();
  const shown = await waitForDialog(tower);
  expect(shown.name).toBe('showOpenDialog');
  expect(shown.options.properties).toContain('openDirectory');
  await expect(dialog.getByRole('combobox', { name: 'Folder' })).toHaveValue(folder.project);
});

test('a transcript is saved where the dialog of the system says', async ({ folder, startApp, openWindow }) => {
  const tower = await startApp();
  const window = await openWindow(tower);
  await haveTalk(window, folder.project);
  for (const [count, item, ending] of [
    [1, 'Save transcript as Markdown', 'md'],
    [2, 'Save transcript as JSON', 'json'],
  ] as const) {
    const path = join(folder.home, `kept.${ending}`);
    await answerSave(tower, { canceled: false, filePath: path });
    await save(window, item);
    const { name, options } = await waitForDialog(tower, count);
    expect(name).toBe('showSaveDialog');
    expect(basename(options.defaultPath ?? '')).toMatch(new RegExp(String.raw`^Greetings-\d{4}-\d\d-\d\d\.${ending}$`));
    await expect(window.page.getByText(`Saved as ${path}`)).toBeVisible();
    const text = readFileSync(path, 'utf8');
    expect(text.indexOf('Say hello first')).toBeGreaterThan(-1);
    expect(text.indexOf('Say hello first')).toBeLessThan(text.indexOf('Say it once more'));
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    if (ending === 'md') expect(text).toMatch(/^# Greetings\n/);
    else {
      const { instance, entries } = JSON.parse(text) as { instance: unknown; entries: { kind: string }[] };
      expect(instance).toEqual({ name: 'Greetings', directory: folder.project });
      expect(entries.filter(({ kind }) => kind === 'prompt')).toHaveLength(2);
    }
  }
});

test('a dialog that is cancelled saves nothing and says nothing', async ({ folder, startApp, openWindow }) => {
  const tower = await startApp();
  const window = await openWindow(tower);
  await haveTalk(window, folder.project);
  const before = readdirSync(folder.home);
  const cancelled = join(folder.home, 'cancelled.md');
  await answerSave(tower, { canceled: true, filePath: cancelled });
  await save(window, 'Save transcript as Markdown');
  await waitForDialog(tower);
  // What is done afterwards is done after it.
  const kept = join(folder.home, 'kept.md');
  await answerSave(tower, { canceled: false, filePath: kept });
  await save(window, 'Save transcript as Markdown');
  await expect(window.page.getByText(`Saved as ${kept}`)).toBeVisible();
  await expect(window.page.getByText(cancelled)).toHaveCount(0);
  expect(readdirSync(folder.home).filter((name) => !before.includes(name))).toEqual(['kept.md']);
});

test('what cannot be saved there is said, and nothing is lost', async ({ folder, startApp, openWindow }) => {
  const tower = await startApp();
  const window = await openWindow(tower);
  await haveTalk(window, folder.project);
  const kept = join(folder.home, 'kept.md');
  await answerSave(tower, { canceled: false, filePath: kept });
  await save(window, 'Save transcript as Markdown');
  await expect(window.page.getByText(`Saved as ${kept}`)).toBeVisible();
  const text = readFileSync(kept, 'utf8');

  // A file is no folder, not even for somebody who may write everywhere.
  const nowhere = join(kept, 'nowhere.md');
  await answerSave(tower, { canceled: false, filePath: nowhere });
  await save(window, 'Save transcript as Markdown');
  const said = window.page.getByRole('alert').filter({ hasText: 'The transcript could not be saved as' });
  await expect(said).toContainText(nowhere);
  await expect(said).toContainText('Choose a folder that you may write to');
  await expect(window.page.getByText(`Saved as ${nowhere}`, { exact: true })).toHaveCount(0);
  expect(existsSync(nowhere)).toBe(false);
  expect(readFileSync(kept, 'utf8')).toBe(text);
  await expect(window.prompts.last()).toContainText('Say it once more');
});

/** Shows an instance that was asked twice and has answered. */
async function haveTalk(window: TowerWindow, directory: string): Promise<void> {
  const id = await addInstance(window.page, 'Greetings', directory);
  await window.row('Greetings').getByRole('button').first().click();
  for (const [count, prompt] of ['Say hello first', 'Say it once more'].entries()) {
    await submit(window.page, id, prompt);
    await expect(window.outcomes('Completed')).toHaveCount(count + 1);
  }
}

/** Says what the next dialog for saving answers. */
const answerSave = (
  tower: TowerApp,
  answer: { readonly canceled: boolean; readonly filePath: string },
): Promise<void> =>
  tower.app.evaluate((_, given) => {
    globalThis.observed.answers.showSaveDialog = [{ ...given }];
  }, answer);

async function save({ page }: TowerWindow, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More' }).first().click();
  await page.getByRole('menuitem', { name: item }).click();
}
