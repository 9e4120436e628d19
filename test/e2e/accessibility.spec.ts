import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, fakeClaude, test } from './support/fixtures.ts';
import { fakeScript } from './support/story-scripts.ts';

const script = fakeScript({
  busy: [
    {
      thinking: 'What would please them?',
      text: '# A report\n\nWith **bold**, `code` and [a link](https://example.com).\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n```ts\nexport const answer = 42;\n```\n',
      tools: [{ name: 'Bash', input: { command: 'touch a-file.txt' } }],
    },
    { text: 'Done.' },
  ],
});

for (const [look, scheme, contrast] of [
  ['light', 'light', null],
  ['dark', 'dark', null],
  ['light with more contrast', 'light', 'more'],
  ['dark with more contrast', 'dark', 'more'],
] as const) {
  test(`no serious barrier in any state of the window, ${look}`, async ({ folder, startTower, openWindow, page }) => {
    await page.emulateMedia({ colorScheme: scheme, contrast, reducedMotion: 'reduce' });
    const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: script });
    const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
    await expect(page.getByText('Start your first agent')).toBeVisible();
    expect(await barriers(page), 'empty').toEqual([]);

    await window.fillForm({ directory: folder.project, name: 'Greetings' });
    await window.dialog.getByRole('button', { name: 'Advanced' }).click();
    await expect(window.dialog.getByRole('textbox', { name: 'Addition to the system prompt' })).toBeVisible();
    expect(await barriers(page), 'new instance').toEqual([]);
    await window.dialog.getByRole('button', { name: 'Create' }).click();
    await window.expectStatus('Greetings', 'idle');

    await window.send('Be busy. [[busy]]');
    await window.expectStatus('Greetings', 'waiting');
    await window.send('And then this');
    await window.showQueue();
    await expect(window.queued).toHaveCount(1);
    expect(await barriers(page), 'busy').toEqual([]);

    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    for (const tab of ['Claude Code CLI', 'Work', 'Appearance', 'Privacy']) {
      await window.dialog.getByRole('tab', { name: tab }).click();
      await expect(window.dialog.getByRole('tabpanel', { name: tab })).toBeVisible();
      if (tab === 'Claude Code CLI') await expect(window.dialog.getByRole('status')).toContainText('In use');
      expect(await barriers(page), `settings, ${tab}`).toEqual([]);
    }
  });
}

/** What axe finds and calls serious or critical, as text that says where. */
async function barriers(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`));
}
