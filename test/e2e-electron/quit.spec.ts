import { expect, test } from './support/fixtures.ts';
import { isRunning, processOf } from './support/bridge.ts';
import type { TowerApp } from './support/tower-app.ts';

type Way = readonly [name: string, quit: (tower: TowerApp) => Promise<unknown>];

const ways: readonly Way[] = [
  ['the app is quit', (tower) => tower.app.evaluate(({ app }) => app.quit())],
  ['the system ends it', async (tower) => process.kill(tower.pid, 'SIGTERM')],
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

    // The connection may be gone before the answer is there.
    await quit(tower).catch(() => undefined);
    expect(await tower.ended).toBe(0);
    expect(isRunning(pid)).toBe(false);

    const again = await openWindow(await startApp());
    await again.expectStatus('Busy', 'stopped');
    await again.row('Busy').click();
    await expect(again.transcript).toContainText('I write this');
    await expect(again.outcomes('Interrupted')).toBeVisible();
  });
}
