import type { BrowserWindowConstructorOptions, CustomScheme, MenuItemConstructorOptions } from 'electron';
import type { StandInApp } from './app/stand-in-app.ts';
import { dialog, shell } from './desktop/dialogs.ts';
import { StandInMenu, StandInMenuItem, type RoleActions } from './desktop/menu.ts';
import { nativeImage } from './desktop/native-image.ts';
import { StandInNotification } from './desktop/notification.ts';
import { clipboard, StandInPower, StandInScreen, StandInShortcuts, StandInTheme } from './desktop/system.ts';
import { makeSafeStorage } from './desktop/safe-storage.ts';
import { StandInTray } from './desktop/tray.ts';
import type { Runtime } from './runtime.ts';
import { StandInSession } from './window/session.ts';
import { StandInWindow } from './window/stand-in-window.ts';
import type { StandInWebContents } from './window/web-contents.ts';

/** @returns what `require('electron')` gives in the main process */
export function makeElectron(app: StandInApp, runtime: Runtime): Readonly<Record<string, unknown>> {
  const protocol = makeProtocol(runtime);
  const session = new StandInSession(protocol);
  runtime.onDownload = (url, fileName) => session.download(url, fileName);
  const actions: RoleActions = { quit: () => app.quit(), focused: () => runtime.focused };

  class BrowserWindow extends StandInWindow {
    constructor(options?: BrowserWindowConstructorOptions) {
      super(runtime, session, options);
    }

    static getAllWindows(): readonly StandInWindow[] {
      return [...runtime.windows.values()];
    }

    static getFocusedWindow(): StandInWindow | null {
      return runtime.focused;
    }

    static fromId(id: number): StandInWindow | null {
      return runtime.windows.get(id) ?? null;
    }

    static fromWebContents(contents: StandInWebContents): StandInWindow | null {
      return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
    }
  }

  const allContents = (): readonly StandInWebContents[] => [...runtime.windows.values()].map((one) => one.webContents);
  const webContents = {
    getAllWebContents: allContents,
    getFocusedWebContents: () => runtime.focused?.webContents ?? null,
    fromId: (id: number) => allContents().find((contents) => contents.id === id),
    fromDevToolsTargetId: (target: string) => runtime.windowsByTarget.get(target)?.webContents,
  };

  let applicationMenu: StandInMenu | null = null;
  class Menu extends StandInMenu {
    static buildFromTemplate(template: readonly (MenuItemConstructorOptions | StandInMenuItem)[]): StandInMenu {
      return StandInMenu.from(template, actions);
    }

    static setApplicationMenu(menu: StandInMenu | null): void {
      applicationMenu = menu;
    }

    static getApplicationMenu(): StandInMenu | null {
      return applicationMenu;
    }
  }
  class MenuItem extends StandInMenuItem {
    constructor(options: MenuItemConstructorOptions) {
      super(options, actions);
    }
  }

  return {
    app,
    BrowserWindow,
    webContents,
    ipcMain: runtime.ipcMain,
    protocol,
    session: { defaultSession: session, fromPartition: () => session },
    Menu,
    MenuItem,
    Tray: StandInTray,
    Notification: StandInNotification,
    dialog,
    shell,
    nativeImage,
    nativeTheme: new StandInTheme(),
    screen: new StandInScreen(),
    powerMonitor: new StandInPower(),
    globalShortcut: new StandInShortcuts(),
    safeStorage: makeSafeStorage(process.env),
    clipboard,
  };
}

function makeProtocol(runtime: Runtime) {
  const { schemes } = runtime;
  return {
    registerSchemesAsPrivileged: (list: readonly CustomScheme[]): void => {
      if (runtime.isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
      schemes.register(list);
    },
    handle: (scheme: string, handler: Parameters<typeof schemes.handle>[1]): void => {
      if (!runtime.isReady) throw new Error('protocol.handle can only be used after app is ready');
      schemes.handle(scheme, handler);
    },
    unhandle: (scheme: string): void => schemes.unhandle(scheme),
    isProtocolHandled: (scheme: string): boolean => schemes.isHandled(scheme),
  };
}
