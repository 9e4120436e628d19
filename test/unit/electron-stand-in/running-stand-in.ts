import type { BrowserWindowConstructorOptions, CustomScheme, MenuItemConstructorOptions } from 'electron';
import { StandInApp } from '../../support/electron-stand-in/app/stand-in-app.ts';
import type { StandInMenu, StandInMenuItem } from '../../support/electron-stand-in/desktop/menu.ts';
import { makeElectron } from '../../support/electron-stand-in/electron.ts';
import { Runtime } from '../../support/electron-stand-in/runtime.ts';
import type { IpcMain } from '../../support/electron-stand-in/window/ipc-main.ts';
import type { StandInSession } from '../../support/electron-stand-in/window/session.ts';
import type { StandInWindow } from '../../support/electron-stand-in/window/stand-in-window.ts';
import type { StandInWebContents } from '../../support/electron-stand-in/window/web-contents.ts';
import { FakeChromium } from './fake-chromium.ts';

/** What `require('electron')` gives, as far as these tests look at it. */
export interface StandInElectron {
  readonly BrowserWindow: {
    new (options?: BrowserWindowConstructorOptions): StandInWindow;
    getAllWindows(): readonly StandInWindow[];
    getFocusedWindow(): StandInWindow | null;
    fromId(id: number): StandInWindow | null;
    fromWebContents(contents: StandInWebContents): StandInWindow | null;
  };
  readonly Menu: {
    buildFromTemplate(template: readonly MenuItemConstructorOptions[]): StandInMenu;
    setApplicationMenu(menu: StandInMenu | null): void;
    getApplicationMenu(): StandInMenu | null;
  };
  readonly MenuItem: new (options: MenuItemConstructorOptions) => StandInMenuItem;
  readonly ipcMain: IpcMain;
  readonly session: { readonly defaultSession: StandInSession };
  readonly protocol: {
    registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void;
    handle(scheme: string, handler: (request: Request) => Response | Promise<Response>): void;
    unhandle(scheme: string): void;
    isProtocolHandled(scheme: string): boolean;
  };
}

/** The stand-in with all that it is made of, but for Chromium, and with no process to end. */
export class RunningStandIn {
  readonly chromium = new FakeChromium();
  readonly app: StandInApp;
  readonly runtime: Runtime;
  readonly electron: StandInElectron;
  /** With what the app has ended. */
  readonly exits: number[] = [];

  constructor() {
    const manifest = { name: 'App', version: '1.2.3', path: '/app', entry: '/app/index.js' };
    this.app = new StandInApp(manifest, new Map());
    this.runtime = new Runtime(this.app);
    this.app.join(this.runtime);
    this.app.onExit = (code) => this.exits.push(code);
    this.electron = makeElectron(this.app, this.runtime) as Readonly<Record<string, unknown>> & StandInElectron;
    this.runtime.connect(this.chromium.connection);
  }

  becomeReady(): void {
    this.runtime.isReady = true;
    this.app.becomeReady();
  }

  /** A window whose page is there. */
  async openWindow(options: BrowserWindowConstructorOptions = {}): Promise<StandInWindow> {
    const window = new this.electron.BrowserWindow(options);
    await window.webContents.link;
    return window;
  }
}

/** @returns a stand-in that is ready for windows */
export function readyStandIn(): RunningStandIn {
  const standIn = new RunningStandIn();
  standIn.becomeReady();
  return standIn;
}

/** Writes down which of some events come, and in which order. @returns the names so far, each with what it is prefixed by */
export function listen(
  emitter: { on(name: string, listener: () => void): unknown },
  names: readonly string[],
  told: string[] = [],
  prefix = '',
): string[] {
  for (const name of names) emitter.on(name, () => void told.push(`${prefix}${name}`));
  return told;
}
