import { expect, test } from './support/fixtures.ts';
import { waitForDialog } from './support/observed.ts';

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
