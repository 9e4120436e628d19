import { expect, test } from './support/fixtures.ts';

test('a dialog that cannot be loaded says so, and opens the next time', async ({
  page,
  faults,
  startTower,
  openWindow,
}) => {
  faults.expect(/Failed to load resource|Failed to fetch dynamically imported module/);
  const part = '**/assets/open-dialog-*.js';
  await page.route(part, (route) => route.abort());
  const { dialog } = await openWindow(await startTower());
  const settings = page.getByRole('button', { name: 'Settings', exact: true });
  await settings.click();
  await expect(dialog).toContainText('This part of the window failed');
  await page.unroute(part);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(settings).toBeFocused();
  await settings.click();
  await expect(dialog.getByRole('tab').first()).toBeVisible();
  await expect(dialog).not.toContainText('This part of the window failed');
  await page.keyboard.press('Escape');
  await expect(settings).toBeFocused();
});

test('the focus goes back to where a dialog was opened from, by the palette or a menu', async ({
  startTower,
  openWindow,
}) => {
  const { page, dialog, composer } = await openWindow(await startTower());
  await page.getByRole('button', { name: 'Try the demo agent' }).click();
  await expect(composer).toBeFocused();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('doctor');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('Doctor');
  await page.keyboard.press('Escape');
  await expect(composer).toBeFocused();
  const more = page.getByRole('button', { name: 'More' });
  await more.press('Enter');
  await page.getByRole('menuitem', { name: /^Rename/ }).press('Enter');
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(more).toBeFocused();
});
