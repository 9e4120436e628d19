import { addInstance, changeSettings, instancesOf, pauseTower, submit } from './support/bridge.ts';
import {
  clickTray,
  clickTrayIcon,
  isShown,
  lookAway,
  notificationsOf,
  trayOf,
  trayPictureOf,
  withTray,
} from './support/desktop.ts';
import { expect, test } from './support/fixtures.ts';
import { startLimited } from './support/start-limited.ts';
import type { TowerApp } from './support/tower-app.ts';

const entryOf = async (tower: TowerApp, id: string) =>
  (await trayOf(tower))?.menu.find((entry) => entry.id === `instance:${id}`);
const labelOf = async (tower: TowerApp, id: string) =>
  (await trayOf(tower))?.menu.find((entry) => entry.id === id)?.label ?? '';
const namesIn = async (tower: TowerApp) =>
  ((await trayOf(tower))?.menu ?? [])
    .filter(({ id }) => id.startsWith('instance:'))
    .map(({ label }) => label.split(' — ')[0]);

/** The file of a picture, as this system wants it. */
function pictureFile(mood: string, ground: 'light' | 'dark'): string {
  if (process.platform === 'darwin') return `${mood}Template.png`;
  return `${mood}-${ground}${process.platform === 'linux' ? '-32' : ''}.png`;
}

test('the tray says idle, working, error and that somebody is needed: in its picture, its words and its menu', async ({
  folder,
  startApp,
  openWindow,
}) => {
  // Whatever the computer has to do besides, what is slow lasts until the others have been looked at.
  const tower = await startApp({ environment: { ...withTray.environment, CONTROL_TOWER_DEMO_PACE: '40' } });
  const window = await openWindow(tower);
  const look = async () => (await trayOf(tower))?.picture;
  const ground = (await tower.app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)) ? 'dark' : 'light';
  const picture = (mood: string) => trayPictureOf(tower, pictureFile(mood, ground));
  const empty = await trayOf(tower);
  expect(empty?.hasPicture).toBe(true);
  expect(empty?.picture).toBe(await picture('idle'));
  expect(empty?.menu.map(({ id }) => id)).toEqual(['status', 'pause', 'create', 'show', 'quit']);
  expect(empty?.menu[0]).toMatchObject({ label: 'No instances', enabled: false });

  const asker = await addInstance(window.page, 'A & B', folder.project);
  const other = await addInstance(window.page, 'Other', folder.project);
  await expect.poll(() => labelOf(tower, 'status')).toBe('idle: 2');
  await expect.poll(() => namesIn(tower)).toEqual(['A && B', 'Other']);

  await submit(window.page, other, 'Now something slow');
  await expect.poll(look).toBe(await picture('working'));
  await expect.poll(() => labelOf(tower, 'status')).toBe('working: 1 · idle: 1');
  await expect.poll(() => namesIn(tower)).toEqual(['Other', 'A && B']);

  // Whoever waits for a person comes first, before those that work.
  await submit(window.page, asker, 'Show me a permission');
  await expect.poll(look).toBe(await picture('needs-you'));
  await expect.poll(() => namesIn(tower)).toEqual(['A && B', 'Other']);
  expect(await labelOf(tower, 'status')).toContain('1 request waits for you');
  expect(await labelOf(tower, `instance:${asker}`)).toBe('A && B — 1 request waits for you');
  expect((await trayOf(tower))?.toolTip).toContain('1 request waits for you');

  await window.row('A & B').click();
  await window.requests.getByRole('button', { name: 'Allow', exact: true }).click();
  await window.expectStatus('A & B', 'idle');
  await expect.poll(look).toBe(await picture('working'));
  await clickTray(tower, `stop:${other}`);
  await window.expectStatus('Other', 'stopped');
  await expect.poll(look).toBe(await picture('idle'));

  await submit(window.page, asker, 'Crash, please');
  await window.expectStatus('A & B', 'failed');
  await expect.poll(look).toBe(await picture('error'));
  expect(await labelOf(tower, 'status')).toContain('failed: 1');
});

test('while the API takes no work the tray says how long that is still, and nothing of it once the time is over', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const hour = 3_600_000;
  const { tower, window } = await startLimited({ startApp, openWindow, directory: folder.project, forMs: 5 * hour });
  await expect.poll(() => labelOf(tower, 'status')).toMatch(/^Waits for the API: (4 h 5\d|5 h 0|5 h 1) min left · /);
  expect((await trayOf(tower))?.toolTip).toMatch(/Waits for the API: .* left/);

  const pass = async (ms: number): Promise<void> => {
    await tower.app.evaluate((_, ahead) => {
      globalThis.observed.clockAheadMs = ahead;
    }, ms);
    // Whatever changes has it drawn anew; nobody waits for the half minute.
    await changeSettings(window.page, { notifyEnds: false });
  };
  await pass(4.5 * hour);
  await expect.poll(() => labelOf(tower, 'status')).toMatch(/^Waits for the API: (2\d|30|31) minutes left · /);
  // Otherwise it is tried again at once, and refused again.
  await pauseTower(window.page);
  await pass(6 * hour);
  await expect.poll(() => labelOf(tower, 'status')).toBe('Paused · idle: 1 · 1 task queued');
});

