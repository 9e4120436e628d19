import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestFolder } from '../e2e/support/test-folder.ts';
import { expect, test } from './support/fixtures.ts';
import type { TowerApp } from './support/tower-app.ts';

const boundsFile = (folder: TestFolder): string => join(folder.data, 'window', 'window-bounds.json');
const boundsOf = (tower: TowerApp) =>
  tower.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());

test('the window opens where it was', async ({ startApp, openWindow }) => {
  const first = await startApp();
  await openWindow(first);
  const wanted = { x: 120, y: 90, width: 960, height: 700 };
  await first.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), wanted);
  await first.quit();
  const second = await startApp();
  await openWindow(second);
  expect(await boundsOf(second)).toEqual(wanted);
});

test('a window of a screen that is gone opens on one that is there', async ({ folder, startApp, openWindow }) => {
  const first = await startApp();
  await openWindow(first);
  await first.quit();
  const written = JSON.parse(readFileSync(boundsFile(folder), 'utf8')) as Record<string, unknown>;
  writeFileSync(boundsFile(folder), JSON.stringify({ ...written, x: 9000, y: 9000 }));
  const second = await startApp();
  await openWindow(second);
  const areas = await second.app.evaluate(({ screen }) => screen.getAllDisplays().map(({ workArea }) => workArea));
  const bounds = await boundsOf(second);
  const isReachable = areas.some(
    (area) =>
      bounds !== undefined &&
      bounds.x < area.x + area.width &&
      bounds.y < area.y + area.height &&
      bounds.x + bounds.width > area.x &&
      bounds.y >= area.y,
  );
  expect(isReachable).toBe(true);
});

test('a second start shows the window of the first, and ends', async ({ startApp, startAgain, openWindow }) => {
  const tower = await startApp();
  const { heading } = await openWindow(tower);
  await tower.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const isMinimized = () => tower.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized());
  await expect.poll(isMinimized).toBe(true);
  expect(await startAgain()).toBe(0);
  await expect.poll(isMinimized).toBe(false);
  await expect(heading).toBeVisible();
  expect(await tower.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('in a narrow window the folded sidebar is not reached with the keyboard, until it is opened', async ({
  startApp,
  openWindow,
}) => {
  const tower = await startApp();
  const { page } = await openWindow(tower);
  await tower.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ width: 520 }));
  const takesFocus = () =>
    page.getByRole('textbox', { name: 'Filter instances', includeHidden: true }).evaluate((field: HTMLElement) => {
      field.focus();
      return document.activeElement === field;
    });
  await expect.poll(takesFocus).toBe(false);
  await page.getByRole('button', { name: 'Show the instances' }).click();
  await expect.poll(takesFocus).toBe(true);
});
