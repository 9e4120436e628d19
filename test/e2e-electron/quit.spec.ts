import { expect, test } from './support/fixtures.ts';
import { fakeClaude } from '../e2e/support/tower-process.ts';
import { addInstance, changeSettings, isRunning, processOf, submit } from './support/bridge.ts';
import { clickTray, isShown } from './support/desktop.ts';
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

test('the way to the end can be watched, in the window and on the taskbar, however deaf an agent is', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const deaf = {
    at: {
      spawn: [{ act: 'ignoreSignals', signals: ['SIGINT', 'SIGTERM', 'SIGHUP'] }],
      interrupt: [{ act: 'hang' }],
      endOfInput: [{ act: 'hang' }],
    },
    scripts: { endless: [{ text: 'I begin, and never end.', pieces: 600, paceMs: 100 }] },
  };
  const tower = await startApp({ environment: { FAKE_CLAUDE_SCRIPT: JSON.stringify(deaf) } });
  const window = await openWindow(tower);
  await changeSettings(window.page, { claudePath: fakeClaude });
  await window.createInstance({ directory: folder.project, name: 'Deaf', agent: 'Claude Code' });
  await addInstance(window.page, 'Polite', folder.project);
  await window.row('Deaf').click();
  await window.send('[[endless]]');
  await window.expectStatus('Deaf', 'working');
  const pid = await processOf(window.page, 'Deaf');

  await tower.app.evaluate(({ app }) => app.quit());
  const question = await waitForDialog(tower);
  expect(question.options.message).toBe('An agent is at work. Quit all the same?');
  await clickButton(tower, question, 'Quit');
  await expect(window.page.getByText('The tower is closing: 1 of 2 agents are still being ended.')).toBeVisible();
  // Half of the way, and whoever asks for the end once more is not asked again.
  const watched = await tower.app.evaluate(({ app }) => {
    app.quit();
    return { progress: [...new Set(globalThis.observed.progress)], dialogs: globalThis.observed.dialogs.length };
  });
  expect(watched).toEqual({ progress: [0, 0.5], dialogs: 1 });
  expect(isRunning(pid)).toBe(true);
  expect(await tower.ended).toBe(0);
  expect(isRunning(pid)).toBe(false);
});

test('whoever keeps it running in the tray has the window put away and the agent at work', async ({
  folder,
  startApp,
  openWindow,
}) => {
  const tower = await startApp({ environment: { CONTROL_TOWER_TRAY: 'on' } });
  const window = await openWindow(tower);
  const id = await addInstance(window.page, 'Busy', folder.project);
  await submit(window.page, id, 'Now something slow');
  await window.expectStatus('Busy', 'working');
  const pid = await processOf(window.page, 'Busy');
  await clickTray(tower, 'quit');
  await clickButton(tower, await waitForDialog(tower), 'Keep running in the tray');
  await expect.poll(() => isShown(tower)).toBe(false);
  expect(isRunning(pid)).toBe(true);
  await clickTray(tower, 'show');
  await expect.poll(() => isShown(tower)).toBe(true);
  // Asked from the tray with the window away, the end is shown to whoever asked for it.
  await clickTray(tower, 'quit');
  await clickButton(tower, await waitForDialog(tower, 2), 'Quit');
  expect(await tower.ended).toBe(0);
  expect(isRunning(pid)).toBe(false);
});
