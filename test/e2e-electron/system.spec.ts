import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestFolder } from '../e2e/support/test-folder.ts';
import type { TowerWindow } from '../e2e/support/tower-window.ts';
import { pauseTower } from './support/bridge.ts';
import { isShown, lookAway, withTray } from './support/desktop.ts';
import { expect, test } from './support/fixtures.ts';
import { startLimited } from './support/start-limited.ts';
import type { TowerApp } from './support/tower-app.ts';

const isRegistered = (tower: TowerApp, keys: string) =>
  tower.app.evaluate(({ globalShortcut }, wanted) => globalShortcut.isRegistered(wanted), keys);
const press = (tower: TowerApp, keys: string) =>
  tower.app.evaluate((_, wanted) => globalThis.observed.shortcuts.get(wanted)?.(), keys);

async function openDesktopSettings({ page }: TowerWindow): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('tab', { name: 'Desktop' }).click();
}

test('keys are set by pressing them, show and hide the window from anywhere, and are given back', async ({
  startApp,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  await openDesktopSettings(window);
  const field = window.dialog.getByLabel('Keys that show the window from anywhere');
  await field.press('Control+Shift+F9');
  await expect(field).toHaveValue('Control+Shift+F9');
  await expect.poll(() => isRegistered(tower, 'Control+Shift+F9')).toBe(true);
  await press(tower, 'Control+Shift+F9');
  await expect.poll(() => isShown(tower)).toBe(false);
  await press(tower, 'Control+Shift+F9');
  await expect.poll(() => isShown(tower)).toBe(true);
  await lookAway(tower);
  await press(tower, 'Control+Shift+F9');
  await expect.poll(() => isShown(tower)).toBe(true);

  await field.press('Control+Alt+KeyT');
  await expect(field).toHaveValue('Control+Alt+T');
  await expect.poll(() => isRegistered(tower, 'Control+Alt+T')).toBe(true);
  expect(await isRegistered(tower, 'Control+Shift+F9')).toBe(false);
  await window.dialog.getByRole('button', { name: 'Use no keys' }).click();
  await expect(field).toHaveValue('');
  await expect.poll(() => isRegistered(tower, 'Control+Alt+T')).toBe(false);
});

test('keys that another program has are said to be taken, until others are chosen', async ({
  startApp,
  openWindow,
  faults,
}) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  faults.expect(/log: .*the shortcut cannot be used/);
  await tower.app.evaluate(() => globalThis.observed.takenKeys.push('Control+Shift+F9'));
  await openDesktopSettings(window);
  const field = window.dialog.getByLabel('Keys that show the window from anywhere');
  const conflict = window.dialog.getByText('Another program has these keys. Choose others.');
  await field.press('Control+Shift+F9');
  await expect(conflict).toBeVisible();
  expect(await isRegistered(tower, 'Control+Shift+F9')).toBe(false);
  await field.press('Control+Shift+F10');
  await expect(conflict).toBeHidden();
  await expect.poll(() => isRegistered(tower, 'Control+Shift+F10')).toBe(true);
});

test('keys that were chosen are there after a new start', async ({ startApp, openWindow }) => {
  const first = await startApp(withTray);
  const window = await openWindow(first);
  await openDesktopSettings(window);
  await window.dialog.getByLabel('Keys that show the window from anywhere').press('Control+Shift+F9');
  await expect.poll(() => isRegistered(first, 'Control+Shift+F9')).toBe(true);
  await first.quit();
  const second = await startApp(withTray);
  await openWindow(second);
  expect(await isRegistered(second, 'Control+Shift+F9')).toBe(true);
});

/** Is the app started at login, as far as this system has it on record? */
async function startsAtLogin(tower: TowerApp, folder: TestFolder): Promise<boolean> {
  if (process.platform === 'linux') return existsSync(autostartFile(folder));
  return tower.app.evaluate(({ app }) => app.getLoginItemSettings().openAtLogin);
}
const autostartFile = (folder: TestFolder): string =>
  join(folder.home, '.config/autostart/claude-control-tower.desktop');

test('it starts at login when that is wanted, hidden, and no more when it is not', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  await openDesktopSettings(window);
  expect(await startsAtLogin(tower, folder)).toBe(false);
  const choice = window.dialog.getByRole('switch', { name: 'Start the tower at login' });
  await choice.click();
  await expect.poll(() => startsAtLogin(tower, folder)).toBe(true);
  if (process.platform === 'linux') {
    const entry = readFileSync(autostartFile(folder), 'utf8');
    expect(entry).toMatch(/^\[Desktop Entry\]\nType=Application\n/);
    expect(entry).toMatch(/^Exec="\/.*" ".*" "--hidden"$/m);
  }
  await choice.click();
  await expect.poll(() => startsAtLogin(tower, folder)).toBe(false);
});

test('a system that refuses to start it at login is quoted', async ({ folder, startApp, openWindow }) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  // Where the folder should be there is a file (on Linux), or the system says no.
  const inTheWay = dirname(autostartFile(folder));
  mkdirSync(dirname(inTheWay), { recursive: true });
  writeFileSync(inTheWay, '');
  await tower.app.evaluate(({ app }) => {
    app.setLoginItemSettings = () => {
      throw new Error('EEXIST: the system said no');
    };
  });
  await openDesktopSettings(window);
  await window.dialog.getByRole('switch', { name: 'Start the tower at login' }).click();
  await expect(window.dialog.getByText(/The system refused: E/)).toBeVisible();
  rmSync(inTheWay);
});

test('after sleep the windows ask for what they missed, and the queue goes on', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  await window.createInstance({ directory: folder.project, name: 'Sleeper', agent: 'Demo agent' });
  // A page that sleeps hears nothing.
  await tower.app.evaluate(({ BrowserWindow, powerMonitor }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) return;
    const send = contents.send.bind(contents);
    contents.send = () => undefined;
    powerMonitor.once('resume', () => {
      contents.send = send;
    });
    powerMonitor.emit('suspend');
  });
  await pauseTower(window.page);
  await expect(window.page.getByText('The tower is paused')).toBeHidden();
  await tower.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
  await expect(window.page.getByText('The tower is paused')).toBeVisible();
  await window.page.getByRole('button', { name: 'Resume the tower' }).first().click();
  await window.send('Hello');
  await expect(window.outcomes('Completed')).toBeVisible();
});

test('after sleep what waited for a time that has passed meanwhile is tried at once', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const hour = 3_600_000;
  const { tower, window } = await startLimited({ startApp, openWindow, directory: folder.project, forMs: hour });
  const attempts = () => window.page.evaluate(readAttempts);
  await expect.poll(attempts).toBe(1);
  await window.expectStatus('Limited', 'idle');
  await tower.app.evaluate(({ powerMonitor }, ms) => {
    powerMonitor.emit('suspend');
    globalThis.observed.clockAheadMs = ms;
    powerMonitor.emit('resume');
  }, 2 * hour);
  await expect.poll(attempts).toBe(2);
});

/** Runs in the page. How often work was refused for the hold that is in force; 0 for none. */
async function readAttempts(): Promise<number> {
  const answer = await window.controlTower.call('tower.snapshot', {});
  return answer.ok ? (answer.value.tower.holds[0]?.attempts ?? 0) : 0;
}
