import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from './support/fixtures.ts';

test('opens one window, with the tower in it', async ({ startApp, openWindow }) => {
  const tower = await startApp();
  const { page } = await openWindow(tower);
  await expect(page.getByText('Start your first agent')).toBeVisible();
  await expect(page).toHaveTitle('Claude Control Tower');
  expect(tower.app.windows()).toHaveLength(1);
  await expect
    .poll(() =>
      tower.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => ({
          visible: window.isVisible(),
          url: window.webContents.getURL(),
          title: window.getTitle(),
        })),
      ),
    )
    .toEqual([{ visible: true, url: 'app://tower/', title: 'Claude Control Tower' }]);
});

test('is called by its name and its version, and keeps all that it writes in its data folder', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp();
  await openWindow(tower);
  const { name, version, userData } = await tower.app.evaluate(({ app }) => ({
    name: app.getName(),
    version: app.getVersion(),
    userData: app.getPath('userData'),
  }));
  expect(name).toBe('Claude Control Tower');
  expect(version).toMatch(/^\d+\.\d+\.\d+/);
  expect(userData.startsWith(folder.data)).toBe(true);
  expect(await tower.quit()).toBe(0);
  // What a database that was not closed would leave behind.
  const left = readdirSync(folder.data, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /-(wal|shm)$/.test(file),
  );
  expect(left.filter((file) => !file.startsWith('window'))).toEqual([]);
  expect(existsSync(folder.data)).toBe(true);
});
