import type { WebSocketRoute } from '@playwright/test';
import { expect, fakeClaude, test } from './support/fixtures.ts';
import { serverGone } from './support/page-faults.ts';
import { fakeScript } from './support/story-scripts.ts';
import { TowerWindow } from './support/tower-window.ts';

const lost = 'The connection to the tower was lost.';

test('a tower that is killed loses nothing, and the window says how to get back', async ({
  folder,
  faults,
  startTower,
  openWindow,
}) => {
  const script = fakeScript({ hold: [{ text: 'I hold the line.', pieces: 2, hangAfter: 1 }] });
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: script });
  const first = await startTower({ environment, claude: fakeClaude });
  const window = await openWindow(first);
  const { page } = window;
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await window.send('Hello');
  await expect(window.transcript).toContainText('You said: Hello');
  await window.send('Hold the line. [[hold]]');
  await window.expectStatus('Greetings', 'working');
  await window.send('After that');
  await expect(window.queue.getByText('1 task waits')).toBeVisible();

  faults.expect(serverGone);
  await first.kill();
  await expect(page.getByRole('alert').filter({ hasText: lost })).toBeVisible();
  await window.composer.fill('Into the void');
  await window.composer.press('Enter');
  await expect(page.getByText('It is being restored; try again in a moment.')).toBeVisible();
  await expect(window.composer).toHaveValue('Into the void');

  const second = await startTower({ environment, claude: fakeClaude, port: first.port });
  await expect(page.getByText('This browser is not signed in to the tower. Open the link again')).toBeVisible();
  // In the same tab, where only the fragment of the address changes.
  await page.goto(second.link);
  await expect(page.getByText('This browser is not signed in')).toBeHidden();
  await expect(page.getByText(lost)).toBeHidden();
  await expect(window.transcript).toContainText('You said: Hello');
  await window.queue.getByRole('button', { name: 'History' }).click();
  const cut = page.getByTestId('ended-task').filter({ hasText: 'Hold the line.' });
  await expect(cut).toContainText('Interrupted');
  // What was queued went on by itself, in the same conversation.
  await expect(window.transcript).toContainText('You said: After that');
  await window.expectStatus('Greetings', 'idle');
});

test('a window that lost its connection catches up with what another one did meanwhile', async ({
  folder,
  startTower,
  openWindow,
  context,
}) => {
  const window = await openWindow(await startTower({ claude: fakeClaude }));
  const { page } = window;
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await window.send('One');
  await expect(window.transcript).toContainText('You said: One');

  let isCut = false;
  const routes: WebSocketRoute[] = [];
  await page.routeWebSocket(/\/socket$/, (route) => {
    routes.push(route);
    if (isCut) void route.close();
    else route.connectToServer();
  });
  await page.reload();
  await expect(window.transcript).toContainText('You said: One');
  isCut = true;
  await Promise.all(routes.map((route) => route.close()));
  await expect(page.getByRole('alert').filter({ hasText: lost })).toBeVisible();

  const other = new TowerWindow(await context.newPage());
  await other.page.goto(page.url());
  await other.send('Two, from elsewhere');
  await expect(other.transcript).toContainText('You said: Two, from elsewhere');
  await expect(window.transcript).not.toContainText('Two, from elsewhere');

  isCut = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(lost)).toBeHidden();
  await expect(window.transcript).toContainText('You said: Two, from elsewhere');
  await expect(window.prompts).toHaveText([/One/, /Two, from elsewhere/]);
});

test('two windows see the same, and a request that is answered in one is closed in both', async ({
  folder,
  startTower,
  openWindow,
  context,
}) => {
  const environment = folder.environment({
    FAKE_CLAUDE_SCRIPT: fakeScript({
      permission: [
        { text: 'May I?', tools: [{ name: 'Bash', input: { command: 'touch allowed.txt' } }] },
        { text: 'Thank you.' },
      ],
    }),
  });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  const other = new TowerWindow(await context.newPage());
  await other.page.goto(window.page.url());
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await other.expectStatus('Greetings', 'idle');
  await window.send('Ask first. [[permission]]');
  await expect(other.requests).toContainText('touch allowed.txt');
  await expect(other.page).toHaveTitle('(1) Claude Control Tower');

  await window.page.reload();
  await expect(window.requests).toContainText('touch allowed.txt');
  await window.page.getByRole('button', { name: '1 request needs you' }).click();
  await window.dialog.getByRole('button', { name: 'Allow', exact: true }).click();
  for (const each of [window, other]) {
    await expect(each.requests).toHaveCount(0);
    await expect(each.transcript).toContainText('Thank you.');
    await expect(each.page).toHaveTitle('Claude Control Tower');
  }
});

test('a window that is opened in the middle of an answer shows its beginning too', async ({
  folder,
  startTower,
  openWindow,
}) => {
  const script = fakeScript({ hold: [{ text: 'It begins, and it has not ended.', pieces: 8, hangAfter: 4 }] });
  const environment = folder.environment({ FAKE_CLAUDE_SCRIPT: script });
  const window = await openWindow(await startTower({ environment, claude: fakeClaude }));
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await window.send('Write. [[hold]]');
  await expect(window.transcript).toContainText('It begins');
  await window.page.reload();
  await expect(window.transcript).toContainText('It begins');
});
