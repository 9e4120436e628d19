import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, fakeClaude, test } from './support/fixtures.ts';
import { fakeScript } from './support/story-scripts.ts';
import { tellTools } from './support/tool-scripts.ts';
import { toolShelf } from './support/tool-shelf.ts';
import type { TowerWindow } from './support/tower-window.ts';

const long = Array.from({ length: 300 }, (_, at) => ({
  act: 'event',
  event: {
    type: 'assistant',
    message: {
      id: `msg_${at}`,
      role: 'assistant',
      content: [{ type: 'text', text: `Paragraph ${at} of the report.` }],
    },
    parent_tool_use_id: null,
  },
}));
const script = fakeScript({
  tools: [{ text: 'I use everything.' }, ...tellTools(Object.values(toolShelf))],
  long: [
    ...tellTools([
      { name: 'Bash', input: { command: 'echo needle-in-the-hay' }, text: 'export TOKEN=tell-nobody-this' },
    ]),
    ...long,
    { text: 'That was long.' },
  ],
});

/** The row of a tool, by its name and its line. */
const tool = (window: TowerWindow, name: string, line: string) =>
  window.transcript.locator('[data-kind="toolUse"]').filter({ hasText: name }).filter({ hasText: line });

test('each tool is shown for what it is', async ({ folder, startTower, openWindow, page }) => {
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: script });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  await window.createInstance({ directory: folder.project, name: 'Greetings', mode: 'Autonomous' });
  await window.send('Use everything. [[tools]]');
  await window.expectStatus('Greetings', 'idle');
  await page.setViewportSize({ width: 1280, height: 2400 });

  await expect(tool(window, 'Bash', 'npm test')).toContainText('exit 1');
  await expect(tool(window, 'Bash', 'npm run dev')).toContainText('in the background');
  await expect(tool(window, 'Read', 'src/greeting.ts')).toContainText('lines 12–14 of 88');
  await expect(tool(window, 'Write', 'src/farewell.ts')).toContainText('new');
  await expect(tool(window, 'Grep', 'loadGreeting')).toContainText('2 hits');
  await expect(tool(window, 'WebFetch', 'example.org')).toBeVisible();
  await expect(tool(window, 'TodoWrite', '1 of 3 done').getByRole('img', { name: 'Under way' })).toBeVisible();
  await expect(tool(window, 'AskUserQuestion', 'Which greeting?').getByRole('img', { name: 'Chosen' })).toBeVisible();
  await expect(tool(window, 'ExitPlanMode', 'approved').getByRole('heading', { name: 'Greet better' })).toBeVisible();
  await expect(tool(window, 'find_issue', 'tracker')).toBeVisible();

  const edit = tool(window, 'Edit', 'src/greeting.ts');
  await expect(edit.getByRole('img', { name: '2 lines added' })).toBeVisible();
  await edit.getByRole('button', { expanded: false }).click();
  await expect(edit.locator('[data-sign="removed"]')).toContainText("const fallback = 'Hello';");

  const agent = tool(window, 'Task', 'Look for other greetings');
  await expect(agent).toContainText('2 steps');
  await expect(tool(window, 'Bash', 'git log')).toBeHidden();
  await agent.getByRole('button', { expanded: false }).click();
  await expect(agent).toContainText('There are two greetings.');
  await expect(tool(window, 'Bash', 'git log')).toBeVisible();

  const picture = tool(window, 'Read', 'docs/logo.png');
  await picture.getByRole('button', { expanded: false }).click();
  await expect(picture.getByRole('img', { name: 'Image from Read' })).toBeVisible();
  for (const name of ['Bash', 'Grep', 'WebSearch', 'find_issue', 'Teleport']) {
    await window.transcript.getByRole('button', { expanded: false }).filter({ hasText: name }).first().click();
  }
  expect(await barriers(page)).toEqual([]);
});

