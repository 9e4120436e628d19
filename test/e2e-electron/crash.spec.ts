import { addInstance, instancesOf, submit } from './support/bridge.ts';
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
const crashesLogged = (tower: TowerApp) =>
  tower.logged('error').filter((line) => line.includes('the page crashed')).length;

/** Tells the app of a crash as Electron does. The stand-in's Chromium keeps its own to itself. */
const tellGraphicsCrash = (tower: TowerApp, times: number) =>
  tower.app.evaluate(({ app }, count) => {
    for (let time = 0; time < count; time++) {
      app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 139 });
    }
  }, times);

test('a page that crashes while an agent works comes back, twice in a row too, with nothing lost', async ({
  folder,
  startApp,
  openWindow,
  faults,
}) => {
  const tower = await startApp();
  const window = await openWindow(tower);
  const id = await addInstance(window.page, 'Survivor', folder.project);
  await submit(window.page, id, 'Hello');
  await expect(window.outcomes('Completed')).toBeVisible();
  await submit(window.page, id, 'Now something slow');
  await expect(window.transcript).toContainText('I write this');
  const { pid } = (await instancesOf(window.page))[0] ?? {};
  faults.expect(/log: .*the page crashed/);
  for (let times = 1; times <= 2; times++) {
    await crashPage(tower);
    await expect.poll(() => crashesLogged(tower), { timeout: 20_000 }).toBe(times);
    await expect.poll(() => textOf(tower), { timeout: 20_000 }).toContain('Survivor');
    await expect.poll(() => textOf(tower)).toContain('This is the demo agent');
  }
  // The agent wrote on meanwhile, in the same process, and the new page follows it to its end.
  await expect.poll(() => textOf(tower), { timeout: 30_000 }).toContain('Done, at last.');
  expect(() => process.kill(pid ?? 0, 0)).not.toThrow();
});

test('a page that crashes again and again is left to the person', async ({ startApp, openWindow, faults }) => {
  const tower = await startApp();
  await openWindow(tower);
  faults.expect(/log: .*the page crashed/);
  for (let times = 1; times <= 3; times++) {
    await crashPage(tower);
    await expect.poll(() => crashesLogged(tower), { timeout: 20_000 }).toBe(times);
    await expect.poll(() => textOf(tower), { timeout: 20_000 }).toContain('Start your first agent');
  }
  await crashPage(tower);
  const dialog = await waitForDialog(tower);
  expect(dialog.options.message).toBe('The window keeps crashing');
  await clickButton(tower, dialog, 'Try again');
  await expect.poll(() => textOf(tower), { timeout: 20_000 }).toContain('Start your first agent');
});

test('a graphics process that is killed takes nothing with it', async ({ folder, startApp, openWindow, faults }) => {
  const tower = await startApp();
  const window = await openWindow(tower);
  faults.expect(/log: .*a process of the app crashed/);
  await window.createInstance({ directory: folder.project, name: 'Survivor', agent: 'Demo agent' });
  const graphics = () =>
    tower.app.evaluate(({ app }) => app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid ?? null);
  const first = await graphics();
  expect(first).not.toBeNull();
  process.kill(first ?? 0, 'SIGKILL');
  await expect.poll(async () => ![null, first].includes(await graphics()), { timeout: 20_000 }).toBe(true);
  await window.send('Hello');
  await expect(window.outcomes('Completed')).toBeVisible();
  await expect(window.transcript).toContainText('This is the demo agent');
  // It is still painted: what a picture shows comes from the new process.
  expect((await window.page.screenshot()).length).toBeGreaterThan(5000);
  expect(await tower.app.evaluate(() => globalThis.observed.dialogs.length)).toBe(0);
});

test('when the graphics process crashes again and again, a start without it is offered', async ({
  startApp,
  openWindow,
  faults,
}) => {
  const tower = await startApp();
  const { heading } = await openWindow(tower);
  faults.expect(/log: .*a process of the app crashed/);
  await tellGraphicsCrash(tower, 3);
  expect(await tower.app.evaluate(() => globalThis.observed.dialogs.length)).toBe(0);
  await tellGraphicsCrash(tower, 1);
  const dialog = await waitForDialog(tower);
  expect(dialog.options.message).toBe('The graphics process keeps crashing');
  await clickButton(tower, dialog, 'Go on');
  await expect(heading).toBeVisible();
  expect(await tower.app.evaluate(() => globalThis.observed.relaunches)).toEqual([]);
});

test('whoever takes that offer has the agents ended well, and the new start is without graphics', async ({
  folder,
  startApp,
  openWindow,
  faults,
}) => {
  const tower = await startApp();
  const window = await openWindow(tower);
  const id = await addInstance(window.page, 'Busy', folder.project);
  await submit(window.page, id, 'Now something slow');
  await window.expectStatus('Busy', 'working');
  const { pid } = (await instancesOf(window.page))[0] ?? {};
  faults.expect(/log: .*a process of the app crashed/);
  await tellGraphicsCrash(tower, 4);
  const dialog = await waitForDialog(tower);
  // It is told before the app ends, and can be asked for no more afterwards.
  const relaunched = tower.app.evaluate(({ app }) => {
    return new Promise<readonly string[]>((resolve) => {
      app.relaunch = (options) => resolve(options?.args ?? []);
    });
  });
  await clickButton(tower, dialog, 'Start again without acceleration');
  expect(await relaunched).toContain('--disable-gpu');
  expect(await tower.ended).toBe(0);
  expect(() => process.kill(pid ?? 0, 0)).toThrow();
  const again = await openWindow(await startApp());
  await again.row('Busy').click();
  await expect(again.outcomes('Interrupted')).toBeVisible();
});
