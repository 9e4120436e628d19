import type { Page } from '@playwright/test';

/** Brings a view on screen, in whatever language the page speaks: it is addressed by names of ours and by test ids. */
export type Show = (page: Page) => Promise<void>;

const select = async (page: Page, name: string): Promise<void> => {
  const row = page.getByTestId('instance-row').filter({ hasText: name });
  await row.first().waitFor({ state: 'attached' });
  await row.getByRole('button').first().click();
  await page.getByTestId('transcript').locator('[data-kind]').first().waitFor();
};

async function openSettings(page: Page): Promise<void> {
  await select(page, 'Handbook');
  await page.getByRole('banner').getByRole('button').last().click();
  await page.getByRole('dialog').locator('[role=status][aria-busy=false]').waitFor();
}

/** Before there is any instance, once the CLI was looked for. */
export const welcome: Show = (page) => page.getByRole('main').locator('[data-outcome]').waitFor();

/** The views that are looked at, and pictured. */
export const views: Readonly<Record<string, Show>> = {
  transcript: async (page) => {
    await select(page, 'Greeting service');
    await page.getByTestId('transcript').getByRole('table').waitFor();
    await page.locator('code span[style]').first().waitFor();
  },
  permission: async (page) => {
    await select(page, 'Payments API');
    await page.getByTestId('request-card').waitFor();
    await page.getByRole('button', { expanded: false }).filter({ hasText: '2' }).first().click();
    await page.getByTestId('queued-task').first().waitFor();
  },
  question: async (page) => {
    await select(page, 'Shop');
    await page.getByTestId('request-card').waitFor();
    await page.getByTestId('request-card').getByRole('radio').first().click();
  },
  failed: async (page) => {
    await select(page, 'Old importer');
    await page.getByRole('alert').waitFor();
  },
  demo: async (page) => {
    await select(page, 'Trial');
  },
  inbox: async (page) => {
    await select(page, 'Handbook');
    await page.getByRole('banner').getByRole('button').nth(-3).click();
    await page.getByRole('dialog').getByTestId('request-card').first().waitFor();
  },
  palette: async (page) => {
    await select(page, 'Greeting service');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('option').first().waitFor();
    await page.keyboard.type('pay');
    await page.getByRole('dialog').getByRole('option').filter({ hasText: 'Payments' }).first().waitFor();
  },
  board: async (page) => {
    await select(page, 'Greeting service');
    await page.keyboard.press('Alt+b');
    await page.getByTestId('board').getByTestId('board-card').first().waitFor();
  },
  wall: async (page) => {
    await select(page, 'Greeting service');
    await page.keyboard.press('Alt+0');
    await page.getByTestId('last-words').filter({ hasText: /\S/ }).nth(5).waitFor();
  },
  create: async (page) => {
    await select(page, 'Handbook');
    await page.getByRole('navigation').getByRole('button').first().click();
    await page.getByRole('dialog').getByRole('combobox').first().fill('~/projects/');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Tab');
  },
  settings: openSettings,
  keyboard: async (page) => {
    await openSettings(page);
    await page.getByRole('dialog').getByRole('tab').nth(3).click();
    await page.getByRole('dialog').getByRole('textbox').first().waitFor();
  },
  doctor: async (page) => {
    await openSettings(page);
    await page.getByRole('dialog').getByRole('tabpanel').getByRole('button').last().click();
    await page.getByRole('dialog').getByTestId('doctor-check').first().waitFor();
  },
  news: async (page) => {
    await openSettings(page);
    await page.getByRole('dialog').getByRole('button').last().click();
    await page.getByRole('dialog').getByRole('listitem').first().waitFor();
  },
  rules: async (page) => {
    await select(page, 'Handbook');
    await page.getByRole('banner').getByRole('button').nth(-3).click();
    await page.getByRole('dialog').getByRole('button').last().click();
    await page.getByRole('dialog').getByRole('textbox').waitFor();
  },
  history: async (page) => {
    await select(page, 'Greeting service');
    await page.getByRole('region').getByRole('button', { expanded: false }).last().click();
    await page.getByTestId('ended-task').first().waitFor();
  },
};
