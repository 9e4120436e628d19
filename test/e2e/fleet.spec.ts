import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, fakeClaude, test } from './support/fixtures.ts';
import { callFromPage } from './support/page-calls.ts';
import { serverGone } from './support/page-faults.ts';
import { fakeScript } from './support/story-scripts.ts';
import { TowerWindow } from './support/tower-window.ts';

const scripts = fakeScript({
  hold: [{ text: 'First a **plan**. Then the roof, and', pieces: 4, hangAfter: 4 }],
  ask: [{ text: 'May I?', tools: [{ name: 'Bash', input: { command: 'touch a-file.txt' } }] }, { text: 'Thank you.' }],
});

const tiles = (page: Page) => page.getByTestId('wall-tile');
const names = (page: Page) => page.getByTestId('instance-row').locator('[class*="name"]');
const heads = (page: Page) => page.getByTestId('project-row');

test('the wall shows all instances live, and leads to each of them', async ({
  folder,
  startTower,
  openWindow,
  context,
}) => {
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: scripts });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const { page } = window;
  await window.createInstance({ directory: folder.project, name: 'Roofer' });
  await window.send('Build a roof. [[hold]]');
  await window.createInstance({ directory: folder.project, name: 'Asker', color: 'Pink' });
  await window.send('Ask first. [[ask]]');
  await window.expectStatus('Asker', 'waiting');

  await page.getByRole('heading', { name: 'Claude Control Tower' }).getByRole('button').click();
  const roofer = tiles(page).filter({ hasText: 'Roofer' });
  const asker = tiles(page).filter({ hasText: 'Asker' });
  await expect(roofer).toContainText('Working');
  await expect(roofer).toContainText('Build a roof.');
  await expect(roofer.getByTestId('last-words')).toHaveText('First a plan. Then the roof, and');
  await expect(asker.getByTestId('last-words')).toHaveText('May I?');
  await expect(asker).toContainText(/[\d.]+ MB/);
  // Without the tip of what was clicked last.
  await page.mouse.move(640, 790);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  // A window that comes later sees what has been written so far, and what was said before it came.
  const other = new TowerWindow(await context.newPage());
  await other.page.goto(page.url());
  await expect(tiles(other.page).filter({ hasText: 'Roofer' })).toContainText('Then the roof, and');
  await expect(tiles(other.page).filter({ hasText: 'Asker' })).toContainText('May I?');
  await other.page.close();

  await asker.getByRole('button', { name: 'Answer the request of Asker' }).click();
  await window.requests.getByRole('button', { name: 'Allow', exact: true }).click();
  await expect(window.transcript).toContainText('Thank you.');

  // Back by keys, to the tile that one came from; the arrows and Enter lead on.
  await page.keyboard.press('Alt+0');
  await expect(asker.getByRole('button', { name: 'Open Asker, Ready' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(roofer.getByRole('button', { name: 'Open Roofer, Working' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Roofer' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Roofer' })).toBeVisible();

  await page.keyboard.press('Alt+0');
  await roofer.getByRole('button', { name: 'Stop Roofer' }).click();
  await window.expectStatus('Roofer', 'stopped');
  await expect(roofer.getByRole('button', { name: 'Start Roofer' })).toBeVisible();
});

test('the totals are filters', async ({ startTower, openWindow, folder }) => {
  const window = await openWindow(await startTower({ claude: fakeClaude }));
  const { page } = window;
  await window.createInstance({ directory: folder.project, name: 'Runner' });
  await callFromPage(page, [
    { name: 'instance.create', input: { directory: folder.project, name: 'Sleeper', launcher: 'demo' } },
  ]);
  await page.getByRole('button', { name: /^All instances \d/ }).click();
  await expect(tiles(page)).toHaveCount(2);

  const stopped = page.getByRole('button', { name: 'Stopped: 1' });
  await stopped.click();
  await expect(stopped).toHaveAttribute('aria-pressed', 'true');
  await expect(tiles(page)).toHaveText(/Sleeper/);
  await expect(page.getByTestId('instance-row')).toHaveText(/Sleeper/);
  await page.getByRole('button', { name: 'Ready: 1' }).click({ modifiers: ['Control'] });
  await expect(tiles(page)).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(stopped).toHaveAttribute('aria-pressed', 'false');

  // What it is narrowed to may come to nothing, and says so.
  await stopped.click();
  await page.getByRole('button', { name: 'Start Sleeper' }).click();
  await expect(page.getByText('No instance is like that')).toBeVisible();
  await page.getByRole('button', { name: 'Show all instances' }).click();
  await expect(tiles(page)).toHaveCount(2);
});

test('the list is laid by hand, by project, as every window shows it and as it stays', async ({
  folder,
  faults,
  startTower,
  openWindow,
  context,
}) => {
  const shop = join(folder.home, 'shop');
  mkdirSync(shop);
  const first = await startTower();
  const window = await openWindow(first);
  const { page } = window;
  const create = (name: string, directory: string) =>
    ({ name: 'instance.create', input: { name, directory, launcher: 'demo' } }) as const;
  for (const [name, directory] of [
    ['One', folder.project],
    ['Two', shop],
    ['Three', folder.project],
    ['Four', folder.project],
  ] as const) {
    await callFromPage(page, [create(name, directory)]);
  }
  await expect(heads(page)).toHaveText([/greeting-service/, /shop/]);
  await expect(names(page)).toHaveText(['One', 'Three', 'Four', 'Two']);
  const other = new TowerWindow(await context.newPage());
  await other.page.goto(page.url());

  await window.row('Four').dragTo(window.row('One'), { targetPosition: { x: 60, y: 4 } });
  await expect(names(page)).toHaveText(['Four', 'One', 'Three', 'Two']);
  await expect(names(other.page)).toHaveText(['Four', 'One', 'Three', 'Two']);
  // Into another project nothing is dragged: where an instance works is not a matter of order.
  await window.row('Four').dragTo(window.row('Two'));
  await expect(names(page)).toHaveText(['Four', 'One', 'Three', 'Two']);

  await window.row('Four').getByRole('button').first().click();
  // Whoever chooses an instance is led to its prompt; the row has the keys only after that.
  await expect(window.composer).toBeFocused();
  await window.row('Four').getByRole('button').first().focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(names(page)).toHaveText(['One', 'Four', 'Three', 'Two']);
  await expect(page.getByText('Moved to place 2 of 3')).toBeAttached();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(heads(page)).toHaveText([/shop/, /greeting-service/]);

  await page.keyboard.press('Enter');
  await expect(heads(page).last().getByRole('button')).toHaveAttribute('aria-expanded', 'false');
  await expect(names(page)).toHaveText(['Two']);
  await page.reload();
  await expect(names(page)).toHaveText(['Two']);

  const filter = page.getByRole('textbox', { name: 'Filter instances' });
  await filter.fill('greeting stopped');
  await expect(names(page)).toHaveText(['One', 'Four', 'Three']);
  await filter.press('Escape');
  await expect(names(page)).toHaveText(['Two']);
  await heads(page).last().getByRole('button').click();
  await page.getByRole('button', { name: 'Group and filter' }).click();
  await page.getByRole('menuitemradio', { name: 'In one list' }).click();
  await expect(heads(other.page)).toHaveCount(0);

  faults.expect(serverGone);
  await first.end();
  const again = await openWindow(await startTower());
  await expect(names(again.page)).toHaveText(['Two', 'One', 'Four', 'Three']);
});

test('something is done with all that are chosen', async ({ folder, startTower, openWindow }) => {
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: scripts });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const { page } = window;
  await window.createInstance({ directory: folder.project, name: 'Busy' });
  await window.send('Build a roof. [[hold]]');
  await window.expectStatus('Busy', 'working');
  // One after the other: those that are made at the same moment are in no order.
  for (const name of ['A', 'B', 'C']) {
    const input = { directory: folder.project, name: `Sleeper ${name}`, launcher: 'demo' } as const;
    await callFromPage(page, [{ name: 'instance.create', input }]);
  }
  const bar = page.getByTestId('choice-bar');
  await window
    .row('Sleeper A')
    .getByRole('button')
    .first()
    .click({ modifiers: ['Control'] });
  await expect(bar).toContainText('2 chosen');
  await window
    .row('Sleeper C')
    .getByRole('button')
    .first()
    .click({ modifiers: ['Shift'] });
  await expect(bar).toContainText('3 chosen');
  await bar.getByRole('button', { name: 'Start' }).click();
  for (const name of ['A', 'B', 'C']) await window.expectStatus(`Sleeper ${name}`, 'idle');

  await window.row('Sleeper C').getByRole('button').first().focus();
  await page.keyboard.press('Control+a');
  await expect(bar).toContainText('4 chosen');
  await bar.getByRole('button', { name: 'Stop' }).click();
  await expect(bar).toContainText('1 of them is working. Its turn will be cut off');
  expect((await new AxeBuilder({ page }).include('nav').analyze()).violations).toEqual([]);
  await bar.getByRole('button', { name: 'Stop' }).click();
  for (const name of ['Busy', 'Sleeper A', 'Sleeper B', 'Sleeper C']) await window.expectStatus(name, 'stopped');

  await bar.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Start your first agent')).toBeVisible();
  await page
    .getByRole('alert')
    .filter({ hasText: '4 instances were deleted' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(page.getByTestId('instance-row')).toHaveCount(4);
});

test('two hundred instances are drawn as far as they are seen', async ({ folder, startTower, openWindow }) => {
  const window = await openWindow(await startTower());
  const { page } = window;
  await callFromPage(
    page,
    Array.from({ length: 200 }, (_, index) => ({
      name: 'instance.create',
      input: { directory: folder.project, name: `Agent ${String(index + 1)}`, launcher: 'demo' },
    })),
  );
  await page.reload();
  await page.getByRole('button', { name: 'All instances 200' }).click();
  await expect(tiles(page).first()).toBeVisible();
  expect(await tiles(page).count()).toBeLessThan(40);
  expect(await page.getByTestId('instance-row').count()).toBeLessThan(60);

  await tiles(page).first().getByRole('button').first().focus();
  await page.keyboard.press('End');
  await expect(page.locator('[aria-posinset="200"] [data-tile-button]')).toBeFocused();
  await expect(page.locator('[aria-posinset="200"]')).toBeInViewport({ ratio: 1 });
  await page.getByTestId('project-row').getByRole('button').focus();
  await page.keyboard.press('End');
  const last = page.getByTestId('instance-row').last().getByRole('button').first();
  await expect(last).toBeFocused();
  await expect(last).toBeInViewport();
});
