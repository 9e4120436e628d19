import { AxeBuilder } from '@axe-core/playwright';
import { expect, fakeClaude, test } from './support/fixtures.ts';
import { fakeScript, storyScripts } from './support/story-scripts.ts';

test('the work of all instances on one board: in order, handed on, taken out and run again', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: fakeScript(storyScripts) });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const { page } = window;
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await window.createInstance({ directory: folder.project, name: 'Payments' });
  await page.getByRole('button', { name: 'Pause the tower' }).click();
  await window.row('Greetings').getByRole('button').first().click();
  for (const prompt of ['First of all', 'Second thing', 'Third thing']) await window.send(prompt);

  await page.keyboard.press('Alt+b');
  const board = page.getByTestId('board');
  const column = (name: string) => board.getByRole('region', { name, exact: true });
  const queue = (name: string) => board.getByRole('list', { name: `What waits for ${name}` });
  const titles = (name: string) => queue(name).getByTestId('board-card');
  await expect(titles('Greetings')).toHaveText([/First/, /Second/, /Third/]);
  await expect(board).toContainText('the tower is paused');
  await expect(column('Running')).toContainText('No agent works.');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  // By mouse: before another one, and to an instance that has no queue yet.
  await titles('Greetings').nth(2).dragTo(titles('Greetings').nth(0));
  await expect(titles('Greetings')).toHaveText([/Third/, /First/, /Second/]);
  const card = titles('Greetings').filter({ hasText: 'Second' });
  await card.hover();
  await page.mouse.down();
  await page.mouse.move(10, 300);
  const payments = board.getByRole('heading', { name: 'Payments' });
  await payments.hover();
  await payments.hover();
  await page.mouse.up();
  await expect(titles('Payments')).toHaveText([/Second/]);
  await expect(titles('Greetings')).toHaveText([/Third/, /First/]);

  // By keyboard.
  const menu = async (title: string, item: string): Promise<void> => {
    await board.getByRole('button', { name: `Actions for ${title}` }).focus();
    await page.keyboard.press('Enter');
    const list = page.getByRole('menu');
    // The menu takes the focus as it opens: not from the item that is chosen below.
    await expect.poll(() => list.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await list.getByRole('menuitem', { name: item, exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect(list).toHaveCount(0);
  };
  await menu('First of all', 'Move up');
  await expect(titles('Greetings')).toHaveText([/First/, /Third/]);
  await menu('First of all', 'Payments');
  await expect(titles('Payments')).toHaveText([/Second/, /First/]);
  await menu('First of all', 'Urgent');
  await expect(titles('Payments')).toHaveText([/First/, /Second/]);
  await menu('Third thing', 'Take it out');
  await expect(queue('Greetings')).toBeHidden();
  await expect(column('Ended').getByTestId('board-card')).toHaveText([/Third/]);

  await page.reload();
  await expect(titles('Payments')).toHaveText([/First/, /Second/]);
  await page.getByRole('banner').getByRole('button', { name: 'Resume the tower' }).click();
  await expect(column('Ended').getByTestId('board-card').filter({ hasText: 'Completed' })).toHaveCount(2);
  await menu('Third thing', 'Run it again');
  await expect(column('Ended').getByTestId('board-card').filter({ hasText: 'Completed' })).toHaveCount(3);

  // The task leads to its place in the transcript.
  await column('Ended').getByRole('button', { name: 'Third thing', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Greetings' })).toBeVisible();
});
