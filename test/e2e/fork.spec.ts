import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './support/fixtures.ts';

test('a conversation is forked before a prompt, after an answer and as a whole, and goes on by itself', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const environment = folder.environment({ CONTROL_TOWER_DEMO_PACE: '0' });
  const window = await openWindow(await startTower({ environment }));
  const { page, composer, prompts, transcript } = window;
  const { keyboard } = page;
  const rows = page.getByTestId('instance-row');
  const shown = (name: string) => page.getByRole('heading', { name, exact: true });
  await window.createInstance({ directory: folder.project, name: 'Greetings', agent: 'Demo agent' });
  // The demo agent says what it was told before.
  const [first, second] = ['/context for the first time', '/context once more'];
  const sendCommand = async (): Promise<void> => {
    await expect(page.getByText('Sent as the command /context')).toBeVisible();
    await composer.press('Enter');
  };
  for (const prompt of [first, second]) {
    await composer.fill(prompt);
    await sendCommand();
    await expect(prompts.last()).toHaveText(prompt);
    await window.expectStatus('Greetings', 'idle');
  }

  // By keyboard.
  await prompts.nth(1).getByRole('button', { name: 'Fork before this prompt' }).focus();
  await keyboard.down('Enter');
  await expect(shown('Greetings (fork)')).toBeVisible();
  await expect(composer).toBeFocused();
  await expect(composer).toHaveValue(second);
  // The key is held, and comes again: it was meant for the button.
  await keyboard.down('Enter');
  await keyboard.up('Enter');
  await expect(prompts).toHaveText([first]);
  await expect(transcript.getByRole('note').last()).toHaveText(/goes on from “Greetings”/);
  await expect(rows).toHaveCount(2);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await sendCommand();
  await expect(transcript.getByRole('listitem')).toHaveText([first]);
  await window.expectStatus('Greetings (fork)', 'idle');

  // By mouse, by one who clicks twice.
  await rows.first().click();
  await expect(shown('Greetings')).toBeVisible();
  const answer = transcript.locator('[data-kind="text"]').last();
  await answer.hover();
  await answer.getByRole('button', { name: 'Fork from here' }).dblclick();
  await expect(shown('Greetings (fork) 2')).toBeVisible();
  await expect(composer).toHaveValue('');
  await expect(prompts).toHaveText([first, second]);
  await expect(rows).toHaveCount(3);

  await keyboard.press('Control+k');
  await expect(window.dialog.getByRole('textbox')).toBeFocused();
  await keyboard.type('fork conv');
  await expect(window.dialog.getByRole('option').first()).toContainText('Fork conversation');
  await keyboard.press('Enter');
  await expect(shown('Greetings (fork) 3')).toBeVisible();
  await composer.fill('/context as a whole');
  await sendCommand();
  // What it said in the conversation that came along, and what it says now.
  await expect(transcript.getByRole('listitem')).toHaveText([first, first, second]);
  await expect(rows).toHaveCount(4);
});
