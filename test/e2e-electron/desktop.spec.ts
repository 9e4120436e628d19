import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instancesOf } from './support/bridge.ts';
import { clickTray, lookAway, notificationsOf, trayOf } from './support/desktop.ts';
import { expect, test } from './support/fixtures.ts';
import type { TowerApp } from './support/tower-app.ts';

/** Whatever desktop the specs run on, this one has a tray. */
const withTray = { environment: { CONTROL_TOWER_TRAY: 'on' } };
const badgeOf = (tower: TowerApp) => tower.app.evaluate(({ app }) => app.getBadgeCount());
const isShown = (tower: TowerApp) =>
  tower.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()));

test('the tray shows what the agents do, in its picture, its words and its menu', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  const empty = await trayOf(tower);
  expect(empty?.hasPicture).toBe(true);
  expect(empty?.menu.map(({ id }) => id)).toEqual(['status', 'pause', 'create', 'show', 'quit']);
  expect(empty?.menu[0]?.enabled).toBe(false);

  await window.createInstance({ directory: folder.project, name: 'A & B', agent: 'Demo agent' });
  const entry = async () => (await trayOf(tower))?.menu.find(({ id }) => id.startsWith('instance:'));
  await expect.poll(async () => (await entry())?.label.toLowerCase()).toBe('a && b — idle');
  expect(
    (await entry())?.submenu.map(({ id, enabled }) => `${id.split(':')[0] ?? ''} ${enabled ? 'on' : 'off'}`),
  ).toEqual(['show on', 'window on', 'start off', 'stop on']);

  await window.send('Show me a permission');
  await window.expectStatus('A & B', 'waiting');
  await expect.poll(async () => (await trayOf(tower))?.menu[0]?.label).toContain('1 request');
  const waiting = await trayOf(tower);
  expect(waiting?.toolTip).toContain('1 request');
  expect(waiting?.picture).not.toBe(empty?.picture);
  await expect.poll(() => badgeOf(tower)).toBe(1);

  await window.requests.getByRole('button', { name: 'Allow', exact: true }).click();
  await window.expectStatus('A & B', 'idle');
  await expect.poll(() => badgeOf(tower)).toBe(0);
  await expect.poll(async () => (await trayOf(tower))?.picture).toBe(empty?.picture);

  const id = (await entry())?.id.split(':')[1] ?? '';
  await clickTray(tower, `stop:${id}`);
  await window.expectStatus('A & B', 'stopped');
  await expect.poll(async () => (await entry())?.label.toLowerCase()).toContain('stopped');
  await clickTray(tower, 'pause');
  await expect
    .poll(async () => (await trayOf(tower))?.menu.find((one) => one.id === 'pause')?.label)
    .toContain('Resume');
});

test('a closed window leaves the agents at work, and a click on the tray brings it back', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  await window.createInstance({ directory: folder.project, name: 'Busy', agent: 'Demo agent' });
  await window.send('Now something slow');
  await window.expectStatus('Busy', 'working');
  await tower.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => isShown(tower)).toBe(false);
  expect((await notificationsOf(tower)).map(({ title }) => title)).toEqual(['The tower goes on']);
  expect((await instancesOf(window.page))[0]?.status).toBe('working');
  await tower.app.evaluate(() => globalThis.observed.trays.at(-1)?.emit('click'));
  await expect.poll(() => isShown(tower)).toBe(true);
  await expect(window.heading).toBeVisible();
});

test('without a tray a closed window quits the app', async ({ startApp, openWindow }) => {
  const tower = await startApp({ environment: { CONTROL_TOWER_TRAY: 'off' } });
  await openWindow(tower);
  expect(await trayOf(tower)).toBeNull();
  await tower.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined);
  expect(await tower.ended).toBe(0);
});

