import type { Page } from '@playwright/test';

/**
 * Measures how long a page was held up. The bounds that a test sets on it tell a window that hangs from one on a computer
 * that is busy: what hangs does so for minutes.
 */
export class Responsiveness {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async watch(page: Page): Promise<Responsiveness> {
    await page.evaluate(() => {
      const held: number[] = [];
      Object.assign(window, { heldUp: held });
      new PerformanceObserver((list) => held.push(...list.getEntries().map(({ duration }) => duration))).observe({
        type: 'longtask',
      });
    });
    return new Responsiveness(page);
  }

  /** The longest time that one task held the page up since it is watched, in milliseconds. */
  longest(): Promise<number> {
    return this.#page.evaluate(() => Math.max(0, ...(Reflect.get(window, 'heldUp') as number[])));
  }

  /** How long a click takes until the page has drawn again, in milliseconds. */
  async click(): Promise<number> {
    const begin = Date.now();
    await this.#page.getByRole('textbox', { name: 'Prompt', exact: true }).click();
    await this.#page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
    return Date.now() - begin;
  }
}
