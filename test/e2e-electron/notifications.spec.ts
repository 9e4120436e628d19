import { fakeClaude } from '../e2e/support/tower-process.ts';
import { addInstance, changeSettings, instancesOf, submit } from './support/bridge.ts';
import { holdTimers, isShown, lookAway, notificationsOf, waitForNotifications, withTray } from './support/desktop.ts';
import { expect, test } from './support/fixtures.ts';
import type { TowerApp } from './support/tower-app.ts';

const badgeOf = (tower: TowerApp) => tower.app.evaluate(({ app }) => app.getBadgeCount());
const answer = (tower: TowerApp, index: number) =>
  tower.app.evaluate((_, chosen) => {
    globalThis.observed.notifications.at(-1)?.emit('action', { actionIndex: chosen }, chosen);
  }, index);
const ended = (page: Parameters<typeof instancesOf>[0], name: string) =>
  expect
    .poll(async () => (await instancesOf(page)).find((instance) => instance.name === name))
    .toMatchObject({ status: 'idle', turns: 1 });

test('a request is told of while nobody looks, counted on the icon, and allowed from the notification', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  const asker = await addInstance(window.page, 'Asker', folder.project);
  await lookAway(tower);
  await submit(window.page, asker, 'Show me a permission');
  const [told] = await waitForNotifications(tower, 1);
  expect(told).toEqual({
    title: 'Asker',
    body: 'asks for a permission: Bash',
    actions: ['Allow', 'Deny'],
    closed: false,
  });
  await expect.poll(() => badgeOf(tower)).toBe(1);
  await answer(tower, 0);
  await expect(window.transcript).toContainText('Thank you: it was allowed');
  await window.expectStatus('Asker', 'idle');
  await expect.poll(() => badgeOf(tower)).toBe(0);
});

test('a request can be denied from the notification', async ({ folder, startApp, openWindow }) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  const asker = await addInstance(window.page, 'Asker', folder.project);
  await lookAway(tower);
  await submit(window.page, asker, 'Show me a permission');
  await waitForNotifications(tower, 1);
  await answer(tower, 1);
  await expect(window.transcript).toContainText('You said no');
});

test('a click shows who asks; what was answered in the window is taken away', async ({
  folder,
  startApp,
  openWindow,
  faults,
}) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  await changeSettings(window.page, { notifyEnds: false });
  await addInstance(window.page, 'First', folder.project);
  const asker = await addInstance(window.page, 'Asker', folder.project);
  await expect(window.page.getByRole('heading', { name: 'First' })).toBeVisible();
  await lookAway(tower);
  await submit(window.page, asker, 'Show me a permission');
  await waitForNotifications(tower, 1);
  await tower.app.evaluate(() => globalThis.observed.notifications[0]?.emit('click', {}));
  await expect.poll(() => isShown(tower)).toBe(true);
  await expect(window.page.getByRole('heading', { name: 'Asker', exact: true })).toBeVisible();
  await window.requests.getByRole('button', { name: 'Deny', exact: true }).click();
  await expect(window.requests).toBeHidden();

  await lookAway(tower);
  await submit(window.page, asker, 'Another permission, please');
  // An answer of the first notification that comes late answers nothing, and is noted in the log.
  faults.expect(/log: .*a wish from a menu was refused .*request\.alreadyClosed/);
  await waitForNotifications(tower, 2);
  await tower.app.evaluate(() => globalThis.observed.notifications[0]?.emit('action', { actionIndex: 0 }, 0));
  await window.expectStatus('Asker', 'waiting');
  await window.requests.getByRole('button', { name: 'Deny', exact: true }).click();
  await expect.poll(async () => (await notificationsOf(tower))[1]?.closed).toBe(true);
});

test('what happens at nearly the same time is told at once', async ({ folder, startApp, openWindow }) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  const one = await addInstance(window.page, 'One', folder.project);
  const two = await addInstance(window.page, 'Two', folder.project);
  await lookAway(tower);
  // On a busy computer agents are no judges of "nearly the same time": it lasts until both have asked.
  const release = await holdTimers(tower, 1200);
  await submit(window.page, one, 'Show me a permission');
  await submit(window.page, two, 'Show me a permission');
  await expect.poll(() => badgeOf(tower), { timeout: 20_000 }).toBe(2);
  expect(await notificationsOf(tower)).toEqual([]);
  await release();
  const told = await waitForNotifications(tower, 1);
  expect(told[0]).toMatchObject({ title: '2 requests wait for you', actions: [] });
  expect(told[0]?.body.split(', ').toSorted()).toEqual(['One', 'Two']);
});

test('nothing is told of a muted instance, by the menu of the instance, until it is heard again', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  const quiet = await addInstance(window.page, 'Quiet', folder.project);
  const loud = await addInstance(window.page, 'Loud', folder.project);
  const choose = async (item: string) => {
    await window.row('Quiet').getByRole('button', { name: 'Actions for Quiet' }).click();
    await window.page.getByRole('menuitem', { name: item }).click();
  };
  await choose('Mute its notifications');
  await lookAway(tower);
  await submit(window.page, quiet, 'Hello');
  await ended(window.page, 'Quiet');
  await submit(window.page, loud, 'Hello');
  await waitForNotifications(tower, 1);
  // Were both told of, they would be told of at once, or the quiet one first.
  expect((await notificationsOf(tower)).map(({ title }) => title)).toEqual(['Loud']);
  await choose('Unmute its notifications');
  await submit(window.page, quiet, 'Hello again');
  const [, told] = await waitForNotifications(tower, 2);
  expect(told).toMatchObject({ title: 'Quiet', body: 'Done: Hello again' });
});

