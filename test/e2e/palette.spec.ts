import { AxeBuilder } from '@axe-core/playwright';
import { expect, fakeClaude, test } from './support/fixtures.ts';
import { fakeScript, storyScripts } from './support/story-scripts.ts';

test('everything can be done by a few letters of its name', async ({ folder, startTower, openWindow }) => {
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: fakeScript(storyScripts) });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const { page } = window;
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await window.createInstance({ directory: folder.project, name: 'Payments' });
  const palette = page.getByRole('dialog', { name: 'Find an action' });
  const options = palette.getByRole('option');
  const open = async (): Promise<void> => {
    await page.keyboard.press('Control+k');
    await expect(palette.getByRole('textbox')).toBeFocused();
  };

  await open();
  await page.keyboard.type('greet');
  await expect(options.first()).toContainText('Greetings');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Greetings' })).toBeVisible();

  await open();
  await page.keyboard.type('write a pro');
  await page.keyboard.press('Enter');
  await expect(window.composer).toBeFocused();
  await page.keyboard.type('Say hello. [[plain]]');

  // Escape leaves everything as it was, also what was typed behind the palette.
  await open();
  await page.keyboard.type('zzzz');
  await expect(palette).toContainText('Nothing fits');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(window.composer).toHaveValue('Say hello. [[plain]]');
  await expect(window.composer).toBeFocused();

  await open();
  await page.keyboard.type('theme');
  await page.keyboard.press('Enter');
  await expect(window.dialog.getByRole('tab', { name: 'Appearance' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');

  // What was used lately comes first, and after a reload too.
  await page.reload();
  await window.expectStatus('Greetings', 'idle');
  await open();
  await expect(options.first()).toContainText('Theme');
  await expect(palette.getByText('Used lately')).toBeVisible();
});

test('whatever the menu of an instance offers is found by its name too', async ({ folder, startTower, openWindow }) => {
  const window = await openWindow(await startTower({ claude: fakeClaude }));
  const { page } = window;
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await page.getByRole('button', { name: 'More' }).first().click();
  const offered = page.getByRole('menuitem', { disabled: false });
  await expect(offered.filter({ hasText: 'Open in a window' })).toBeVisible();
  const labels = await offered.allTextContents();
  await page.keyboard.press('Escape');
  const palette = page.getByRole('dialog', { name: 'Find an action' });
  await page.keyboard.press('Control+k');
  for (const label of labels) {
    await palette.getByRole('textbox').fill(label);
    await expect(palette.getByRole('option').first()).toContainText(label);
  }
  // What would make no sense just now is in the menu, greyed, and not in the palette.
  expect(labels).not.toContain('Interrupt');
  await palette.getByRole('textbox').fill('Interrupt');
  await expect(palette).toContainText('Nothing fits');
});

test('whoever writes faster than the window draws gets what fits first', async ({ folder, startTower, openWindow }) => {
  const window = await openWindow(await startTower({ claude: fakeClaude }));
  const { page, dialog } = window;
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await window.composer.focus();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Find an action' }).getByRole('textbox')).toBeFocused();
  await page.evaluate(() => {
    globalThis.requestAnimationFrame = () => 0;
  });
  await page.keyboard.type('theme');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('tab', { name: 'Appearance' })).toHaveAttribute('aria-selected', 'true');
  await expect(window.composer).toHaveValue('');
});

test('keys are changed by pressing them, and taken from another action only when that is meant', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: fakeScript(storyScripts) });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const { page, dialog } = window;
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await window.createInstance({ directory: folder.project, name: 'Payments' });

  await page.keyboard.press('Alt+j');
  await expect(page.getByRole('heading', { name: 'Greetings' })).toBeVisible();
  await page.keyboard.press('Alt+k');
  await expect(page.getByRole('heading', { name: 'Payments' })).toBeVisible();

  await page.keyboard.press('Control+/');
  const field = dialog.getByRole('textbox', { name: 'Keys of: Next instance' });
  await field.focus();
  await page.keyboard.press('Alt+y');
  await expect(field).toHaveValue('Alt Y');
  await page.keyboard.press('Alt+n');
  await expect(dialog.getByText('Alt N is taken by “New instance”.')).toBeVisible();
  await expect(field).toHaveValue('Alt Y');
  await dialog.getByRole('button', { name: 'Take it' }).click();
  await expect(field).toHaveValue('Alt N');
  await expect(dialog.getByRole('textbox', { name: 'Keys of: New instance' })).toHaveValue('');
  // Keys that are pressed to be chosen do nothing, and nothing happens behind a dialog.
  await expect(dialog).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await page.reload();
  await window.expectStatus('Greetings', 'idle');
  await window.row('Payments').getByRole('button').first().click();
  await expect(page.getByRole('heading', { name: 'Payments' })).toBeVisible();
  await page.keyboard.press('Alt+n');
  await expect(page.getByRole('heading', { name: 'Greetings' })).toBeVisible();

  await page.keyboard.press('Control+/');
  await dialog.getByRole('button', { name: 'Reset all keys' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Keys of: New instance' })).toHaveValue('Alt N');
  await expect(dialog.getByRole('button', { name: 'Reset all keys' })).toBeHidden();
});
