import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import { lastWordsOf } from './long-transcript.ts';

/** Clicks an instance whose transcript was made by `fillDatabase`. @returns milliseconds until its last words were on screen */
export async function clickUntilSeen(page: Page, name: string): Promise<number> {
  const row = rowOf(page, name);
  await row.waitFor();
  const seen = page.evaluate(`benchUntilSeen(${JSON.stringify(lastWordsOf(name))})`);
  await row.click();
  return z.number().parse(await seen);
}

/** The row of an instance in the list. */
export function rowOf(page: Page, name: string): Locator {
  return page.getByTestId('instance-row').filter({ hasText: name }).getByRole('button').first();
}
