import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { TestFolder } from '../e2e/support/test-folder.ts';
import { addInstance, countTasks, instancesOf, pauseTower, submit } from './support/bridge.ts';
import { isShown, lookAway, waitForNotifications, withTray } from './support/desktop.ts';
import { expect, test } from './support/fixtures.ts';
import type { TowerApp } from './support/tower-app.ts';

const turnsOf = async (page: Page) => (await instancesOf(page)).map(({ turns }) => turns);
const unreadable = /log: .*a link into the app could not be read/;

/** Hands something over as macOS does, also by a drop on the dock. @returns whether the app took it */
const hand = (tower: TowerApp, name: 'open-file' | 'open-url', what: string) =>
  tower.app.evaluate(
    ({ app }, [event, given]) => {
      let prevented = false;
      app.emit(event, { preventDefault: () => (prevented = true) }, given);
      return prevented;
    },
    [name, what] as const,
  );

function aFile(folder: TestFolder, name: string, text: string): string {
  const path = join(folder.project, name);
  writeFileSync(path, text);
  return path;
}

test('a link shows and fills in, and nothing runs by it', async ({
  folder,
  faults,
  startApp,
  startAgain,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  faults.expect(unreadable);
  const window = await openWindow(tower);
  await addInstance(window.page, 'First', folder.project);
  const linked = await addInstance(window.page, 'Linked', folder.project);
  await lookAway(tower);
  const link = `control-tower://new?instance=${linked}&prompt=${encodeURIComponent('Hello from a link')}`;
  expect(await startAgain([link])).toBe(0);
  await expect.poll(() => isShown(tower)).toBe(true);
  await expect(window.page.getByRole('heading', { name: 'Linked', exact: true })).toBeVisible();
  await expect(window.composer).toHaveValue('Hello from a link');
  await expect(window.page.getByText('Read it before you send it')).toBeVisible();
  // What is no link of ours is passed over.
  expect(await startAgain(['control-tower://evil/x', 'control-tower:///', 'control-tower://instance/none'])).toBe(0);
  await expect.poll(() => tower.logged('warn').filter((line) => line.includes('could not be read'))).toHaveLength(3);
  await expect(window.composer).toHaveValue('Hello from a link');
  expect(await countTasks(window.page)).toBe(0);
});

test('a link that looks like a command is text in the composer, and runs with a click alone', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  const id = await addInstance(window.page, 'Linked', folder.project);
  const prompt = '/clear\n!rm -rf ~';
  const more = '&run=1&submit=true&mode=autonomous&permissionMode=autonomous';
  await hand(tower, 'open-url', `control-tower://new?instance=${id}&prompt=${encodeURIComponent(prompt)}${more}`);
  await expect(window.composer).toHaveValue(prompt);
  const instance = (await instancesOf(window.page))[0];
  expect(instance).toMatchObject({ status: 'idle', turns: 0, permissionMode: 'ask' });
  await expect(window.prompts).toHaveCount(0);
  expect(await countTasks(window.page)).toBe(0);
  await window.composer.fill('Hello');
  await window.sendButton.click();
  await expect(window.outcomes('Completed')).toBeVisible();
});

test('a link to a task brings its prompt into view, however far back it is', async ({
  folder,
  startApp,
  openWindow,
}) => {
  // A long answer is what puts the first prompt far back; it need not take its time.
  const tower = await startApp({ environment: { ...withTray.environment, CONTROL_TOWER_DEMO_PACE: '1' } });
  const window = await openWindow(tower);
  const id = await addInstance(window.page, 'Long talks', folder.project);
  const early = await submit(window.page, id, 'This came first');
  await submit(window.page, id, 'A long answer, please');
  const late = await submit(window.page, id, 'This came last');
  await expect.poll(() => turnsOf(window.page), { timeout: 40_000 }).toEqual([3]);
  await addInstance(window.page, 'Other', folder.project);
  await window.row('Other').click();
  const marked = window.transcript.locator('[data-marked]');
  const go = (task: string) => hand(tower, 'open-url', `control-tower://task/${task}`);

  await go(early);
  await expect(window.page.getByRole('heading', { name: 'Long talks', exact: true })).toBeVisible();
  await expect(marked).toContainText('This came first');
  await expect(marked).toBeInViewport();
  await go(late);
  await expect(marked).toContainText('This came last');
  await expect(marked).toBeInViewport();
  // The same link again leads there again, wherever the person has been meanwhile.
  await window.row('Other').click();
  await window.row('Long talks').click();
  await expect(window.transcript).toContainText('This came last');
  await expect(marked).toHaveCount(0);
  await go(early);
  await expect(marked).toContainText('This came first');
  await expect(marked).toBeInViewport();
  expect(await countTasks(window.page)).toBe(3);
});

