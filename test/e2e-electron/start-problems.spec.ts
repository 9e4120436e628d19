import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TowerProcess } from '../e2e/support/tower-process.ts';
import { expect, test } from './support/fixtures.ts';
import { clickButton, opened, waitForDialog } from './support/observed.ts';

test('a database that is broken is told of, left as it is, and another folder can be chosen', async ({
  folder,
  startApp,
}) => {
  mkdirSync(folder.data, { recursive: true });
  const database = join(folder.data, 'tower.db');
  const broken = 'This is no database. '.repeat(400);
  writeFileSync(database, broken);
  const tower = await startApp();
  const dialog = await waitForDialog(tower);
  expect(dialog.name).toBe('showMessageBox');
  expect(dialog.options.type).toBe('error');
  expect(dialog.options.message).toContain(database);
  expect(dialog.options.detail).toContain('--data');

  await clickButton(tower, dialog, 'Open the folder');
  await expect.poll(() => opened(tower)).toEqual([folder.data]);
  const asked = await waitForDialog(tower, 2);
  const other = join(folder.path, 'other-data');
  await tower.app.evaluate((_, chosen) => {
    globalThis.observed.answers.showOpenDialog = [{ canceled: false, filePaths: [chosen] }];
  }, other);
  await clickButton(tower, asked, 'Choose another folder…');
  const page = await tower.window();
  await expect(page.getByText('Start your first agent')).toBeVisible();
  expect(readFileSync(database, 'utf8')).toBe(broken);
});

test('a tower that runs on the folder already is told of, and the app can be ended', async ({ folder, startApp }) => {
  const other = await TowerProcess.start({ environment: folder.environment(), data: folder.data });
  const tower = await startApp();
  const dialog = await waitForDialog(tower);
  expect(dialog.options.message).toContain('already running');
  await clickButton(tower, dialog, 'Quit');
  expect(await tower.ended).toBe(1);
  await other.end();
});

test('what hinders the start can be mended, and the start tried again', async ({ folder, startApp }) => {
  const other = await TowerProcess.start({ environment: folder.environment(), data: folder.data });
  const tower = await startApp();
  const dialog = await waitForDialog(tower);
  await other.end();
  await clickButton(tower, dialog, 'Try again');
  const page = await tower.window();
  await expect(page.getByText('Start your first agent')).toBeVisible();
});
