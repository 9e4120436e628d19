import { send, signIn, WebClient } from '../integration/web-host/web-client.ts';
import { expect, test } from './support/fixtures.ts';

const refused = 'This browser is not signed in to the tower.';

test('a link opens one browser once, and leaves no token in the address', async ({
  startTower,
  openWindow,
  browser,
  faults,
}) => {
  const tower = await startTower();
  const { page, heading } = await openWindow(tower);
  await expect(page.getByText('Start your first agent')).toBeVisible();
  expect(page.url()).toBe(`${tower.origin}/`);
  expect(await page.evaluate(() => document.cookie)).toBe('');

  await page.reload();
  await expect(heading).toBeVisible();
  await expect(page.getByText('Start your first agent')).toBeVisible();

  faults.expect(/status of 401/);
  const stranger = await browser.newContext();
  const second = await stranger.newPage();
  faults.watch(second);
  await second.goto(tower.link);
  await expect(second.getByText(refused)).toBeVisible();
  await expect(second.getByText('Start your first agent')).toBeHidden();
  await stranger.close();
});

test('the tower answers nobody without a session, under another name, or from another page', async ({ startTower }) => {
  const tower = await startTower();
  const { port, origin } = tower;
  const { host } = new URL(origin);
  expect((await send(port, '/', { headers: { host: 'tower.example' } })).status).toBe(403);
  const foreign = { host, origin: 'http://tower.example', 'content-type': 'application/json' };
  expect((await send(port, '/session', { method: 'POST', headers: foreign, body: '{}' })).status).toBe(403);

  const fromElsewhere = new WebClient(port, { origin: 'http://tower.example' });
  expect(await fromElsewhere.opened()).toBe(403);
  const nobody = new WebClient(port, { origin });
  expect(await nobody.closed).toBe(4401);

  const { status, cookie, setCookie } = await signIn(tower.link);
  expect(status).toBe(204);
  expect(setCookie).toMatch(/HttpOnly; SameSite=Strict/);
  const somebody = new WebClient(port, { origin, cookie });
  expect(await somebody.opened()).toBe('open');
  expect(await somebody.call('tower.status', {})).toMatchObject({ ok: true });
  somebody.socket.close();
  expect(await somebody.closed).not.toBe(4401);
});