test('a link to a task that waits shows it in the queue; one to nothing says so', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  const id = await addInstance(window.page, 'Queued', folder.project);
  await pauseTower(window.page);
  for (const prompt of ['One', 'Two', 'Three']) await submit(window.page, id, prompt);
  const wanted = await submit(window.page, id, 'This one');
  await hand(tower, 'open-url', `control-tower://task/${wanted}`);
  const marked = window.page.locator('[data-testid="queued-task"][data-marked]');
  await expect(marked).toContainText('This one');
  await expect(marked).toBeInViewport();
  await hand(tower, 'open-url', 'control-tower://task/00000000-0000-4000-8000-000000000000');
  await expect(window.page.getByText('It is not there any more')).toBeVisible();
  await expect(window.page.getByRole('heading', { name: 'Queued', exact: true })).toBeVisible();
});

test('files that a second start was given come to the window, and a folder begins an instance', async ({
  folder,
  startApp,
  startAgain,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  await addInstance(window.page, 'Reader', folder.project);
  expect(await startAgain([aFile(folder, 'prompt.md', 'Read this file.')])).toBe(0);
  await expect(window.composer).toHaveValue('Read this file.');
  expect(await startAgain([folder.home])).toBe(0);
  await expect(window.dialog.getByRole('combobox', { name: 'Folder' })).toHaveValue(folder.home);
  expect(await countTasks(window.page)).toBe(0);
});

test('what the first start was given is there when the window is', async ({ folder, startApp, openWindow }) => {
  const file = aFile(folder, 'prompt.md', 'Read this file.');
  const tower = await startApp({ ...withTray, more: [file, 'control-tower://new?prompt=And%20this.'] });
  const window = await openWindow(tower);
  await expect(window.page.getByText('Create or choose an instance')).toBeVisible();
  await window.createInstance({ directory: folder.project, name: 'Reader', agent: 'Demo agent' });
  // A file that comes to a prompt goes along with it.
  await expect(window.composer).toHaveValue('And this.');
  await expect(window.page.getByText('prompt.md')).toBeVisible();
  expect(await countTasks(window.page)).toBe(0);
});

test('files, folders and links that macOS hands over come to the window', async ({ folder, startApp, openWindow }) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  await addInstance(window.page, 'Reader', folder.project);
  await lookAway(tower);
  expect(await hand(tower, 'open-file', aFile(folder, 'prompt.md', 'Read this file.'))).toBe(true);
  await expect(window.composer).toHaveValue('Read this file.');
  await expect.poll(() => isShown(tower)).toBe(true);
  await window.composer.fill('');
  expect(await hand(tower, 'open-url', 'control-tower://new?prompt=From%20a%20link')).toBe(true);
  await expect(window.composer).toHaveValue('From a link');
  const dropped = join(folder.home, 'dropped');
  mkdirSync(dropped);
  expect(await hand(tower, 'open-file', dropped)).toBe(true);
  await expect(window.dialog.getByRole('combobox', { name: 'Folder' })).toHaveValue(dropped);
  expect(await countTasks(window.page)).toBe(0);
});

test('a file that cannot be taken is named, with what to do instead', async ({ folder, startApp, openWindow }) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  await addInstance(window.page, 'Reader', folder.project);
  const large = aFile(folder, 'large.bin', '');
  truncateSync(large, 21 * 1024 * 1024);
  await hand(tower, 'open-file', large);
  await waitForNotifications(tower, 1);
  await hand(tower, 'open-file', join(folder.project, 'gone.md'));
  const told = await waitForNotifications(tower, 2);
  expect(told.map(({ title }) => title)).toEqual(['large.bin was not taken', 'gone.md was not taken']);
  expect(told[0]?.body).toContain('larger than 20 MB');
  expect(told[1]?.body).toContain('cannot be read');
  await expect(window.composer).toHaveValue('');
});
