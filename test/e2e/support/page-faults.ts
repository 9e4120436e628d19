import type { Page } from '@playwright/test';

/** Everything that went wrong in the pages of a test: console errors, uncaught exceptions, requests to elsewhere. */
export class PageFaults {
  readonly #expected: RegExp[] = [];
  readonly #faults: string[] = [];

  /** Watches a page from now on. */
  watch(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') this.#faults.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.#faults.push(`exception: ${error.stack ?? error.message}`));
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      const isOwn = ['data:', 'blob:', 'about:'].includes(protocol) || hostname === '127.0.0.1';
      if (!isOwn) this.#faults.push(`request to elsewhere: ${request.url()}`);
    });
  }

  /** Names what a test provokes, such as the browser's own line about a server that is gone. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  get unexpected(): readonly string[] {
    return this.#faults.filter((fault) => !this.#expected.some((pattern) => pattern.test(fault)));
  }
}

/**
 * The browser's own line about a server that is gone, or that goes while the page knocks. A window fetches its dialogs when it has
 * nothing else to do, which may be only then.
 */
export const serverGone =
  /(WebSocket connection to '\S+' failed|Failed to load resource): .*(ERR_CONNECTION_(REFUSED|RESET|CLOSED)|ERR_EMPTY_RESPONSE|before (the connection|receiving))/;
