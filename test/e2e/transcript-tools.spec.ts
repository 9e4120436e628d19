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
