import { expect, fakeClaude, test } from './support/fixtures.ts';
import { fakeScript } from './support/story-scripts.ts';

const hungryTool = `exec '${process.execPath}' -e 'b=Buffer.alloc(150e6,1);setTimeout(()=>b,6e5)'`;
const scripts = {
  hungry: [{ text: 'I take memory.', tools: [{ name: 'Bash', input: { command: hungryTool } }] }, { text: 'Done.' }],
};

test('what an instance uses is seen while it runs, and its limit is kept', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: fakeScript(scripts) });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const { page, dialog } = window;
  await window.createInstance({ directory: folder.project, name: 'Hungry', mode: 'Autonomous' });

  const own = page.getByTestId('instance-usage');
  await expect(own).toContainText(/\d+ % CPU · [\d.]+ [MG]B/);
  await expect(page.getByTestId('tower-usage')).toContainText(/[\d.]+ [MG]B/);
  await expect(window.row('Hungry').getByRole('button', { name: /^Hungry, / })).toHaveAttribute(
    'title',
    /MB in \d+ process(es)?$/,
  );
  await expect(own.getByRole('img', { name: /^CPU in the last 1 min/ })).toBeVisible();
  await own.hover();
  await expect(page.getByRole('tooltip')).toContainText('100 % is one core');

  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await dialog.getByRole('tab', { name: 'Work' }).click();
  await dialog.getByRole('textbox', { name: 'Memory limit of an instance in MB' }).fill('240');
  await dialog.getByRole('combobox', { name: 'An instance over its limit' }).click();
  await page.getByRole('option', { name: 'has its turn interrupted' }).click();
  await page.keyboard.press('Escape');
  await window.send('Take much. [[hungry]]');
  await expect(window.outcomes('Failed')).toBeVisible({ timeout: 20_000 });
  await expect(window.transcript.getByRole('note').getByText(/^Hungry uses .* its limit is 240 MB/)).toBeVisible();
  await expect(window.transcript).toContainText('Hungry was interrupted: it used');
  await window.expectStatus('Hungry', 'idle');

  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await window.expectStatus('Hungry', 'stopped');
  await expect(own).toBeHidden();
  await expect(page.getByTestId('tower-usage')).toBeHidden();
});

test('a task waits for memory, and says so', async ({ folder, startTower, openWindow }) => {
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: fakeScript() });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const { page, dialog } = window;
  await window.createInstance({ directory: folder.project, name: 'Patient' });
  const reserve = dialog.getByRole('textbox', { name: 'Memory that has to be left for a new turn, in MB' });
  const openWork = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await dialog.getByRole('tab', { name: 'Work' }).click();
  };
  await openWork();
  await reserve.fill('100000000');
  await page.keyboard.press('Escape');
  await window.send('Hello.');
  await expect(window.queue).toContainText('it waits for memory');
  await openWork();
  await reserve.fill('');
  await page.keyboard.press('Escape');
  await expect(window.transcript).toContainText('You said: Hello.');
});
