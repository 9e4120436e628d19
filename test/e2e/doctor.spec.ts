import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, fakeClaude, test } from './support/fixtures.ts';
import { callFromPage } from './support/page-calls.ts';

for (const scheme of ['light', 'dark'] as const) {
  test(`a CLI that is missing is told with its fix, and found once it is there, ${scheme}`, async ({
    folder,
    startTower,
    openWindow,
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const claude = join(folder.home, 'claude');
    const window = await openWindow(await startTower({ claude }));
    const welcome = page.getByRole('main');
    await expect(welcome).toContainText('The Claude Code CLI was not found', { timeout: 25_000 });
    await expect(welcome).toContainText('npm install -g @anthropic-ai/claude-code');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.getByRole('button', { name: 'Check what is there' }).click();
    const dialog = page.getByRole('dialog', { name: 'Doctor' });
    const checks = dialog.getByTestId('doctor-check');
    const cli = checks.filter({ has: page.getByRole('heading', { name: 'Claude Code CLI', exact: true }) });
    // What does not work stands first.
    await expect(checks.first()).toContainText('Claude Code CLI', { timeout: 25_000 });
    await expect(cli).toContainText('Does not work');
    await expect(cli).toContainText('The Claude Code CLI was not found');
    await expect(cli).toContainText('name this path');
    await expect(cli).toContainText('In a terminal:');
    await expect(dialog.getByRole('status')).toContainText('1 does not work');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);

    await cli.getByRole('button', { name: 'Copy “npm install -g @anthropic-ai/claude-code”' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('npm install -g @anthropic-ai/claude-code');
    await dialog.getByRole('button', { name: 'Copy report' }).click();
    const report = await page.evaluate(() => navigator.clipboard.readText());
    expect(report).toContain('[Does not work] Claude Code CLI: ');
    expect(report).toContain('Data folder');
    expect(report).not.toContain(folder.home);

    writeFileSync(claude, `#!/bin/sh\nexec '${fakeClaude}' "$@"\n`);
    chmodSync(claude, 0o755);
    const again = dialog.getByRole('button', { name: 'Check again' });
    await again.press('Enter');
    await expect(cli).toContainText('All right', { timeout: 25_000 });
    await expect(cli).toContainText('~/claude');
    await expect(again).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(window.heading).toBeVisible();
    await expect(welcome).toContainText(/Claude Code \d+\.\d+\.\d+ is there/, { timeout: 25_000 });
    await expect(welcome).not.toContainText('not found');
  });
}

test('it is found by its name, resumes what is paused, and leads to the settings', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const window = await openWindow(await startTower({ claude: join(folder.home, 'nothing') }));
  const { page } = window;
  await page.getByRole('button', { name: 'Pause the tower' }).click();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Find an action' }).getByRole('textbox')).toBeFocused();
  await page.keyboard.type('doctor: ch');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Doctor' });
  const work = dialog.getByTestId('doctor-check').filter({ hasText: 'Work of the tower' });
  await expect(work).toContainText('Look at this', { timeout: 25_000 });
  await work.getByRole('button', { name: 'Resume the tower' }).click();
  await expect(work).toContainText('All right', { timeout: 25_000 });
  await expect(page.getByRole('button', { name: 'Pause the tower', includeHidden: true })).toBeAttached();

  await dialog.getByRole('button', { name: 'Open settings' }).first().click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await expect(settings.getByRole('tab', { name: 'Claude Code CLI' })).toHaveAttribute('aria-selected', 'true');
  await settings.getByRole('button', { name: 'Doctor: check everything' }).click();
  await expect(dialog).toBeVisible();
});

test('after an update a note leads to what is new, once, and the palette does at any time', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const window = await openWindow(await startTower({ claude: join(folder.home, 'nothing') }));
  const { page } = window;
  const note = page.getByRole('status').filter({ hasText: 'Updated to' });
  const dialog = page.getByRole('dialog', { name: 'What is new' });
  await expect(window.heading).toBeVisible();
  await expect(note).toHaveCount(0);
  // As if an older version had been here before.
  await callFromPage(page, [{ name: 'settings.update', input: { newsSeen: '0.0.9' } }]);
  await expect(note).toContainText(/Updated to \d+\.\d+\.\d+/);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await note.getByRole('button', { name: 'What is new' }).press('Enter');
  await expect(dialog.getByRole('heading', { name: 'Version 0.1.0' })).toBeVisible();
  await expect(dialog.getByRole('listitem').first()).toContainText('Claude Code agents');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(note).toHaveCount(0);
  await page.reload();
  await expect(window.heading).toBeVisible();
  await expect(note).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('what is new');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('heading', { name: 'Version 0.1.0' })).toBeVisible();
});
