import { AxeBuilder } from '@axe-core/playwright';
import { expect, fakeClaude, test } from './support/fixtures.ts';

test('a prompt runs after others: it waits for them, goes on by itself, and runs anyway when somebody says so', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const window = await openWindow(await startTower({ claude: fakeClaude }));
  const { page, queued, composer } = window;
  const { keyboard } = page;
  const chip = page.getByTestId('run-after');
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await page.getByRole('button', { name: 'Pause the tower' }).click();
  await window.send('Write it');
  await window.send('Another thing');

  // By keyboard: the list is searched, and gives the focus back.
  await composer.fill('Test it');
  const runAfter = page.getByRole('button', { name: 'Run after…' });
  await runAfter.focus();
  await keyboard.press('Enter');
  const search = page.getByRole('textbox', { name: 'Find a task' });
  await expect(search).toBeFocused();
  await expect(page.getByRole('option')).toHaveText([/Write it/, /Another thing/]);
  await keyboard.type('write');
  await expect(page.getByRole('option')).toHaveText([/Write it/]);
  await keyboard.press('Enter');
  await expect(page.getByRole('option', { selected: true })).toHaveText(/Write it/);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await keyboard.press('Escape');
  await expect(runAfter).toBeFocused();
  await expect(chip).toHaveText('after “Write it”');
  await composer.press('Enter');
  await expect(chip).toHaveCount(0);

  // Put before the one that it waits for, it still waits.
  await window.showQueue();
  await page.getByRole('button', { name: 'Move Test it up' }).click();
  await expect(queued.nth(1)).toContainText('Test it');
  await page.getByRole('button', { name: 'Move Test it up' }).click();
  await expect(queued).toHaveText([/Test it — waits for “Write it”/, /Write it/, /Another thing/]);
  await page.getByRole('button', { name: 'Edit Write it' }).click();
  await window.dialog.getByRole('button', { name: 'Run after…' }).click();
  await expect(page.getByRole('option'), 'not what waits for it').toHaveText([/Another thing/]);
  await keyboard.press('Escape');
  await window.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(window.dialog).toBeHidden();
  await page.getByRole('button', { name: 'Resume the tower' }).first().click();
  await expect(window.transcript).toContainText('You said: Another thing');
  await expect(window.transcript).toContainText('You said: Test it');
  await expect(window.prompts).toHaveText([/Write it/, /Test it/, /Another thing/]);

  // What it waits for is cancelled: it stays, and says why, until somebody lets it run.
  await window.expectStatus('Greetings', 'idle');
  await page.getByRole('button', { name: 'Pause the tower' }).click();
  await window.send('Build it');
  await composer.fill('Ship it');
  await runAfter.click();
  await page.getByRole('option', { name: /Build it/ }).click();
  await keyboard.press('Escape');
  await composer.press('Enter');
  await page.getByRole('button', { name: 'Cancel Build it' }).click();
  await expect(queued).toHaveText([/Ship it — “Build it” was cancelled/]);
  await page.getByRole('button', { name: 'Resume the tower' }).first().click();
  await expect(window.queue.getByText('each waits for another task')).toBeVisible();
  await page.getByRole('button', { name: 'Pause the tower' }).click();
  await page.getByRole('button', { name: 'Run Ship it anyway' }).click();
  await expect(queued).not.toContainText(['was cancelled']);
  const told = page.getByRole('alert').filter({ hasText: '“Ship it” waits for no other task any more' });
  await told.getByRole('button', { name: 'Undo' }).click();
  await expect(queued).toHaveText([/Ship it — “Build it” was cancelled/]);

  // And on the board, by keyboard.
  await page.keyboard.press('Alt+b');
  const board = page.getByTestId('board');
  await expect(board.getByTestId('board-card').filter({ hasText: 'Ship it' })).toContainText(
    '“Build it” was cancelled',
  );
  await board.getByRole('button', { name: 'Actions for Ship it' }).focus();
  await keyboard.press('Enter');
  const menu = page.getByRole('menu');
  await expect.poll(() => menu.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await menu.getByRole('menuitem', { name: 'Run it anyway' }).focus();
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Resume the tower' }).first().click();
  await expect(board.getByRole('region', { name: 'Ended' })).toContainText('You said: Ship it');
});
