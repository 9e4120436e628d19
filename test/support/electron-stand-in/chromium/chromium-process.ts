import { type ChildProcess, spawn } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import { CdpConnection } from './cdp-connection.ts';

export interface ChromiumStart {
  readonly executable: string;
  readonly profileDirectory: string;
  /** The port for whoever tests; null opens none. 0 lets Chromium choose. */
  readonly port: string | null;
  readonly switches: readonly string[];
}

/** Whatever looks for the network, shows a window of its own, or slows a page down that is not in front. */
const usualSwitches = [
  '--headless',
  '--no-sandbox',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--block-new-web-contents',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-breakpad',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--password-store=basic',
  '--use-mock-keychain',
];

/** The Chromium that shows the windows. It ends with us, however we end: it reads its orders from a pipe of ours. */
export class ChromiumProcess {
  readonly connection: CdpConnection;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, connection: CdpConnection) {
    this.#child = child;
    this.connection = connection;
  }

  /** Starts it, and waits until its port is open if there is to be one. @throws when it ends before that */
  static async start({ executable, profileDirectory, port, switches }: ChromiumStart): Promise<ChromiumProcess> {
    const portSwitch = port === null ? [] : [`--remote-debugging-port=${port}`];
    const child = spawn(
      executable,
      ['--remote-debugging-pipe', ...portSwitch, ...usualSwitches, `--user-data-dir=${profileDirectory}`, ...switches],
      { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: undefined } },
    );
    const [, , errors, output, input] = child.stdio;
    if (!(errors instanceof Readable) || !(output instanceof Writable) || !(input instanceof Readable)) {
      throw new Error('Chromium has no pipes.');
    }
    const started = new ChromiumProcess(child, new CdpConnection(input, output));
    const lines: string[] = [];
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', () => reject(new Error(`Chromium ended at once: ${lines.join('\n')}`)));
      createInterface({ input: errors }).on('line', (line) => {
        lines.push(line);
        if (!line.startsWith('DevTools listening on ')) return;
        process.stderr.write(`${line}\n`);
        resolve();
      });
      if (port === null) resolve();
    });
    return started;
  }

  get pid(): number | null {
    return this.#child.pid ?? null;
  }

  /** Ends it, and waits until it is gone. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    const limit = setTimeout(() => this.kill(), 3000);
    this.connection.browser.send('Browser.close').catch(() => undefined);
    await gone;
    clearTimeout(limit);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
