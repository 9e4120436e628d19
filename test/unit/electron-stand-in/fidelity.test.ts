import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { StandInApp } from '../../support/electron-stand-in/app/stand-in-app.ts';
import { dialog, shell } from '../../support/electron-stand-in/desktop/dialogs.ts';
import { StandInMenu, StandInMenuItem } from '../../support/electron-stand-in/desktop/menu.ts';
import { StandInImage } from '../../support/electron-stand-in/desktop/native-image.ts';
import { StandInNotification } from '../../support/electron-stand-in/desktop/notification.ts';
import {
  clipboard,
  StandInPower,
  StandInScreen,
  StandInShortcuts,
  StandInTheme,
} from '../../support/electron-stand-in/desktop/system.ts';
import { makeSafeStorage } from '../../support/electron-stand-in/desktop/safe-storage.ts';
import { StandInTray } from '../../support/electron-stand-in/desktop/tray.ts';
import { makeElectron } from '../../support/electron-stand-in/electron.ts';
import { Runtime } from '../../support/electron-stand-in/runtime.ts';
import { IpcMain } from '../../support/electron-stand-in/window/ipc-main.ts';
import { StandInSession } from '../../support/electron-stand-in/window/session.ts';
import { StandInWindow } from '../../support/electron-stand-in/window/stand-in-window.ts';
import { StandInWebContents } from '../../support/electron-stand-in/window/web-contents.ts';
import { readElectronTypes } from './electron-types.ts';

const types = readElectronTypes();
const prototypeNames = (owner: { readonly prototype: object }): readonly string[] =>
  Object.getOwnPropertyNames(owner.prototype).filter((name) => name !== 'constructor');

/** Electron's name of a part, the names that ours has, and those of them that are its own. */
const parts: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['App', prototypeNames(StandInApp), ['join', 'becomeReady']],
  ['BrowserWindow', prototypeNames(StandInWindow), ['whenSettled', 'paint', 'fail', 'markGone']],
  // Electron has the first one without telling its types.
  ['WebContents', prototypeNames(StandInWebContents), ['getLastWebPreferences', 'link', 'markDestroyed']],
  ['IpcMain', prototypeNames(IpcMain), ['answer']],
  ['Session', prototypeNames(StandInSession), ['applyPermissions', 'download']],
  ['Menu', prototypeNames(StandInMenu), []],
  ['MenuItem', prototypeNames(StandInMenuItem), []],
  ['Tray', prototypeNames(StandInTray), []],
  ['Notification', prototypeNames(StandInNotification), []],
  ['NativeImage', prototypeNames(StandInImage), []],
  ['Screen', prototypeNames(StandInScreen), []],
  ['NativeTheme', prototypeNames(StandInTheme), []],
  ['PowerMonitor', prototypeNames(StandInPower), []],
  ['GlobalShortcut', prototypeNames(StandInShortcuts), []],
  ['SafeStorage', Object.keys(makeSafeStorage({})), []],
  ['Clipboard', Object.keys(clipboard), []],
  ['Dialog', Object.keys(dialog), []],
  ['Shell', Object.keys(shell), []],
];

describe('the stand-in for Electron', () => {
  it.each(parts)('has nothing in its %s that Electron does not have', (part, names, own) => {
    const known = types.get(part);
    expect(known?.size).toBeGreaterThan(0);
    expect(names.filter((name) => known?.has(name) !== true)).toEqual(own);
  });

  it('has only modules that Electron has', () => {
    const manifest = { name: 'x', version: '1.0.0', path: '/x', entry: '/x/index.js' };
    const app = new StandInApp(manifest, new Map());
    const modules = Object.keys(makeElectron(app, new Runtime(new EventEmitter())));
    const named = new Set([...types.keys()].map((name) => name.toLowerCase()));
    expect(modules.filter((name) => !named.has(name.toLowerCase()))).toEqual([]);
  });
});
