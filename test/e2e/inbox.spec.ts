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

test('requests are answered one after the other by keyboard, in the inbox and from instance to instance', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const names = ['One', 'Two', 'Three', 'Four'];
  const scripts = Object.fromEntries(names.map((name) => [name.toLowerCase(), asks(`${name}.txt`)]));
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: fakeScript(scripts) });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const { page, composer } = window;
  const { keyboard } = page;
  for (const name of names) {
    await window.createInstance({ directory: folder.project, name });
    await window.send(`Work. [[${name.toLowerCase()}]]`);
    await window.expectStatus(name, 'waiting');
  }
  await window.createInstance({ directory: folder.project, name: 'Five' });
  await window.send('And then?');
  await expect(window.row('Five')).toContainText('no free place: 4 agents wait for you');
  const cards = page.getByRole('dialog', { name: /needs? you$/ }).getByTestId('request-card');
  await keyboard.press('Alt+i');
  await expect(cards).toHaveCount(4);
  await expect(cards.first()).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(cards.nth(1)).toBeFocused();
  await keyboard.press('a');
  await window.expectStatus('Two', 'idle');
  await expect(cards).toHaveCount(3);
  await expect(cards.nth(1)).toBeFocused();
  await keyboard.press('d');
  await window.expectStatus('Three', 'idle');
  await expect(cards).toHaveCount(2);
  await expect(cards.nth(1)).toBeFocused();
  await keyboard.press('Escape');
  await expect(cards).toHaveCount(0);

  // From who waits longest to the next, and back to writing.
  const shown = page.getByRole('main').getByTestId('request-card');
  const goTo = async (name: string): Promise<void> => {
    await keyboard.press('Alt+w');
    await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
    await expect(shown).toBeFocused();
  };
  await goTo('One');
  await goTo('Four');
  await keyboard.press('a');
  await expect(composer).toBeFocused();
  await goTo('One');
  await keyboard.press('a');
  for (const name of ['One', 'Four', 'Five']) await window.expectStatus(name, 'idle');
  const made = ['One.txt', 'Two.txt', 'Four.txt'];
  await expect.poll(() => readdirSync(folder.project)).toEqual(expect.arrayContaining(made));
  expect(readdirSync(folder.project)).not.toContain('Three.txt');
});
