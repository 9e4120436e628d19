import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessagesApi } from '../support/messages-api/messages-api.ts';
import { textsOf } from '../support/messages-api/request.ts';
import { realCliEnvironment, realCliPath } from '../support/real-cli.ts';
import { expect, fakeClaude, test } from './support/fixtures.ts';
import { type Actor, denial, instanceName, playMainStory } from './support/main-story.ts';
import { serverGone } from './support/page-faults.ts';
import { fakeScript, storyScripts } from './support/story-scripts.ts';

const scripted: Omit<Actor, 'directory'> = {
  agent: 'Claude Code',
  stream: { prompt: 'Write to me. [[stream]]', begin: 'Sentence 1 of', end: 'Sentence 24 of the answer.' },
  permission: { prompt: 'Make the file. [[permission]]', said: 'The file is made.' },
  deny: { prompt: 'Make the other. [[deny]]', said: 'I go without it.' },
  question: { prompt: 'Ask me. [[question]]', choose: 'Blue', said: 'A good choice.' },
  slow: { prompt: 'Take your time. [[slow]]', begin: 'I begin.' },
};

test('the story with the stand-in CLI, which is found through the settings', async ({
  folder,
  faults,
  startTower,
  openWindow,
}) => {
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: fakeScript() });
  const first = await startTower({ environment });
  const window = await openWindow(first);
  const { page } = window;
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await window.dialog.getByRole('combobox', { name: 'Path of the CLI' }).fill(fakeClaude);
  await window.dialog.getByRole('button', { name: 'Use this path' }).click();
  await expect(window.dialog.getByText(`In use: ${fakeClaude}, version 2.1.330`)).toBeVisible();
  await page.keyboard.press('Escape');

  await playMainStory(window, { ...scripted, directory: folder.project });
  expect(existsSync(join(folder.project, 'made-by-the-agent.txt'))).toBe(true);
  expect(existsSync(join(folder.project, 'never-made.txt'))).toBe(false);

  faults.expect(serverGone);
  expect(await first.end()).toBe(0);
  const again = await openWindow(await startTower({ environment }));
  await again.expectStatus(instanceName, 'stopped');
  await expect(again.transcript).toContainText('I begin.');
  await expect(again.outcomes('Interrupted')).toBeVisible();
  await again.send('Do you remember?');
  await expect(again.transcript).toContainText('You said: Do you remember?');
  await again.expectStatus(instanceName, 'idle');
  // One conversation on the CLI's side, from the first prompt to the last.
  const conversations = filesBelow(join(folder.home, '.claude', 'projects')).filter((name) => name.endsWith('.jsonl'));
  expect(conversations).toHaveLength(1);
  const written = readFileSync(conversations[0] ?? '', 'utf8');
  expect(written).toContain('Write to me.');
  expect(written).toContain('Do you remember?');
});

test('the story with the real CLI on the stand-in API', async ({ folder, faults, startTower, openWindow }) => {
  const cli = realCliPath('2.1.330');
  if (cli === null) throw new Error('The real CLI is not installed: run "node scripts/install-real-cli.ts".');
  const api = await MessagesApi.start();
  for (const [name, steps] of Object.entries(storyScripts)) api.script(name, steps);
  const environment = {
    ...folder.environment(),
    ...realCliEnvironment({ folder: folder.path, baseUrl: api.url }),
  };
  const first = await startTower({ environment, claude: cli });
  await playMainStory(await openWindow(first), { ...scripted, directory: folder.project });
  expect(existsSync(join(folder.project, 'made-by-the-agent.txt'))).toBe(true);
  expect(existsSync(join(folder.project, 'never-made.txt'))).toBe(false);
  expect(JSON.stringify(api.conversations)).toContain(denial);
  expect(JSON.stringify(api.conversations)).toContain('\\"Which colour?\\"=\\"Blue\\"');

  faults.expect(serverGone);
  expect(await first.end()).toBe(0);
  const again = await openWindow(await startTower({ environment, claude: cli }));
  await expect(again.outcomes('Interrupted')).toBeVisible();
  await again.send('Do you remember?');
  await expect(again.transcript).toContainText('You said: Do you remember?');
  await again.expectStatus(instanceName, 'idle');
  const asked = api.conversations.findLast(({ messages }) =>
    messages.some((message) => textsOf(message).some((text) => text.includes('Do you remember?'))),
  );
  const said = asked?.messages.flatMap(textsOf).join('\n') ?? '';
  expect(said).toContain('Write to me.');
  expect(said).toContain('Sentence 24 of the answer.');
  await api.stop();
});

test('the story with the demo agent, which needs neither CLI nor account', async ({
  folder,
  faults,
  startTower,
  openWindow,
}) => {
  const environment = folder.environment({ CONTROL_TOWER_DEMO_PACE: '12' });
  const first = await startTower({ environment });
  const window = await openWindow(first);
  await playMainStory(window, {
    agent: 'Demo agent',
    directory: folder.project,
    stream: { prompt: 'Hello', begin: 'This is the demo agent', end: 'create an instance with the real Claude Code' },
    permission: { prompt: 'Show me a permission', said: 'Thank you: it was allowed' },
    deny: { prompt: 'Another permission, please', said: 'You said no' },
    question: { prompt: 'Show me a question', choose: 'SQLite', said: 'You chose SQLite' },
    slow: { prompt: 'Now something slow', begin: 'I write this' },
  });
  await expect(window.transcript).toContainText('Simulated');
  await expect(window.row(instanceName).getByText('Demo', { exact: true })).toBeVisible();
  expect(readdirSync(folder.project)).toEqual([]);

  faults.expect(serverGone);
  expect(await first.end()).toBe(0);
  const again = await openWindow(await startTower({ environment }));
  await expect(again.outcomes('Interrupted')).toBeVisible();
  await again.send('Hello again');
  await expect(again.transcript).toContainText('the last one "Now something slow"');
  await again.expectStatus(instanceName, 'idle');
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
}