test('a request is told of while nobody looks, and answered from the notification', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  await window.createInstance({ directory: folder.project, name: 'Asker', agent: 'Demo agent' });
  await lookAway(tower);
  await window.send('Show me a permission');
  await expect.poll(async () => (await notificationsOf(tower)).length, { timeout: 15_000 }).toBe(1);
  const [told] = await notificationsOf(tower);
  expect(`${told?.title ?? ''} ${told?.body ?? ''}`).toContain('Asker');
  await tower.app.evaluate(() => globalThis.observed.notifications[0]?.emit('action', { actionIndex: 0 }, 0));
  await expect(window.transcript).toContainText('Thank you: it was allowed');
  await window.expectStatus('Asker', 'idle');
});

test('a link shows and fills in, and nothing runs by it', async ({
  folder,
  faults,
  startApp,
  startAgain,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  faults.expect(/log: .*a link into the app could not be read/);
  const window = await openWindow(tower);
  await window.createInstance({ directory: folder.project, name: 'Linked', agent: 'Demo agent' });
  const [instance] = await instancesOf(window.page);
  const link = `control-tower://new?instance=${instance?.id ?? ''}&prompt=${encodeURIComponent('Hello from a link')}`;
  expect(await startAgain([link])).toBe(0);
  await expect(window.composer).toHaveValue('Hello from a link');
  await window.expectStatus('Linked', 'idle');
  expect((await instancesOf(window.page))[0]?.turns).toBe(0);
  // What is no link of ours is passed over.
  expect(await startAgain(['control-tower://evil/x', 'control-tower:///', 'control-tower://instance/none'])).toBe(0);
  await expect(window.composer).toHaveValue('Hello from a link');
});

test('files that a second start was given come to the window', async ({ folder, startApp, startAgain, openWindow }) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  await window.createInstance({ directory: folder.project, name: 'Reader', agent: 'Demo agent' });
  const file = join(folder.project, 'prompt.md');
  writeFileSync(file, 'Read this file.');
  expect(await startAgain([file])).toBe(0);
  await expect(window.composer).toHaveValue('Read this file.');
  expect((await instancesOf(window.page))[0]?.turns).toBe(0);
  // A folder is where a new instance would work.
  expect(await startAgain([folder.home])).toBe(0);
  await expect(window.dialog.getByRole('combobox', { name: 'Folder' })).toHaveValue(folder.home);
});

test('links and files that macOS hands over come to the window', async ({ folder, startApp, openWindow }) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  await window.createInstance({ directory: folder.project, name: 'Reader', agent: 'Demo agent' });
  const hand = (name: string, what: string) =>
    tower.app.evaluate(
      ({ app }, [event, given]) => {
        let prevented = false;
        app.emit(event, { preventDefault: () => (prevented = true) }, given);
        return prevented;
      },
      [name, what] as const,
    );
  const file = join(folder.project, 'prompt.md');
  writeFileSync(file, 'Read this file.');
  expect(await hand('open-file', file)).toBe(true);
  await expect(window.composer).toHaveValue('Read this file.');
  await window.composer.fill('');
  expect(await hand('open-url', 'control-tower://new?prompt=From%20a%20link')).toBe(true);
  await expect(window.composer).toHaveValue('From a link');
  expect((await instancesOf(window.page))[0]?.turns).toBe(0);
});

test('the keys of the settings show and hide the window from anywhere', async ({ startApp, openWindow }) => {
  const tower = await startApp(withTray);
  const { page } = await openWindow(tower);
  const keys = 'CommandOrControl+Shift+F9';
  const use = (globalShortcut: string | null) =>
    page.evaluate((wanted) => window.controlTower.call('settings.update', { globalShortcut: wanted }), globalShortcut);
  const isRegistered = () =>
    tower.app.evaluate(({ globalShortcut }, wanted) => globalShortcut.isRegistered(wanted), keys);
  expect(await isRegistered()).toBe(false);
  await use(keys);
  await expect.poll(isRegistered).toBe(true);
  await use(null);
  await expect.poll(isRegistered).toBe(false);
});

test('after sleep the windows look whether they missed anything', async ({ startApp, openWindow, folder }) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  await window.createInstance({ directory: folder.project, name: 'Sleeper', agent: 'Demo agent' });
  await tower.app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('suspend');
    powerMonitor.emit('resume');
  });
  await window.send('Hello');
  await expect(window.outcomes('Completed')).toBeVisible();
});
