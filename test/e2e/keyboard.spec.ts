import type { Locator } from '@playwright/test';
import { expect, fakeClaude, test } from './support/fixtures.ts';
import { fakeScript, storyScripts } from './support/story-scripts.ts';

test('the main story without a mouse', async ({ folder, startTower, openWindow }) => {
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: fakeScript(storyScripts) });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const { page, dialog } = window;
  const { keyboard } = page;

  /** Presses Tab until an element has the focus. */
  const tabTo = async (target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
    for (let count = 0; count < 40; count += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await keyboard.press(key);
    }
    await expect(target, 'reached with the Tab key').toBeFocused();
  };

  await tabTo(page.getByRole('button', { name: 'New instance…' }));
  await keyboard.press('Enter');
  await expect(dialog.getByRole('combobox', { name: 'Folder' })).toBeFocused();
  await keyboard.type(folder.project);
  await keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await tabTo(dialog.getByRole('textbox', { name: 'Name' }));
  await keyboard.type('Greetings');
  await tabTo(dialog.getByRole('radio', { name: 'Autonomous' }));
  await keyboard.press('ArrowRight');
  await expect(dialog.getByRole('radio', { name: 'Ask' })).toBeChecked();
  await tabTo(dialog.getByRole('button', { name: 'Create' }));
  await keyboard.press('Enter');
  await window.expectStatus('Greetings', 'idle');

  await expect(window.composer).toBeFocused();
  await keyboard.type('Make the file. [[permission]]');
  await keyboard.press('Enter');
  await expect(window.requests.getByText('Alt+W, then A allows, D denies')).toBeVisible();
  await keyboard.press('Alt+w');
  await expect(window.requests).toBeFocused();
  await expect(window.requests.getByText('A allows, D denies', { exact: true })).toBeVisible();
  await keyboard.press('a');
  await expect(window.transcript).toContainText('The file is made.');
  await window.expectStatus('Greetings', 'idle');

  await expect(window.composer).toBeFocused();
  await keyboard.type('Ask me. [[question]]');
  await keyboard.press('Enter');
  await expect(window.requests).toBeVisible();
  await tabTo(window.requests.getByRole('radio', { name: 'Red' }), 'Shift+Tab');
  await keyboard.press('Space');
  await expect(window.requests.getByRole('radio', { name: 'Red' })).toBeChecked();
  await tabTo(window.requests.getByRole('button', { name: 'Answer', exact: true }));
  await keyboard.press('Enter');
  await expect(window.transcript).toContainText('A good choice.');

  await tabTo(window.composer);
  await keyboard.type('Take your time. [[slow]]');
  await keyboard.press('Enter');
  await expect(window.transcript).toContainText('I begin.');
  await keyboard.press('Escape');
  await expect(window.outcomes('Interrupted')).toBeVisible();
  await keyboard.press('ArrowUp');
  await expect(window.composer).toHaveValue('Take your time. [[slow]]');
});
