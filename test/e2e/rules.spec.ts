import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, fakeClaude, test } from './support/fixtures.ts';
import { fakeScript } from './support/story-scripts.ts';

const asks = (command: string) => [{ tools: [{ name: 'Bash', input: { command } }] }, { text: 'So be it.' }];

test('what was allowed always is found, taken back and put back, by keyboard alone', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const scripts = { one: asks('touch one.txt'), two: asks('touch two.txt') };
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: fakeScript(scripts) });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const { page } = window;
  const dialog = page.getByRole('dialog', { name: 'Permission rules' });
  const local = (): unknown => JSON.parse(readFileSync(join(folder.project, '.claude', 'settings.local.json'), 'utf8'));

  await page.getByRole('button', { name: 'Nothing needs you' }).click();
  await page.getByRole('button', { name: 'Permission rules' }).click();
  await expect(dialog).toContainText('No rules yet');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await window.createInstance({ directory: folder.project, name: 'Greeter' });
  for (const name of ['one', 'two']) {
    await window.send(`Work. [[${name}]]`);
    await window.requests.getByRole('button', { name: 'Other ways to allow' }).click();
    await page.getByRole('menuitem', { name: 'Allow in this project, always' }).click();
    await window.expectStatus('Greeter', 'idle');
  }

  await page.keyboard.press('Control+k');
  await page.keyboard.type('permission rules');
  await page.keyboard.press('Enter');
  const rows = dialog.getByTestId('rule');
  await expect(rows).toHaveText([/Allowed.*Bash.*touch one\.txt/, /Allowed.*Bash.*touch two\.txt/]);
  await expect(dialog.getByRole('heading', { name: /greeting-service/ })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze();
  expect(violations).toEqual([]);

  await page.keyboard.type('nothing like it');
  await expect(dialog).toContainText('No rule fits these words.');
  await page.keyboard.press('Escape');
  await expect(rows).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Delete');
  await expect(dialog.getByText('Taken back: Bash(touch two.txt)')).toBeVisible();
  expect(local()).toEqual({ permissions: { allow: ['Bash(touch one.txt)'] } });
  await expect(dialog.getByRole('button', { name: 'Take back: Allowed, Bash(touch one.txt)' })).toBeFocused();

  // The process was told it as well, and forgets it with its end.
  await expect(dialog.getByRole('region', { name: 'Told to the process of Greeter, until that ends' })).toContainText(
    'touch two.txt',
  );
  await expect(dialog.getByText('1 running agent was told it directly')).toBeVisible();
  await dialog.getByRole('button', { name: 'Restart Greeter' }).first().press('Enter');
  await expect(dialog.getByText('was told it directly')).toBeHidden({ timeout: 25_000 });
  await expect(rows).toHaveCount(1);

  await page.keyboard.press('Control+z');
  await expect(rows).toHaveCount(2);
  expect(local()).toEqual({ permissions: { allow: ['Bash(touch one.txt)', 'Bash(touch two.txt)'] } });

  await dialog.getByRole('button', { name: 'Take back: Allowed, Bash(touch one.txt)' }).click();
  await expect(rows).toHaveCount(1);
  await page
    .getByRole('alert')
    .filter({ hasText: 'Taken back: Bash(touch one.txt)' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(rows).toHaveCount(2);
  await expect(dialog).toBeVisible();
});
