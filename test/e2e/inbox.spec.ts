import { readdirSync } from 'node:fs';
import { expect, fakeClaude, test } from './support/fixtures.ts';
import { fakeScript } from './support/story-scripts.ts';

const asks = (file: string) => [
  { text: 'I make a file.', tools: [{ name: 'Bash', input: { command: `touch ${file}` } }] },
  { text: 'So be it.' },
];

test('many permissions are chosen in the inbox, and answered at once', async ({ folder, startTower, openWindow }) => {
  const scripts = { one: asks('one.txt'), two: asks('two.txt'), three: asks('three.txt') };
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: fakeScript(scripts) });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const { page } = window;
  const names = ['One', 'Two', 'Three'];
  for (const name of names) {
    await window.createInstance({ directory: folder.project, name });
    await window.send(`Work. [[${name.toLowerCase()}]]`);
    await window.expectStatus(name, 'waiting');
  }

  await page.getByRole('button', { name: '3 requests need you' }).click();
  const inbox = page.getByRole('dialog', { name: '3 requests need you' });
  const many = inbox.getByRole('group', { name: 'Answer several' });
  const all = many.getByRole('checkbox', { name: 'All 3 permissions' });
  await expect(many.getByRole('button', { name: 'Allow 0' })).toBeDisabled();
  await all.check();
  await inbox.getByRole('checkbox', { name: 'Choose Bash of Two' }).uncheck();
  await expect(all).toHaveJSProperty('indeterminate', true);
  await many.getByRole('button', { name: 'Allow 2' }).click();
  for (const name of ['One', 'Three']) await window.expectStatus(name, 'idle');
  await window.expectStatus('Two', 'waiting');
  await expect.poll(() => readdirSync(folder.project)).toEqual(expect.arrayContaining(['one.txt', 'three.txt']));

  // One that is left is answered by itself: there is nothing to choose from.
  const left = page.getByRole('dialog', { name: '1 request needs you' });
  await expect(left.getByRole('checkbox')).toHaveCount(0);
  await left.getByRole('button', { name: 'Deny', exact: true }).click();
  await window.expectStatus('Two', 'idle');
  expect(readdirSync(folder.project)).not.toContain('two.txt');
});
