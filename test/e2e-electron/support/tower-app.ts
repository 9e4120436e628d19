import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { findChromium } from '../../../scripts/testing/find-chromium.ts';
import type { TestFolder } from '../../e2e/support/test-folder.ts';
import { findElectron } from './electron-binary.ts';
import type { Faults } from './faults.ts';
import './observed.ts';

export interface TowerStart {
  readonly folder: TestFolder;
  readonly faults: Faults;
  readonly environment?: Readonly<Record<string, string>>;
  readonly data?: string;
  readonly more?: readonly string[];
}

const observer = join(import.meta.dirname, 'observer.cjs');
const root = join(import.meta.dirname, '../../..');
/** The built app: this checkout's, or the copy with a fault in it that scripts/mutate-shell.ts names. */
export const appFolder = process.env['CONTROL_TOWER_APP'] ?? root;

/** @returns with what the app is started; a second start is not observed */
export function startArguments(
  { folder, environment, data, more = [] }: Omit<TowerStart, 'faults'>,
  required = ['-r', observer],
) {
  const args = [...required, appFolder, `--data=${data ?? folder.data}`, ...more];
  const chromium = findChromium();
  const env = {
    ...folder.environment({ CONTROL_TOWER_DEMO_PACE: '12', ...environment }),
    ...(chromium === null ? {} : { CHROMIUM_PATH: chromium }),
    ...screenOf(process.env),
  };
  return { executablePath: findElectron().executable, args, env };
}

/** The app, running. */
export class TowerApp {
  readonly app: ElectronApplication;
  readonly pid: number;
  /** Resolves when the main process is gone, with its exit code. */
  readonly ended: Promise<number | null>;
  readonly #data: string;
  #isGone = false;

  private constructor(app: ElectronApplication, faults: Faults, data: string) {
    this.app = app;
    this.#data = data;
    const child = app.process();
    this.pid = child.pid ?? 0;
    this.ended = new Promise((resolve) => {
      child.once('exit', (code) => {
        this.#isGone = true;
        resolve(code);
      });
    });
    if (child.stderr !== null) createInterface({ input: child.stderr }).on('line', (line) => faults.hearLine(line));
    app.on('window', (page) => faults.watchPage(page));
  }

  static async start(start: TowerStart): Promise<TowerApp> {
    if (!existsSync(join(appFolder, 'out/main/index.cjs')))
      throw new Error('The app is not built: run "npm run build".');
    const app = await _electron.launch({ ...startArguments(start), timeout: 30_000 });
    return new TowerApp(app, start.faults, start.data ?? start.folder.data);
  }

  /** The first window, with what it needs to be used. */
  async window(): Promise<Page> {
    const page = await this.app.firstWindow();
    page.setDefaultTimeout(20_000);
    return page;
  }

  /** Quits as a person does, and waits until the app is gone. @returns the exit code */
  async quit(): Promise<number | null> {
    if (!this.#isGone) {
      // Agents may be at work; the first button of the question is the one that quits.
      const quit = this.app.evaluate(({ app }) => {
        globalThis.observed.answers.showMessageBox = [{ response: 0, checkboxChecked: false }];
        app.quit();
      });
      await quit.catch(() => undefined);
    }
    return this.ended;
  }

  /** What the app's log says of trouble, line by line. */
  logged(level: 'warn' | 'error'): readonly string[] {
    const folder = join(this.#data, 'logs');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
      .filter((line) => new RegExp(String.raw`^\S+ ${level}\b`).test(line));
  }
}

/** Where windows are shown: real Electron needs to know. */
function screenOf(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const names = [
    'DISPLAY',
    'WAYLAND_DISPLAY',
    'XAUTHORITY',
    'XDG_RUNTIME_DIR',
    'DBUS_SESSION_BUS_ADDRESS',
    'SYSTEMROOT',
  ];
  return Object.fromEntries(
    names.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])),
  );
}
