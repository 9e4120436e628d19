import type { Locator, Page } from '@playwright/test';
import { expect } from './expect.ts';

export interface NewInstance {
  readonly directory: string;
  readonly name: string;
  readonly mode?: 'Autonomous' | 'Ask' | 'Accept edits' | 'Plan';
  readonly agent?: 'Claude Code' | 'Demo agent';
  readonly color?: string;
}

/** The window as a person uses it: by what is written on it. */
export class TowerWindow {
  readonly page: Page;
  readonly heading: Locator;
  readonly transcript: Locator;
  readonly prompts: Locator;
  readonly composer: Locator;
  readonly sendButton: Locator;
  readonly requests: Locator;
  readonly queue: Locator;
  readonly queued: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole('heading', { name: 'Claude Control Tower' });
    this.transcript = page.getByTestId('transcript');
    this.prompts = this.transcript.getByRole('article', { name: 'You' });
    this.composer = page.getByRole('textbox', { name: 'Prompt', exact: true });
    this.sendButton = page.getByRole('button', { name: 'Send', exact: true });
    this.requests = page.getByTestId('request-card');
    this.queue = page.getByRole('region', { name: 'Queue' });
    this.queued = page.getByTestId('queued-task');
    this.dialog = page.getByRole('dialog');
  }

  /** Makes an instance by clicking, and waits until it is ready. */
  async createInstance(wanted: NewInstance): Promise<void> {
    await this.fillForm(wanted);
    await this.dialog.getByRole('button', { name: 'Create' }).click();
    await expect(this.dialog).toBeHidden();
    await this.expectStatus(wanted.name, 'idle');
  }

  /** Opens the dialog and fills it in. */
  async fillForm({ directory, name, mode = 'Ask', agent = 'Claude Code', color }: NewInstance): Promise<void> {
    await this.page
      .getByRole('button', { name: /^New instance/ })
      .first()
      .click();
    if (agent === 'Demo agent') await this.dialog.getByText('Demo agent', { exact: true }).click();
    await this.dialog.getByRole('combobox', { name: 'Folder' }).fill(directory);
    await this.dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    if (color !== undefined) await this.dialog.getByRole('radio', { name: color, exact: true }).click();
    await this.dialog.getByRole('radio', { name: mode, exact: true }).click();
  }

  row(name: string): Locator {
    return this.page.getByTestId('instance-row').filter({ hasText: name });
  }

  /** Waits for an instance's status, as the sidebar tells it. */
  async expectStatus(name: string, status: string): Promise<void> {
    await expect(this.row(name)).toHaveAttribute('data-status', status, { timeout: 20_000 });
  }

  /** Types a prompt and sends it with Enter. */
  async send(prompt: string): Promise<void> {
    await this.composer.fill(prompt);
    await this.composer.press('Enter');
    await expect(this.composer).toHaveValue('');
  }

  /** The lines that end turns. */
  outcomes(word: 'Completed' | 'Interrupted' | 'Failed'): Locator {
    return this.transcript.locator('[data-kind="outcome"]').getByText(word, { exact: true });
  }

  /** Opens the folded queue. */
  async showQueue(): Promise<void> {
    const fold = this.queue.getByRole('button', { name: /^(Queue|\d+ tasks? waits?)$/ });
    if ((await fold.getAttribute('aria-expanded')) === 'false') await fold.click();
  }

  /**
   * Records how the transcript's text after a marker grows.
   * @returns a function that gives its lengths, one after the other, as they were to be seen
   */
  async watchGrowth(marker: string): Promise<() => Promise<readonly number[]>> {
    const handle = await this.page.evaluateHandle((begin) => {
      const lengths: number[] = [];
      const look = (): void => {
        const text = document.querySelector('[data-testid="transcript"]')?.textContent ?? '';
        const at = text.lastIndexOf(begin);
        const length = at === -1 ? 0 : text.length - at;
        if (length > 0 && length !== lengths.at(-1)) lengths.push(length);
      };
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
      return lengths;
    }, marker);
    return () => handle.evaluate((lengths) => lengths);
  }
}
