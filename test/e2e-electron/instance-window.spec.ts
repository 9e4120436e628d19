import type { Page } from '@playwright/test';
import { TowerWindow } from '../e2e/support/tower-window.ts';
import { addInstance, changeSettings, submit } from './support/bridge.ts';
import { clickTray, lookAway, waitForNotifications, withTray } from './support/desktop.ts';
import { expect, test } from './support/fixtures.ts';
import type { TowerApp } from './support/tower-app.ts';

/** The address in the window of an instance. */
const addressOf = (id: string): string => `app://tower/?instance=${id}`;

/** The windows that are open, by their addresses, and which of them has the focus. */
const windowsOf = (tower: TowerApp) =>
  tower.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .map((window) => ({ url: window.webContents.getURL(), focused: window.isFocused() }))
      .toSorted((a, b) => a.url.localeCompare(b.url)),
  );
const closeWindow = (tower: TowerApp, url: string) =>
  tower.app.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL() === wanted)
      ?.close();
  }, url);

/** Opens the window of an instance by its menu in the main one. */
async function openOwn(tower: TowerApp, main: TowerWindow, name: string): Promise<TowerWindow> {
  const opened = tower.app.waitForEvent('window');
  await main
    .row(name)
    .getByRole('button', { name: `Actions for ${name}` })
    .click();
  await main.page.getByRole('menuitem', { name: 'Open in a window' }).click();
  const page: Page = await opened;
  // A menu that is still on its way out takes the next click, and does nothing with it.
  await expect(main.page.getByRole('menuitem')).toHaveCount(0);
  page.setDefaultTimeout(20_000);
  return new TowerWindow(page);
}

test('an instance has a window of its own, in which it works and answers, and nothing else is', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const main = await openWindow(tower);
  await addInstance(main.page, 'First', folder.project);
  const id = await addInstance(main.page, 'Alone', folder.project);
  await changeSettings(main.page, { notifyEnds: false });
  await main.row('First').click();
  const own = await openOwn(tower, main, 'Alone');
  await expect(own.page.getByRole('heading', { name: 'Alone', exact: true })).toBeVisible();
  await expect(own.page).toHaveURL(/\?instance=/);
  await expect(own.page.getByTestId('instance-row').filter({ visible: true })).toHaveCount(0);
  await expect(own.page.getByRole('heading', { name: 'First' })).toHaveCount(0);
  await own.send('Show me a permission');
  await own.requests.getByRole('button', { name: 'Allow', exact: true }).click();
  await expect(own.transcript).toContainText('Thank you: it was allowed');
  await expect(main.page.getByRole('heading', { name: 'First' })).toBeVisible();

  // Asked for again, the same window comes to the front, also from the tray, and also when a notification is clicked.
  await expect.poll(() => windowsOf(tower)).toHaveLength(2);
  await lookAway(tower);
  await clickTray(tower, `window:${id}`);
  await expect.poll(() => windowsOf(tower)).toContainEqual({ url: addressOf(id), focused: true });
  await lookAway(tower);
  await submit(main.page, id, 'Another permission, please');
  await waitForNotifications(tower, 1);
  await tower.app.evaluate(() => globalThis.observed.notifications[0]?.emit('click', {}));
  await expect.poll(() => windowsOf(tower)).toContainEqual({ url: addressOf(id), focused: true });
  expect(await windowsOf(tower)).toHaveLength(2);
});

test('it closes alone, opens where it was, and the app goes on', async ({ folder, startApp, openWindow }) => {
  const tower = await startApp(withTray);
  const main = await openWindow(tower);
  const id = await addInstance(main.page, 'Alone', folder.project);
  const own = await openOwn(tower, main, 'Alone');
  await expect(own.page.getByRole('heading', { name: 'Alone', exact: true })).toBeVisible();
  const bounds = (wanted: { x: number; y: number; width: number; height: number } | null) =>
    tower.app.evaluate(
      ({ BrowserWindow }, [url, next]) => {
        const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL() === url);
        if (next !== null) window?.setBounds(next);
        return window?.getNormalBounds();
      },
      [addressOf(id), wanted] as const,
    );
  const place = { x: 140, y: 80, width: 700, height: 600 };
  await bounds(place);
  await closeWindow(tower, addressOf(id));
  await expect.poll(async () => (await windowsOf(tower)).map(({ url }) => url)).toEqual(['app://tower/']);
  await expect(main.heading).toBeVisible();
  await openOwn(tower, main, 'Alone');
  await expect.poll(() => bounds(null)).toEqual(place);
});

test('when its instance is deleted it says so, and shows no other', async ({ folder, startApp, openWindow }) => {
  const tower = await startApp(withTray);
  const main = await openWindow(tower);
  await addInstance(main.page, 'First', folder.project);
  await addInstance(main.page, 'Alone', folder.project);
  const own = await openOwn(tower, main, 'Alone');
  await expect(own.page.getByRole('heading', { name: 'Alone', exact: true })).toBeVisible();
  await main.row('Alone').getByRole('button', { name: 'Actions for Alone' }).click();
  await main.page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(own.page.getByText('This instance is not there any more')).toBeVisible();
  await expect(own.page.getByRole('heading', { name: 'First' })).toHaveCount(0);
});

test('windows of screens that are gone come back to where a person reaches them', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const main = await openWindow(tower);
  await addInstance(main.page, 'Alone', folder.project);
  const own = await openOwn(tower, main, 'Alone');
  await expect(own.page.getByRole('heading', { name: 'Alone', exact: true })).toBeVisible();
  const area = await tower.app.evaluate(({ BrowserWindow, screen }) => {
    // A second screen to the right, onto which both windows are moved; then it is unplugged.
    const first = screen.getPrimaryDisplay();
    const { x, y, width, height } = first.workArea;
    const second = { ...first, id: first.id + 1, workArea: { x: x + width, y, width, height } };
    screen.getAllDisplays = () => [first, second];
    BrowserWindow.getAllWindows().forEach((window, index) => {
      window.setBounds({ x: x + width + 40 * (index + 1), y: y + 60, width: 900, height: 700 });
    });
    screen.emit('display-metrics-changed', {}, second, ['workArea']);
    return first.workArea;
  });
  const places = () =>
    tower.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getBounds()));
  // As long as the screen is there, they are reached where they are.
  expect((await places()).every(({ x }) => x >= area.x + area.width)).toBe(true);
  await tower.app.evaluate(({ screen }) => {
    const [first, second] = screen.getAllDisplays();
    screen.getAllDisplays = () => (first === undefined ? [] : [first]);
    screen.emit('display-removed', {}, second);
  });
  for (const { x, y, width, height } of await places()) {
    expect(x).toBeGreaterThanOrEqual(area.x);
    expect(y).toBeGreaterThanOrEqual(area.y);
    expect(x + width).toBeLessThanOrEqual(area.x + area.width);
    expect(y + height).toBeLessThanOrEqual(area.y + area.height);
  }
  expect(await places()).toHaveLength(2);
});