test('what a tool was given and what it gave back is copied, by mouse and by keyboard', async ({
  folder,
  startTower,
  openWindow,
  page,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: script });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  await window.createInstance({ directory: folder.project, name: 'Greetings', mode: 'Autonomous' });
  await window.send('Use everything. [[tools]]');
  await window.expectStatus('Greetings', 'idle');
  await page.setViewportSize({ width: 1280, height: 2400 });

  const command = tool(window, 'Bash', 'node report.js');
  const copy = command.getByRole('button', { name: 'Copy command' });
  await expect(copy.locator('..')).toHaveCSS('opacity', '0');
  await command.hover();
  await expect(copy.locator('..')).toHaveCSS('opacity', '1');
  await copy.click();
  await expect(page.getByRole('tooltip', { name: 'Copied' })).toBeVisible();
  await expect.poll(copied).toBe('node report.js');

  const read = tool(window, 'Read', 'src/greeting.ts');
  await read.getByRole('button', { expanded: false }).focus();
  await page.keyboard.press('Tab');
  await expect(read.getByRole('button', { name: 'Copy path' })).toBeFocused();
  await expect(read.getByRole('button', { name: 'Copy path' }).locator('..')).toHaveCSS('opacity', '1');
  await page.keyboard.press('Enter');
  await expect.poll(copied).toBe('src/greeting.ts');
  await expect(read.getByRole('button', { name: 'Copied' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(read.getByRole('button', { name: 'Copy result' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(copied).toContain("const fallback = 'Hello';");
  // The line did not unfold meanwhile.
  await expect(read.getByRole('button', { expanded: false })).toBeVisible();

  const expectCopied = async (name: string, line: string, button: string, text: string): Promise<void> => {
    await tool(window, name, line).hover();
    await tool(window, name, line).getByRole('button', { name: button, exact: true }).click();
    await expect.poll(copied).toBe(text);
  };
  await expectCopied('Bash', 'node report.js', 'Copy result', 'two lines\nof output\na warning');
  await expectCopied('Teleport', 'the moon', 'Copy input', '{\n  "to": "the moon",\n  "at": 7\n}');
  await expectCopied('Teleport', 'the moon', 'Copy result', 'arrived');
  await expectCopied('Task', 'Look for other greetings', 'Copy result', 'There are **two** greetings.');
  await expect(tool(window, 'Read', 'docs/logo.png').getByRole('button', { name: 'Copy path' })).toHaveCount(1);
  await expect(tool(window, 'Read', 'docs/logo.png').getByRole('button', { name: 'Copy result' })).toHaveCount(0);
});

test('what is too long for the window is copied whole', async ({ folder, startTower, openWindow, page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  // More than a window is sent unasked.
  const text = 'All of it. '.repeat(8_000);
  const much = [...tellTools([{ name: 'Bash', input: { command: 'print-much' }, text }]), { text: 'That was much.' }];
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: fakeScript({ much }) });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  await window.createInstance({ directory: folder.project, name: 'Greetings', mode: 'Autonomous' });
  await window.send('Print much. [[much]]');
  await window.expectStatus('Greetings', 'idle');
  const row = tool(window, 'Bash', 'print-much');
  await row.hover();
  await row.getByRole('button', { name: 'Copy result' }).click();
  await expect.poll(() => page.evaluate(async () => (await navigator.clipboard.readText()).length)).toBe(text.length);
});

test('a text is found far above what is held, and marked', async ({ folder, startTower, openWindow, page }) => {
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: script });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  await window.createInstance({ directory: folder.project, name: 'Greetings', mode: 'Autonomous' });
  await window.send('Be long. [[long]]');
  await window.expectStatus('Greetings', 'idle');
  await page.reload();
  await expect(window.transcript.getByText('That was long.')).toBeInViewport();

  await window.composer.focus();
  await page.keyboard.press('ControlOrMeta+f');
  const field = page.getByRole('textbox', { name: 'Find in the transcript' });
  const told = page.getByRole('search').getByRole('status');
  await expect(field).toBeFocused();
  await page.keyboard.type('NEEDLE-in');
  await expect(told).toHaveText('1 of 1');
  await expect(tool(window, 'Bash', 'echo needle-in-the-hay')).toBeInViewport();
  expect(await page.evaluate(() => CSS.highlights.get('transcript-find-current')?.size)).toBeGreaterThan(0);
  expect(await barriers(page)).toEqual([]);

  await field.fill('of the report');
  await expect(told).toHaveText('300 of 300');
  await field.press('Enter');
  await expect(told).toHaveText('299 of 300');
  await field.press('Shift+Enter');
  await field.press('Shift+Enter');
  await expect(told).toHaveText('1 of 300');
  await expect(window.transcript.getByText('Paragraph 0 of the report.')).toBeInViewport();
  await field.fill('no such words');
  await expect(told).toHaveText('Not found');
  await field.press('Escape');
  await expect(page.getByRole('search')).toBeHidden();
  await expect(window.composer).toBeFocused();
  expect(await page.evaluate(() => CSS.highlights.size)).toBe(0);
});

test('a transcript is saved without secrets', async ({ folder, startTower, openWindow, page }) => {
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: script });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  await window.createInstance({ directory: folder.project, name: 'Greetings', mode: 'Autonomous' });
  await window.send('Be long. [[long]]');
  await window.expectStatus('Greetings', 'idle');

  for (const [item, ending] of [
    ['Save transcript as Markdown', 'md'],
    ['Save transcript as JSON', 'json'],
  ] as const) {
    await page.getByRole('button', { name: 'More' }).first().click();
    const saving = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    const file = await saving;
    expect(file.suggestedFilename()).toMatch(new RegExp(String.raw`^Greetings-\d{4}-\d\d-\d\d\.${ending}$`));
    const text = readFileSync(await file.path(), 'utf8');
    expect(text).toContain('echo needle-in-the-hay');
    expect(text.indexOf('Paragraph 0 of')).toBeLessThan(text.indexOf('Paragraph 299 of'));
    expect(text).toContain('TOKEN=[redacted]');
    expect(text).not.toContain('tell-nobody-this');
    if (ending === 'json') expect((JSON.parse(text) as { entries: unknown[] }).entries.length).toBeGreaterThan(300);
  }
});

test('a prompt is edited and sent again, and what was being written can be had back', async ({
  folder,
  startTower,
  openWindow,
  page,
}) => {
  const window = await openWindow(await startTower({ claude: fakeClaude }));
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await page.locator('input[type="file"]').setInputFiles({
    name: 'notes.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('name,greeting'),
  });
  await window.send('Say hello');
  await window.expectStatus('Greetings', 'idle');

  await window.composer.fill('A draft');
  await window.prompts.first().hover();
  await window.prompts.first().getByRole('button', { name: 'Edit and send again' }).click();
  await expect(window.composer).toHaveValue('Say hello');
  await expect(window.composer).toBeFocused();
  await expect(page.getByText('notes.csv').last()).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(window.composer).toHaveValue('A draft');

  await window.composer.fill('');
  await window.prompts.first().getByRole('button', { name: 'Edit and send again' }).click();
  await expect(window.composer).toHaveValue('Say hello');
  await window.composer.press('End');
  await window.composer.pressSequentially(' twice');
  await window.composer.press('Enter');
  await expect(window.prompts).toHaveCount(2);
  await expect(window.prompts.last()).toContainText('Say hello twice');
  await expect(window.prompts.last()).toContainText('notes.csv');
});

/** What axe finds and calls serious or critical. */
async function barriers(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`));
}
