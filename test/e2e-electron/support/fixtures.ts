import { spawn } from 'node:child_process';
import { test as base } from '@playwright/test';
import { expect } from '../../e2e/support/expect.ts';
import { TestFolder } from '../../e2e/support/test-folder.ts';
import { TowerWindow } from '../../e2e/support/tower-window.ts';
import { Faults } from './faults.ts';
import { startArguments, TowerApp, type TowerStart } from './tower-app.ts';

interface Fixtures {
  readonly folder: TestFolder;
  readonly faults: Faults;
  /** Starts the app in the spec's folder; it is ended with the spec. */
  readonly startApp: (start?: Partial<TowerStart>) => Promise<TowerApp>;
  /** Starts the app a second time, with more arguments. @returns the exit code of this second one */
  readonly startAgain: (more?: readonly string[]) => Promise<number | null>;
  /** Waits until the app's first window shows the tower. */
  readonly openWindow: (tower: TowerApp) => Promise<TowerWindow>;
}

/** A spec with a folder and an app of its own, at whose end nothing has a fault and no process is left. */
export const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = new TestFolder();
    await use(folder);
    folder.remove();
  },
  faults: async ({}, use) => {
    const faults = new Faults();
    await use(faults);
    expect(faults.unexpected, 'faults of pages and main process').toEqual([]);
  },
  startApp: async ({ folder, faults }, use) => {
    const started: TowerApp[] = [];
    await use(async (start) => {
      const tower = await TowerApp.start({ folder, faults, ...start });
      started.push(tower);
      return tower;
    });
    for (const tower of started) {
      await tower.quit();
      for (const line of [...tower.logged('warn'), ...tower.logged('error')]) faults.add(`log: ${line}`);
    }
    await expect.poll(() => folder.processes(), { message: 'processes left behind' }).toEqual([]);
  },
  startAgain: async ({ folder }, use) => {
    await use(async (more) => {
      const { executablePath, args, env } = startArguments({ folder, ...(more === undefined ? {} : { more }) }, []);
      const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : [];
      const child = spawn(executablePath, [...sandbox, ...args], { env, stdio: 'ignore' });
      return new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
    });
  },
  openWindow: async ({}, use) => {
    await use(async (tower) => {
      const window = new TowerWindow(await tower.window());
      await expect(window.heading).toBeVisible();
      return window;
    });
  },
});

export { expect };
