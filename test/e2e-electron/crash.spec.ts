import { expect, test } from './support/fixtures.ts';
import { clickButton, waitForDialog } from './support/observed.ts';
import type { TowerApp } from './support/tower-app.ts';

const crashPage = (tower: TowerApp) =>
  tower.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());

/** What the page shows; Playwright gives a page up that crashed, so the app is asked. */
const textOf = (tower: TowerApp) =>
  tower.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return (await contents?.executeJavaScript('document.body.innerText').catch(() => '')) as string;
  });

test('a page that crashed comes back, with nothing lost', async ({ folder, startApp, openWindow, faults }) => {
  const tower = await startApp();
  const window = await openWindow(tower);
  await window.createInstance({ directory: folder.project, name: 'Survivor', agent: 'Demo agent' });
  await window.send('Hello');
  await expect(window.outcomes('Completed')).toBeVisible();
  faults.expect(/log: .*the page crashed/);
  await crashPage(tower);
  await expect.poll(() => textOf(tower), { timeout: 20_000 }).toContain('Survivor');
  await expect.poll(() => textOf(tower)).toContain('This is the demo agent');
  expect(tower.logged('error').filter((line) => line.includes('the page crashed'))).toHaveLength(1);
});

test('a page that crashes again and again is left to the person', async ({ startApp, openWindow, faults }) => {
  const tower = await startApp();
  await openWindow(tower);
  faults.expect(/log: .*the page crashed/);
  for (let times = 1; times <= 3; times++) {
    await crashPage(tower);
    await expect.poll(() => tower.logged('error').length, { timeout: 20_000 }).toBe(times);
    await expect.poll(() => textOf(tower), { timeout: 20_000 }).toContain('Start your first agent');
  }
  await crashPage(tower);
  const dialog = await waitForDialog(tower);
  expect(dialog.options.message).toBe('The window keeps crashing');
  await clickButton(tower, dialog, 'Try again');
  await expect.poll(() => textOf(tower), { timeout: 20_000 }).toContain('Start your first agent');
});

test('when the graphics process crashes again and again, a start without it is offered', async ({
  startApp,
  openWindow,
  faults,
}) => {
  const tower = await startApp();
  const { heading } = await openWindow(tower);
  faults.expect(/log: .*a process of the app crashed/);
  await tower.app.evaluate(({ app }) => {
    for (let times = 0; times < 4; times++) {
      app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 139 });
    }
  });
  const dialog = await waitForDialog(tower);
  expect(dialog.options.message).toBe('The graphics process keeps crashing');
  await clickButton(tower, dialog, 'Go on');
  await expect(heading).toBeVisible();
});