test('the tray follows the desktop from light to dark and back', async ({ startApp, openWindow }) => {
  const tower = await startApp(withTray);
  await openWindow(tower);
  const use = (source: 'light' | 'dark') =>
    tower.app.evaluate(({ nativeTheme }, wanted) => {
      nativeTheme.themeSource = wanted;
    }, source);
  for (const ground of ['dark', 'light'] as const) {
    await use(ground);
    const expected = await trayPictureOf(tower, pictureFile('idle', ground));
    await expect.poll(async () => (await trayOf(tower))?.picture).toBe(expected);
  }
});

test('its menu starts, stops and pauses, makes instances, and shows each of them', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  const first = await addInstance(window.page, 'First', folder.project);
  const second = await addInstance(window.page, 'Second', folder.project);
  const submenu = async () =>
    (await entryOf(tower, second))?.submenu.map(
      ({ id, enabled }) => `${id.split(':')[0] ?? ''} ${enabled ? 'on' : 'off'}`,
    );
  await expect.poll(submenu).toEqual(['show on', 'window on', 'start off', 'stop on']);
  await clickTray(tower, `stop:${second}`);
  await window.expectStatus('Second', 'stopped');
  await expect.poll(submenu).toEqual(['show on', 'window on', 'start on', 'stop off']);
  await clickTray(tower, `start:${second}`);
  await window.expectStatus('Second', 'idle');

  await clickTray(tower, 'pause');
  await expect.poll(() => labelOf(tower, 'pause')).toBe('Resume all');
  await expect(window.page.getByText('The tower is paused')).toBeVisible();
  await submit(window.page, first, 'Hello');
  await expect.poll(() => labelOf(tower, `instance:${first}`)).toContain('1 task queued');
  await window.expectStatus('First', 'idle');
  await clickTray(tower, 'pause');
  await expect.poll(() => labelOf(tower, 'pause')).toBe('Pause all');
  // A turn of the demo agent takes as long as reading it does.
  await expect.poll(async () => (await instancesOf(window.page))[0]?.turns, { timeout: 30_000 }).toBe(1);

  await lookAway(tower);
  await clickTray(tower, `show:${second}`);
  await expect.poll(() => isShown(tower)).toBe(true);
  await expect(window.page.getByRole('heading', { name: 'Second' })).toBeVisible();
  await clickTray(tower, 'create');
  await expect(window.dialog.getByRole('combobox', { name: 'Folder' })).toBeVisible();
  await lookAway(tower);
  await clickTray(tower, 'show');
  await expect.poll(() => isShown(tower)).toBe(true);
});

test('a click on the icon shows the window, and hides it when the person looks at it', async ({
  startApp,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const { heading } = await openWindow(tower);
  await expect.poll(() => isShown(tower)).toBe(true);
  // macOS opens the menu at a click, and nothing besides.
  const isMac = process.platform === 'darwin';
  await clickTrayIcon(tower);
  await expect.poll(() => isShown(tower)).toBe(isMac);
  await clickTrayIcon(tower);
  await expect.poll(() => isShown(tower)).toBe(true);
  await expect(heading).toBeVisible();
  await lookAway(tower);
  await clickTrayIcon(tower);
  await expect.poll(() => isShown(tower)).toBe(!isMac);
});

test('a closed window leaves the agents at work, and the person is told so once', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  const busy = await addInstance(window.page, 'Busy', folder.project);
  await submit(window.page, busy, 'Now something slow');
  await window.expectStatus('Busy', 'working');
  const close = () => tower.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  for (let times = 0; times < 2; times++) {
    await close();
    await expect.poll(() => isShown(tower)).toBe(false);
    expect((await notificationsOf(tower)).map(({ title }) => title)).toEqual(['The tower goes on']);
    await clickTray(tower, 'show');
    await expect.poll(() => isShown(tower)).toBe(true);
  }
  expect((await instancesOf(window.page))[0]?.status).toBe('working');
  await expect(window.heading).toBeVisible();
});

test('whoever wants it so ends the app with its window, tray or not', async ({ startApp, openWindow }) => {
  const tower = await startApp(withTray);
  const { page } = await openWindow(tower);
  await changeSettings(page, { closeToTray: false });
  await tower.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined);
  expect(await tower.ended).toBe(0);
});

test('without a tray a closed window quits the app, and nothing hides where nobody finds it', async ({
  startApp,
  openWindow,
}) => {
  // Started as at login: to wait in a tray that is not there.
  const tower = await startApp({ environment: { CONTROL_TOWER_TRAY: 'off' }, more: ['--hidden'] });
  const { page } = await openWindow(tower);
  expect(await trayOf(tower)).toBeNull();
  expect(await isShown(tower)).toBe(true);
  await changeSettings(page, { globalShortcut: 'CommandOrControl+Shift+F9' });
  await tower.app.evaluate(() => globalThis.observed.shortcuts.get('CommandOrControl+Shift+F9')?.());
  expect(await isShown(tower)).toBe(true);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('tab', { name: 'Desktop' }).click();
  await expect(page.getByText('This desktop shows no tray')).toBeVisible();
  await tower.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined);
  expect(await tower.ended).toBe(0);
});

test('started at login it waits in the tray, until somebody asks for it', async ({ startApp, openWindow }) => {
  const tower = await startApp({ ...withTray, more: ['--hidden'] });
  await expect.poll(async () => (await trayOf(tower))?.hasPicture ?? false).toBe(true);
  expect(await tower.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
  await clickTray(tower, 'show');
  const { heading } = await openWindow(tower);
  await expect(heading).toBeVisible();
  expect(await isShown(tower)).toBe(true);
});
