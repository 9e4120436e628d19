import type { Page } from '@playwright/test';
import type { Bridge } from '../../../apps/shared/contract/bridge.ts';
import type { SettingsPatch } from '../../../apps/shared/models/settings.ts';
import type { Instance } from '../../../apps/shared/models/instance.ts';
import { expect } from '../../e2e/support/expect.ts';

declare global {
  interface Window {
    readonly controlTower: Bridge;
  }
}

/** The instances as the page is told of them. */
export async function instancesOf(page: Page): Promise<readonly Instance[]> {
  const answer = await page.evaluate(() => window.controlTower.call('tower.snapshot', {}));
  if (!answer.ok) throw new Error(answer.problem.message);
  return answer.value.instances;
}

/** How many tasks there are, whatever became of them: nothing can run without one. */
export async function countTasks(page: Page): Promise<number> {
  const answer = await page.evaluate(() => window.controlTower.call('tower.snapshot', {}));
  if (!answer.ok) throw new Error(answer.problem.message);
  return answer.value.tasks.length;
}

/** Changes the settings, as the window's dialog does. */
export async function changeSettings(page: Page, patch: SettingsPatch): Promise<void> {
  const answer = await page.evaluate((wanted) => window.controlTower.call('settings.update', wanted), patch);
  if (!answer.ok) throw new Error(answer.problem.message);
}

/** Makes an instance with the demo agent, and waits until it is ready. @returns its id */
export async function addInstance(page: Page, name: string, directory: string): Promise<string> {
  const draft = { name, directory, launcher: 'demo', permissionMode: 'ask' } as const;
  const answer = await page.evaluate((wanted) => window.controlTower.call('instance.create', wanted), draft);
  if (!answer.ok) throw new Error(answer.problem.message);
  const { id } = answer.value.instance;
  await page.evaluate((started) => window.controlTower.call('instance.start', { id: started }), id);
  const status = async () => (await instancesOf(page)).find((instance) => instance.id === id)?.status;
  await expect.poll(status).toBe('idle');
  return id;
}

/** From now on no queued task is started. */
export async function pauseTower(page: Page): Promise<void> {
  const answer = await page.evaluate(() => window.controlTower.call('tower.pause', {}));
  if (!answer.ok) throw new Error(answer.problem.message);
}

/** Queues a task. @returns its id */
export async function submit(page: Page, instanceId: string, prompt: string): Promise<string> {
  const input = { instanceId, prompt };
  const answer = await page.evaluate((wanted) => window.controlTower.call('task.submit', wanted), input);
  if (!answer.ok) throw new Error(answer.problem.message);
  return answer.value.task.id;
}

/** Waits until an instance has a process. @returns its number */
export async function processOf(page: Page, name: string): Promise<number> {
  const find = async () => (await instancesOf(page)).find((instance) => instance.name === name)?.pid ?? null;
  await expect.poll(find).not.toBeNull();
  return (await find()) ?? Number.NaN;
}

/** Does a process of this number run? */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
