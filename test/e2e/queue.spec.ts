import { expect, fakeClaude, test } from './support/fixtures.ts';
import { fakeScript } from './support/story-scripts.ts';
import type { TowerWindow } from './support/tower-window.ts';

const script = fakeScript({ hold: [{ text: 'I hold the line.', pieces: 2, hangAfter: 1 }] });

async function sendWith(window: TowerWindow, priority: string, prompt: string): Promise<void> {
  await window.page.getByRole('combobox', { name: 'Priority', exact: true }).click();
  await window.page.getByRole('option', { name: priority }).click();
  await window.send(prompt);
}

test('prompts wait their turn by priority, and can be moved, changed and taken back', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: script });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const { page, queued } = window;
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await window.send('Hold the line. [[hold]]');
  await window.expectStatus('Greetings', 'working');

  await sendWith(window, 'Low', 'Low one');
  await sendWith(window, 'Normal', 'First of two');
  await sendWith(window, 'Normal', 'Second of two');
  await sendWith(window, 'Urgent', 'Urgent one');
  await sendWith(window, 'Normal', 'Never mind');
  await expect(window.queue.getByText('5 tasks wait')).toBeVisible();
  await expect(window.queue.getByText('the instance is busy')).toBeVisible();
  await window.showQueue();
  await expect(queued).toHaveText([/Urgent one/, /First of two/, /Second of two/, /Never mind/, /Low one/]);

  await page.getByRole('button', { name: 'Cancel First of two' }).click();
  await expect(queued).toHaveText([/Urgent one/, /Second of two/, /Never mind/, /Low one/]);
  const taken = page.getByRole('alert').filter({ hasText: '“First of two” was cancelled' });
  await taken.getByRole('button', { name: 'Undo' }).click();
  await expect(queued).toHaveText([/Urgent one/, /First of two/, /Second of two/, /Never mind/, /Low one/]);
  await expect(queued.nth(1)).not.toContainText('Attempt');
  await expect(taken).toBeHidden();

  await page.getByRole('button', { name: 'Cancel Never mind' }).click();
  await page.getByRole('button', { name: 'Move Second of two up' }).click();
  await expect(queued).toHaveText([/Urgent one/, /Second of two/, /First of two/, /Low one/]);
  // By hand, past one of another priority.
  await queued.filter({ hasText: 'Low one' }).dragTo(queued.filter({ hasText: 'First of two' }));
  await expect(queued).toHaveText([/Urgent one/, /Second of two/, /Low one/, /First of two/]);

  await page.getByRole('button', { name: 'Edit First of two' }).click();
  await window.dialog.getByRole('textbox', { name: 'Prompt' }).fill('First, but changed');
  await window.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(queued.last()).toContainText('First, but changed');

  await page.reload();
  await window.showQueue();
  await expect(queued).toHaveText([/Urgent one/, /Second of two/, /Low one/, /First, but changed/]);

  await page.getByRole('button', { name: 'Interrupt' }).click();
  await expect(window.queue.getByText('No task waits.')).toBeVisible();
  await window.expectStatus('Greetings', 'idle');
  await window.queue.getByRole('button', { name: 'Queue', exact: true }).click();
  await expect(window.prompts).toHaveText([
    /Hold the line/,
    /Urgent one/,
    /Second of two/,
    /Low one/,
    /First, but changed/,
  ]);
  await expect(window.transcript).toContainText('You said: First, but changed');

  await window.queue.getByRole('button', { name: 'History' }).click();
  await expect(page.getByTestId('ended-task').filter({ hasText: 'Completed' })).toHaveCount(4);
  await expect(page.getByTestId('ended-task').filter({ hasText: 'Cancelled' })).toContainText('Never mind');
});

test('a paused tower starts nothing, and keeps its queue through a restart', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const first = await startTower({ claude: fakeClaude });
  const window = await openWindow(first);
  const { page } = window;
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await page.getByRole('button', { name: 'Pause the tower' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The tower is paused' })).toBeVisible();
  await window.send('One');
  await window.send('Two');
  await expect(window.queue.getByText('the tower is paused')).toBeVisible();
  await page.goto('about:blank');
  expect(await first.end()).toBe(0);

  const again = await openWindow(await startTower({ claude: fakeClaude }));
  await again.showQueue();
  await expect(again.queued).toHaveText([/One/, /Two/]);
  await again.page.getByRole('button', { name: 'Resume the tower' }).first().click();
  await expect(again.transcript).toContainText('You said: Two');
  await expect(again.prompts).toHaveText([/One/, /Two/]);
});
