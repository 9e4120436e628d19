import { playMainStory, instanceName } from '../e2e/support/main-story.ts';
import { expect, test } from './support/fixtures.ts';

test('the whole story with the demo agent, and all of it there after a new start', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const first = await startApp();
  await playMainStory(await openWindow(first), {
    agent: 'Demo agent',
    directory: folder.project,
    stream: { prompt: 'Hello', begin: 'This is the demo agent', end: 'create an instance with the real Claude Code' },
    permission: { prompt: 'Show me a permission', said: 'Thank you: it was allowed' },
    deny: { prompt: 'Another permission, please', said: 'You said no' },
    question: { prompt: 'Show me a question', choose: 'SQLite', said: 'You chose SQLite' },
    slow: { prompt: 'Now something slow', begin: 'I write this' },
  });
  expect(await first.quit()).toBe(0);
  const again = await openWindow(await startApp());
  await again.row(instanceName).click();
  await expect(again.transcript).toContainText('You chose SQLite');
  await expect(again.outcomes('Interrupted')).toBeVisible();
});
