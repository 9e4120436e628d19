import { expect, test } from './support/fixtures.ts';
import { isRunning, processOf } from './support/bridge.ts';
import { clickButton, waitForDialog } from './support/observed.ts';
import type { TowerApp } from './support/tower-app.ts';

type Way = readonly [name: string, quit: (tower: TowerApp) => Promise<unknown>];

const ways: readonly Way[] = [
  ['a person quits the app and says that it is meant', (tower) => tower.quit()],
  // Who ends a process cannot wait for an answer.
  ['the system ends the app', async (tower) => process.kill(tower.pid, 'SIGTERM')],
];

for (const [name, quit] of ways) {
  test(`when ${name} while an agent works, the agent is gone, and a new start has everything`, async ({
    folder,
    startApp,
    openWindow,
  }) => {
    const tower = await startApp();
    const window = await openWindow(tower);
    await window.createInstance({ directory: folder.project, name: 'Busy', agent: 'Demo agent' });
    await window.send('Now something slow');
    await expect(window.transcript).toContainText('I write this');
    await window.expectStatus('Busy', 'working');
    const pid = await processOf(window.page, 'Busy');
    expect(isRunning(pid)).toBe(true);

    await quit(tower);
    expect(await tower.ended).toBe(0);
    expect(isRunning(pid)).toBe(false);

    const again = await openWindow(await startApp());
    await again.expectStatus('Busy', 'stopped');
    await again.row('Busy').click();
    await expect(again.transcript).toContainText('I write this');
    await expect(again.outcomes('Interrupted')).toBeVisible();
  });
}

test('a person who thinks better of quitting keeps the window and the agent', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp();
  const window = await openWindow(tower);
  await window.createInstance({ directory: folder.project, name: 'Busy', agent: 'Demo agent' });
  await window.send('Now something slow');
  await window.expectStatus('Busy', 'working');
  const pid = await processOf(window.page, 'Busy');
  await tower.app.evaluate(({ app }) => app.quit());
  const question = await waitForDialog(tower);
  expect(question.options.message).toMatch(/agent|instance/i);
  await clickButton(tower, question, 'Cancel');
  expect(isRunning(pid)).toBe(true);
  await expect(window.heading).toBeVisible();
  await window.expectStatus('Busy', 'working');
});
