import type { Page } from '@playwright/test';
import type { Bridge } from '../../../apps/shared/contract/bridge.ts';
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