test('nothing is told in quiet hours, and after them only what still waits; the tray and the icon tell all the same', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  const first = await addInstance(window.page, 'First', folder.project);
  const second = await addInstance(window.page, 'Second', folder.project);
  await window.page.getByRole('button', { name: 'Settings', exact: true }).click();
  await window.page.getByRole('tab', { name: 'Notifications' }).click();
  await window.dialog.getByRole('switch', { name: 'Quiet hours' }).click();
  await expect(window.dialog.getByLabel('From', { exact: true })).toHaveValue('22:00');
  await expect(window.dialog.getByLabel('To', { exact: true })).toHaveValue('08:00');
  await window.page.keyboard.press('Escape');
  // The whole day, whatever the clock says.
  await changeSettings(window.page, { quietHours: { from: '00:00', to: '00:00' } });
  await lookAway(tower);
  await submit(window.page, first, 'Hello');
  await ended(window.page, 'First');
  await submit(window.page, first, 'Show me a permission');
  await expect.poll(() => badgeOf(tower)).toBe(1);

  await changeSettings(window.page, { quietHours: null });
  await submit(window.page, second, 'Hello');
  const told = (await waitForNotifications(tower, 2)).map(({ title, body }) => `${title}: ${body}`).toSorted();
  expect(told[0]).toMatch(/^First: asks for a permission: Bash\. It still waits for you, since \d/);
  expect(told[1]).toBe('Second: Done: Hello');
});

test('who does not answer is told again after the time of the settings, in place of the first time', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  const asker = await addInstance(window.page, 'Asker', folder.project);
  await window.page.getByRole('button', { name: 'Settings', exact: true }).click();
  await window.page.getByRole('tab', { name: 'Notifications' }).click();
  const field = window.dialog.getByRole('textbox', { name: 'Tell again of a request after' });
  await expect(field).toHaveValue('30');
  await field.fill('');
  await window.page.keyboard.press('Escape');
  await lookAway(tower);
  await submit(window.page, asker, 'Show me a permission');
  await waitForNotifications(tower, 1);
  await tower.app.evaluate((_, ms) => {
    globalThis.observed.clockAheadMs = ms;
  }, 46 * 60_000);
  await changeSettings(window.page, { remindMs: 45 * 60_000 });
  const [first, again] = await waitForNotifications(tower, 2);
  expect(first).toMatchObject({ body: 'asks for a permission: Bash', closed: true });
  expect(again).toMatchObject({ title: 'Asker', actions: ['Allow', 'Deny'], closed: false });
  expect(again?.body).toMatch(/^asks for a permission: Bash\. It still waits for you, since \d/);
  await expect(window.requests.getByRole('timer')).toContainText(/^waiting for \d/);
  await answer(tower, 0);
  await window.expectStatus('Asker', 'idle');
});

test('a turn that does not go on is told with its evidence, and a click shows whose it is', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const script = JSON.stringify({ scripts: { silent: [{ text: 'I begin.', hangAfter: 1 }] } });
  const tower = await startApp({ environment: { ...withTray.environment, FAKE_CLAUDE_SCRIPT: script } });
  const window = await openWindow(tower);
  await changeSettings(window.page, { claudePath: fakeClaude, stallMs: 1000 });
  await window.createInstance({ directory: folder.project, name: 'Silent', agent: 'Claude Code' });
  await addInstance(window.page, 'Other', folder.project);
  await window.row('Other').click();
  await expect(window.page.getByRole('heading', { name: 'Other' })).toBeVisible();
  await lookAway(tower);
  const silent = (await instancesOf(window.page)).find(({ name }) => name === 'Silent');
  await submit(window.page, silent?.id ?? '', '[[silent]]');
  const [told] = await waitForNotifications(tower, 1);
  expect(told).toMatchObject({ title: 'Silent', actions: [] });
  expect(told?.body).toMatch(/^does not go on: nothing has come from it for /);
  await tower.app.evaluate(() => globalThis.observed.notifications[0]?.emit('click', {}));
  await expect.poll(() => isShown(tower)).toBe(true);
  await expect(window.page.getByRole('heading', { name: 'Silent', exact: true })).toBeVisible();
});

test('what is switched off is not told: ends, or requests', async ({ folder, startApp, openWindow }) => {
  const tower = await startApp(withTray);
  const window = await openWindow(tower);
  const id = await addInstance(window.page, 'Worker', folder.project);
  await changeSettings(window.page, { notifyEnds: false });
  await lookAway(tower);
  await submit(window.page, id, 'Hello');
  await ended(window.page, 'Worker');
  await submit(window.page, id, 'Show me a permission');
  await waitForNotifications(tower, 1);
  expect((await notificationsOf(tower)).map(({ body }) => body)).toEqual(['asks for a permission: Bash']);
});
