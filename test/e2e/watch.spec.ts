import { expect, fakeClaude, test } from './support/fixtures.ts';
import { callFromPage } from './support/page-calls.ts';

const busy = { status: 529, message: 'Overloaded', errorType: 'overloaded_error' };
const script = JSON.stringify({
  scripts: {
    silent: [{ text: 'I begin, and then nothing comes any more.', pieces: 4, hangAfter: 2 }],
    busy: [busy],
  },
  retryPace: 0,
});

test('a turn that does not go on says so by what is known, and is asked, interrupted and gone on with by a click', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: script });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const { page } = window;
  await window.createInstance({ directory: folder.project, name: 'Silent' });
  await callFromPage(page, [{ name: 'settings.update', input: { stallMs: 1000, whenStalled: 'tell' } }]);
  const note = page.getByTestId('stall');

  await window.send('Begin. [[silent]]');
  await expect(note).toContainText('The agent does not go on');
  await expect(note.getByRole('timer')).toContainText(/Last heard of \d+ s ago/);
  await expect(window.row('Silent')).toContainText('Stalled');

  await note.getByRole('button', { name: 'Nudge' }).click();
  await expect(page.getByText('The CLI answers')).toBeVisible();
  await expect(note).not.toContainText('by itself');
  await callFromPage(page, [{ name: 'settings.update', input: { whenStalled: 'recover' } }]);
  await expect(note).toContainText('The tower does something about it by itself.');
  await callFromPage(page, [{ name: 'settings.update', input: { whenStalled: 'tell' } }]);
  await expect(note).not.toContainText('by itself');

  // What goes on is the same task, in the same session; and it hangs again, as it is told to.
  await note.getByRole('button', { name: 'Interrupt and resume' }).click();
  await expect(window.outcomes('Interrupted')).toBeVisible();
  await expect(window.prompts).toHaveCount(2);
  await expect(window.prompts.last()).toContainText('You were cut off while you worked on the task below.');
  await expect(note).toBeVisible();
  await note.getByRole('button', { name: 'Restart and resume' }).click();
  await expect(window.prompts).toHaveCount(3);
  await window.expectStatus('Silent', 'working');

  // With more patience the same silence is none.
  await expect(note).toBeVisible();
  await callFromPage(page, [{ name: 'settings.update', input: { stallMs: 3_600_000 } }]);
  await expect(note).toBeHidden();
  await expect(window.row('Silent')).not.toContainText('Stalled');
});

test('the limits of the watch are set in the window, and kept', async ({ startTower, openWindow }) => {
  const tower = await startTower({ claude: fakeClaude });
  const { page, dialog } = await openWindow(tower);
  const openWork = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await dialog.getByRole('tab', { name: 'Work' }).click();
  };
  const limits = {
    'A silent turn has stalled after': '7',
    'A silent tool has stalled after': '45',
    'A turn that only tries again has stalled after': '20',
    'A turn without its end has stalled after': '3',
  };
  await openWork();
  for (const [name, minutes] of Object.entries(limits)) {
    await dialog.getByRole('textbox', { name }).fill(minutes);
  }
  await page.reload();
  await openWork();
  for (const [name, minutes] of Object.entries(limits)) {
    await expect(dialog.getByRole('textbox', { name })).toHaveValue(minutes);
  }
});

test('work that the API refuses for now waits with a countdown, and can be tried at once', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: script });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const { page } = window;
  await window.createInstance({ directory: folder.project, name: 'Patient' });
  await window.send('Try. [[busy]]');

  const banner = page.getByTestId('hold');
  await expect(banner).toContainText('The API is overloaded. Its work waits and goes on by itself.');
  const countdown = banner.getByRole('timer');
  await expect(countdown).toContainText(/Tried again in (\d+ s|1 min)/);
  const first = await countdown.textContent();
  await expect(countdown).not.toHaveText(first ?? '');
  // What waits is in the queue, with its reason.
  await window.showQueue();
  await expect(window.queued).toHaveCount(1);

  await window.send('Hello.');
  await expect(window.queued).toHaveCount(2);
  await window.queued
    .first()
    .getByRole('button', { name: /^Cancel/ })
    .click();
  await banner.getByRole('button', { name: 'Try now' }).click();
  await expect(window.outcomes('Completed')).toBeVisible();
  await expect(banner).toBeHidden();
});
