import { expect as playwrightExpect } from '@playwright/test';

/** Waits longer than Playwright's own: a CLI has to start, on a computer that may be busy. */
export const expect = playwrightExpect.configure({ timeout: 20_000 });
