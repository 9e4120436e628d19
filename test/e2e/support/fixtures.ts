import { test as base, type Page } from '@playwright/test';
import { expect } from './expect.ts';
import { PageFaults } from './page-faults.ts';
import { TestFolder } from './test-folder.ts';
import { fakeClaude, TowerProcess, type TowerStart } from './tower-process.ts';
import { TowerWindow } from './tower-window.ts';

interface Fixtures {
  readonly folder: TestFolder;
  readonly faults: PageFaults;
  /** Starts a tower in the test's folder; it is ended with the test. */
  readonly startTower: (start?: Partial<TowerStart>) => Promise<TowerProcess>;
  /** Opens a tower's link in a page. */
  readonly openWindow: (tower: TowerProcess, page?: Page) => Promise<TowerWindow>;
}

/** A test with a folder, towers and windows of its own, at whose end no page has a fault and no process is left. */
export const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = new TestFolder();
    await use(folder);
    folder.remove();
  },
  faults: [
    async ({ context }, use) => {
      const faults = new PageFaults();
      context.on('page', (page) => faults.watch(page));
      await use(faults);
      expect(faults.unexpected, 'faults of the pages').toEqual([]);
    },
    { auto: true },
  ],
  startTower: async ({ folder, context }, use) => {
    const started: TowerProcess[] = [];
    await use(async (start) => {
      const tower = await TowerProcess.start({ environment: folder.environment(), data: folder.data, ...start });
      started.push(tower);
      return tower;
    });
    // A page that still loads something when its server ends would complain.
    await Promise.all(context.pages().map((page) => page.close()));
    await Promise.all(started.map((tower) => tower.end()));
    await expect.poll(() => folder.processes(), { message: 'processes left behind' }).toEqual([]);
  },
  openWindow: async ({ page: first, faults: _ }, use) => {
    await use(async (tower, page = first) => {
      page.setDefaultTimeout(20_000);
      await page.goto(tower.link);
      const window = new TowerWindow(page);
      await expect(window.heading).toBeVisible();
      return window;
    });
  },
});

export { expect, fakeClaude };
