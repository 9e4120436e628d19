import type { ReadMenu } from './support/desktop.ts';
import { expect, test } from './support/fixtures.ts';
import { opened, waitForDialog } from './support/observed.ts';

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

test('the application menu has what every program has, and leads to the data folder', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp();
  await openWindow(tower);
  const roles = await tower.app.evaluate(({ Menu }) => {
    const below = (menu: ReadMenu | null | undefined): string[] =>
      (menu?.items ?? []).flatMap((item) => [
        ...(item.role === undefined ? [] : [item.role.toLowerCase()]),
        ...below(item.submenu),
      ]);
    return below(Menu.getApplicationMenu());
  });
  const everywhere = ['undo', 'redo', 'cut', 'copy', 'paste', 'selectall', 'reload', 'minimize', 'togglefullscreen'];
  expect(roles).toEqual(expect.arrayContaining([...everywhere, 'quit', 'help']));
  await tower.app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('open-data')?.click();
  });
  await expect.poll(() => opened(tower)).toEqual([folder.data]);
});
