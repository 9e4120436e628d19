import type { Page } from '@playwright/test';
import { expect, fakeClaude, test } from './support/fixtures.ts';

type Spoil = (reply: string) => string;

/** Puts somebody between the page and its tower who may spoil what the tower says. @returns what makes him begin, or end */
async function between(page: Page): Promise<(spoil: Spoil | null) => void> {
  let spoil: Spoil | null = null;
  await page.routeWebSocket(/\/socket$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => server.send(message));
    server.onMessage((message) => socket.send(spoil === null ? message : spoil(String(message))));
  });
  return (next) => {
    spoil = next;
  };
}

test('a fault in one part of the window leaves the rest usable', async ({
  page,
  faults,
  folder,
  startTower,
  openWindow,
}) => {
  const setSpoil = await between(page);
  const window = await openWindow(await startTower({ claude: fakeClaude }));
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await window.send('Hello');
  await expect(window.outcomes('Completed')).toBeVisible();

  // The page says so itself.
  faults.expect(/TypeError: Cannot read properties of null/);
  setSpoil((reply) => reply.replace(/"preview":"Hello"/g, '"preview":null'));
  await page.reload();
  await window.queue.getByRole('button', { name: 'History' }).click();
  const broken = page.getByRole('alert').filter({ hasText: 'This part of the window failed' });
  await expect(broken).toHaveCount(1);
  await expect(window.transcript).toContainText('You said: Hello');
  await window.send('Do you go on?');
  await expect(window.transcript).toContainText('You said: Do you go on?');

  setSpoil(null);
  await broken.getByRole('button', { name: 'Reload the window' }).click();
  await window.queue.getByRole('button', { name: 'History' }).click();
  await expect(page.getByTestId('ended-task')).toHaveCount(2);
  await expect(broken).toBeHidden();
});

test('an entry that cannot be shown leaves the rest of the transcript readable', async ({
  page,
  faults,
  folder,
  startTower,
  openWindow,
}) => {
  const setSpoil = await between(page);
  const window = await openWindow(await startTower({ claude: fakeClaude }));
  await window.createInstance({ directory: folder.project, name: 'Greetings' });
  await window.send('Hello');
  await window.send('Once more');
  await expect(window.outcomes('Completed')).toHaveCount(2);

  faults.expect(/TypeError: Cannot read properties of null/);
  let spoilt = false;
  setSpoil((reply) => {
    if (spoilt || !reply.includes('"kind":"outcome"')) return reply;
    spoilt = true;
    return reply.replace(/("kind":"outcome".*?)"usage":\{[^}]*\}/, '$1"usage":null');
  });
  await page.reload();
  await expect(window.transcript.getByText('This entry cannot be shown.')).toHaveCount(1);
  await expect(window.transcript).toContainText('You said: Hello');
  await expect(window.transcript).toContainText('You said: Once more');
  await expect(window.outcomes('Completed')).toHaveCount(1);
  await expect(window.composer).toBeInViewport();
});
