import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dragFiles, dropFiles } from './support/drag-files.ts';
import { expect, fakeClaude, test } from './support/fixtures.ts';
import type { TestFolder } from './support/test-folder.ts';

/** A picture of one red dot. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

function writeFiles(folder: TestFolder): { prompt: string; picture: string; notes: string; binary: string } {
  const file = (name: string, content: string | Buffer): string => {
    const path = join(folder.path, name);
    writeFileSync(path, content);
    return path;
  };
  return {
    prompt: file('prompt.md', '# Polite greetings\n\nMake the greeting polite.\n'),
    picture: file('screen.png', png),
    notes: file('notes.csv', 'name,greeting\nAda,Good day\n'),
    binary: file('program.bin', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3, 0, 255])),
  };
}

test('a dropped prompt file becomes the prompt, other files go along with it', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const window = await openWindow(await startTower({ claude: fakeClaude }));
  const files = writeFiles(folder);
  await window.createInstance({ directory: folder.project, name: 'Greetings' });

  const drag = await dragFiles(window.transcript, [files.prompt]);
  await expect(window.page.getByText('Drop the files to add them to the prompt for Greetings')).toBeVisible();
  await drag.over(window.composer);
  await drag.drop();
  await expect(window.composer).toHaveValue('# Polite greetings\n\nMake the greeting polite.\n');
  await expect(window.page.getByText('Drop the files')).toBeHidden();

  await dropFiles(window.composer, [files.picture, files.notes]);
  const attachments = window.page.getByTestId('attachment');
  await expect(attachments).toHaveText([/screen\.png/, /notes\.csv/]);
  await expect(attachments.first().locator('img')).toHaveJSProperty('naturalWidth', 1);

  await window.sendButton.click();
  await expect(window.prompts).toContainText('Make the greeting polite.');
  await expect(window.prompts).toContainText('screen.png · 70 B');
  await expect(window.prompts).toContainText('notes.csv');
  await expect(attachments).toHaveCount(0);
  await window.expectStatus('Greetings', 'idle');
  const given = conversationOf(folder);
  expect(given).toContain('"media_type":"image/png"');
  expect(given).toContain(png.toString('base64'));
  expect(given).toContain('Ada,Good day');
});

test('what is neither text nor picture is refused by name, and the prompt stays', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const window = await openWindow(await startTower({ claude: fakeClaude }));
  const files = writeFiles(folder);
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await window.composer.fill('Look at this.');
  await dropFiles(window.composer, [files.binary]);
  await expect(window.page.getByRole('alert')).toContainText('program.bin is neither text nor a picture');
  await expect(window.page.getByRole('alert')).toContainText("Put it into the instance's folder");
  await expect(window.composer).toHaveValue('Look at this.');
  await expect(window.page.getByTestId('attachment')).toHaveCount(0);
});

test('a file dropped anywhere never leads away from the window', async ({ folder, startTower, openWindow, page }) => {
  const files = writeFiles(folder);
  // That the browser would open it is what makes the rest of this test worth anything.
  await page.goto('data:text/html,<body style="height: 500px">A page that takes no files</body>');
  const opened = page.context().waitForEvent('page');
  await dropFiles(page.locator('html'), [files.prompt]);
  expect((await opened).url()).toMatch(/^file:.*prompt\.md$/);
  await (await opened).close();

  const tower = await startTower({ claude: fakeClaude });
  const window = await openWindow(tower, await page.context().newPage());
  const { page: own } = window;
  let left = 0;
  own.on('framenavigated', () => (left += 1));
  own.context().on('page', () => (left += 1));
  const drag = await dragFiles(own.getByRole('heading', { name: 'Claude Control Tower' }), [files.prompt]);
  await expect(own.getByText('Choose an instance first, then drop the files')).toBeVisible();
  await drag.drop();
  await expect(own.getByText('Choose an instance first')).toBeHidden();

  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  for (const place of [window.heading, window.row('Greetings'), window.queue, window.sendButton]) {
    await dropFiles(place, [files.notes]);
  }
  await expect(own.getByTestId('attachment')).toHaveCount(4);
  await own.getByRole('button', { name: 'Settings', exact: true }).click();
  await dropFiles(window.dialog.getByText('Doctor').or(window.dialog.getByRole('tablist')).first(), [files.notes]);
  await expect(window.dialog).toBeVisible();
  expect(own.url()).toBe(`${tower.origin}/`);
  expect(left).toBe(0);
});

function conversationOf(folder: TestFolder): string {
  const projects = join(folder.home, '.claude', 'projects');
  const [name] = readdirSync(projects, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.jsonl'));
  return readFileSync(join(projects, name ?? ''), 'utf8');
}

test('a text that no model can read at once is told before it is sent, and can be sent all the same', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const window = await openWindow(await startTower({ claude: fakeClaude }));
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  const book = join(folder.path, 'book.txt');
  writeFileSync(book, 'All work and no play.\n'.repeat(300_000));
  await window.composer.fill('Read this.');
  await dropFiles(window.composer, [book]);
  const warning = window.page.getByText('more than any model reads at once');
  await expect(warning).toContainText('1,700,000 tokens');
  await expect(warning).toContainText('refer to it with @path');
  await expect(window.sendButton).toBeEnabled();
  await window.page.getByRole('button', { name: 'Remove book.txt' }).click();
  await expect(warning).toBeHidden();
});

test('a file of the folder is named in the prompt with a few letters', async ({ folder, startTower, openWindow }) => {
  const window = await openWindow(await startTower({ claude: fakeClaude }));
  mkdirSync(join(folder.project, 'guides'));
  writeFileSync(join(folder.project, 'guides', 'first steps.md'), '');
  writeFileSync(join(folder.project, 'guides', 'style.md'), '');
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  const { composer, page } = window;
  const menu = page.getByRole('listbox', { name: 'Files of the folder' });

  await composer.pressSequentially('Follow @gui');
  await expect(menu.getByRole('option').first()).toHaveText('guides/');
  await composer.press('Tab');
  await expect(composer).toHaveValue('Follow @guides/');
  await composer.pressSequentially('sty');
  await expect(menu.getByRole('option').first()).toHaveText('guides/style.md');
  const chosen = await composer.getAttribute('aria-activedescendant');
  await expect(menu.getByRole('option', { selected: true })).toHaveAttribute('id', chosen ?? '');
  await composer.press('Enter');
  await expect(composer).toHaveValue('Follow @guides/style.md ');
  await expect(menu).toBeHidden();

  // In the middle of what is written, by a click, and with a space in its name.
  await composer.pressSequentially('to the end');
  for (let step = 0; step < 'to the end'.length; step += 1) await composer.press('ArrowLeft');
  await composer.pressSequentially('and @first');
  await menu.getByText('guides/first steps.md').click();
  await expect(composer).toHaveValue('Follow @guides/style.md and @"guides/first steps.md" to the end');
  await composer.press('Enter');
  await expect(window.prompts).toContainText('@"guides/first steps.md" to the end');

  // What is no file stays what it is, and Escape puts the offer away.
  await composer.pressSequentially('@');
  await expect(menu).toBeVisible();
  await composer.press('Escape');
  await expect(menu).toBeHidden();
  await composer.press('Enter');
  await expect(window.prompts.last()).toContainText('@');
});
