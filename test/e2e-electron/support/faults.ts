import type { Page } from '@playwright/test';

/** Lines that the debugger writes because the specs hold on to the main process. */
const debuggerLines = /^(Debugger|DevTools) listening on |^Debugger (attached|ending)|^For help, see|^Waiting for the/;
/** What Chromium and the system's libraries say of themselves, in Electron. */
const chromiumLines = /^\[\d+:[\d/.:]+:(ERROR|WARNING|INFO|VERBOSE\d*):|^\(.*\): G\w+-WARNING/;

/** Everything that went wrong in the pages and in the main process of a spec. */
export class Faults {
  readonly #expected: RegExp[] = [];
  readonly #faults: string[] = [];

  /** Watches a page from now on. */
  watchPage(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') this.add(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.add(`exception: ${error.stack ?? error.message}`));
    page.on('request', (request) => {
      if (!isOwn(request.url())) this.add(`request to elsewhere: ${request.url()}`);
    });
  }

  /** Looks at one line of the main process's errors. */
  hearLine(line: string): void {
    if (line.trim() === '' || debuggerLines.test(line) || chromiumLines.test(line)) return;
    this.add(`main process: ${line}`);
  }

  add(fault: string): void {
    this.#faults.push(fault);
  }

  /** Names what a spec provokes. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  get unexpected(): readonly string[] {
    return this.#faults.filter((fault) => !this.#expected.some((pattern) => pattern.test(fault)));
  }
}

function isOwn(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return ['data:', 'blob:', 'about:', 'app:'].includes(protocol) || hostname.endsWith('.electron-stand-in.invalid');
}
