import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { dialog } from '../../support/electron-stand-in/desktop/dialogs.ts';
import { nativeImage } from '../../support/electron-stand-in/desktop/native-image.ts';
import { StandInNotification } from '../../support/electron-stand-in/desktop/notification.ts';
import { StandInPower, StandInShortcuts, StandInTheme } from '../../support/electron-stand-in/desktop/system.ts';
import { StandInTray } from '../../support/electron-stand-in/desktop/tray.ts';
import { listen, readyStandIn } from './running-stand-in.ts';

const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('a menu', () => {
  const { electron } = readyStandIn();

  it('has its items in order, found by their ids however deep they lie', () => {
    const menu = electron.Menu.buildFromTemplate([
      { id: 'a', label: 'A' },
      { type: 'separator' },
      { label: 'More', submenu: [{ label: 'B', submenu: [{ id: 'deep', label: 'Deep' }] }] },
    ]);
    expect(menu.items.map(({ label, type }) => [label, type])).toEqual([
      ['A', 'normal'],
      ['', 'separator'],
      ['More', 'submenu'],
    ]);
    expect(menu.getMenuItemById('deep')?.label).toBe('Deep');
    expect(menu.getMenuItemById('none')).toBeNull();
  });

  it('refuses an item that says nothing of itself', () => {
    expect(() => electron.Menu.buildFromTemplate([{ id: 'x' }])).toThrow(
      'must have at least one of label, role or type',
    );
    expect(() => new electron.MenuItem({})).toThrow('must have at least one of label, role or type');
  });

  it('does on a click what the app said, with the item and the window that has the focus', async () => {
    const standIn = readyStandIn();
    const window = await standIn.openWindow();
    const click = vi.fn();
    const [item] = standIn.electron.Menu.buildFromTemplate([{ label: 'A', click }]).items;
    item?.click();
    expect(click).toHaveBeenCalledWith(item, window, {});
  });

  it('does nothing on a click on what is disabled', () => {
    const click = vi.fn();
    const [item] = electron.Menu.buildFromTemplate([{ label: 'A', enabled: false, type: 'checkbox', click }]).items;
    item?.click();
    expect([click.mock.calls.length, item?.checked]).toEqual([0, false]);
  });

  it('turns a check over with each click, and leaves a chosen radio chosen', () => {
    const seen: boolean[] = [];
    const [check, radio] = electron.Menu.buildFromTemplate([
      { label: 'A', type: 'checkbox', click: ({ checked }) => seen.push(checked) },
      { label: 'B', type: 'radio' },
    ]).items;
    check?.click();
    check?.click();
    radio?.click();
    radio?.click();
    expect([seen, radio?.checked]).toEqual([[true, false], true]);
  });

  it('does what the roles say: closes, minimizes, fills the screen, quits', async () => {
    const standIn = readyStandIn();
    const window = await standIn.openWindow();
    const click = (role: 'minimize' | 'togglefullscreen' | 'close' | 'quit'): void =>
      new standIn.electron.MenuItem({ role }).click();
    click('togglefullscreen');
    expect(window.isFullScreen()).toBe(true);
    click('togglefullscreen');
    expect(window.isFullScreen()).toBe(false);
    click('minimize');
    expect(window.isMinimized()).toBe(true);
    window.restore();
    window.focus();
    const told = listen(window, ['close']);
    listen(standIn.app, ['before-quit'], told);
    click('close');
    click('quit');
    expect(told).toEqual(['close', 'before-quit']);
  });

  it('complains of a role that it does nothing for, rather than pass it over', () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    new electron.MenuItem({ role: 'services' }).click();
    expect(stderr).toHaveBeenCalledWith(expect.stringContaining('does nothing for the role services'));
    stderr.mockRestore();
  });

  it('has the entries that Electron gives to the menus of roles', () => {
    const [edit] = electron.Menu.buildFromTemplate([{ role: 'editMenu' }]).items;
    expect(edit?.submenu?.items.map(({ role }) => role)).toEqual(expect.arrayContaining(['undo', 'copy', 'paste']));
  });

  it('becomes that of the app, and is none again', () => {
    const menu = electron.Menu.buildFromTemplate([{ label: 'A' }]);
    electron.Menu.setApplicationMenu(menu);
    expect(electron.Menu.getApplicationMenu()).toBe(menu);
    electron.Menu.setApplicationMenu(null);
    expect(electron.Menu.getApplicationMenu()).toBeNull();
  });
});

describe('a tray', () => {
  it('is made of an image, and refuses a file that is none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'stand-in-tray-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'icon.png');
    expect(() => new StandInTray(file)).toThrow(`Failed to load image from path '${file}'`);
    writeFileSync(file, dot);
    const tray = new StandInTray(file);
    expect(tray.getBounds().width).toBeGreaterThan(0);
    expect(() => tray.setImage(join(folder, 'none.png'))).toThrow('Failed to load image');
  });

  it('is nowhere to be seen with an empty image', () => {
    const tray = new StandInTray(nativeImage.createEmpty());
    expect(tray.getBounds().width).toBe(0);
    tray.setImage(nativeImage.createFromBuffer(dot));
    expect(tray.getBounds().width).toBeGreaterThan(0);
  });

  it('opens its menu, or another that it is given', () => {
    const { electron } = readyStandIn();
    const own = electron.Menu.buildFromTemplate([{ label: 'A' }]);
    const other = electron.Menu.buildFromTemplate([{ label: 'B' }]);
    const told = listen(own, ['menu-will-show'], [], 'own ');
    listen(other, ['menu-will-show'], told, 'other ');
    const tray = new StandInTray(nativeImage.createFromBuffer(dot));
    tray.popUpContextMenu();
    tray.setContextMenu(own);
    tray.popUpContextMenu();
    tray.popUpContextMenu(other);
    expect(told).toEqual(['own menu-will-show', 'other menu-will-show']);
  });

  it('takes nothing more once it is destroyed', () => {
    const tray = new StandInTray(nativeImage.createFromBuffer(dot));
    tray.destroy();
    expect(tray.isDestroyed()).toBe(true);
    for (const use of [
      () => tray.setImage(nativeImage.createEmpty()),
      () => tray.setToolTip('x'),
      () => tray.setContextMenu(null),
    ]) {
      expect(use).toThrow('Object has been destroyed');
    }
  });
});

describe('a picture', () => {
  it('knows its size, and is empty where it is no PNG', () => {
    expect(nativeImage.createFromBuffer(dot).getSize()).toEqual({ width: 1, height: 1 });
    expect(nativeImage.createFromDataURL(`data:image/png;base64,${dot.toString('base64')}`).isEmpty()).toBe(false);
    expect(nativeImage.createFromBuffer(Buffer.from('GIF89a and more of it, and more')).isEmpty()).toBe(true);
    expect(nativeImage.createFromPath('/nowhere/icon.png').isEmpty()).toBe(true);
  });
});

describe('a notification', () => {
  it('keeps what it says, and is shown after the caller has come to its end', async () => {
    const shown = new StandInNotification({ title: 'T', body: 'B', actions: [{ type: 'button', text: 'Allow' }] });
    expect(shown).toMatchObject({ title: 'T', body: 'B', silent: false, actions: [{ text: 'Allow' }] });
    const told = listen(shown, ['show', 'close']);
    const waited = once(shown, 'show');
    shown.show();
    expect(told).toEqual([]);
    await waited;
    shown.close();
    expect(told).toEqual(['show', 'close']);
    expect(StandInNotification.isSupported()).toBe(true);
  });
});

describe('the system', () => {
  it('has one owner for each key', () => {
    const keys = new StandInShortcuts();
    const pressed = vi.fn();
    expect([keys.register('Alt+X', pressed), keys.register('Alt+X', pressed)]).toEqual([true, false]);
    expect(keys.isRegistered('Alt+X')).toBe(true);
    keys.unregister('Alt+X');
    expect(keys.register('Alt+X', pressed)).toBe(true);
    keys.unregisterAll();
    expect(keys.isRegistered('Alt+X')).toBe(false);
  });

  it('tells of another theme', () => {
    const theme = new StandInTheme();
    const told = listen(theme, ['updated']);
    theme.themeSource = 'dark';
    expect([theme.shouldUseDarkColors, theme.themeSource, told]).toEqual([true, 'dark', ['updated']]);
  });

  it('sleeps when a test says so', () => {
    const power = new StandInPower();
    const told = listen(power, ['suspend', 'resume']);
    power.emit('suspend');
    power.emit('resume');
    expect(told).toEqual(['suspend', 'resume']);
  });

  it('cancels each dialog, by the button that cancels', async () => {
    expect(await dialog.showOpenDialog({})).toEqual({ canceled: true, filePaths: [] });
    expect(await dialog.showSaveDialog({})).toMatchObject({ canceled: true });
    expect(await dialog.showMessageBox({}, { message: 'Quit?', cancelId: 2 })).toMatchObject({ response: 2 });
  });
});

describe('the app', () => {
  it('knows paths by Electron’s names alone, and sets only whole ones', () => {
    const { app } = readyStandIn();
    expect(() => app.getPath('profile')).toThrow("Failed to get 'profile' path");
    expect(() => app.setPath('userData', 'data')).toThrow('Path must be absolute');
    app.setPath('userData', '/data');
    expect(app.getPath('logs')).toBe(join('/data', 'logs'));
  });

  it('keeps the badge, the login item and the protocols that it was told', () => {
    const { app } = readyStandIn();
    app.setBadgeCount(3);
    app.setLoginItemSettings({ openAtLogin: true });
    app.setAsDefaultProtocolClient('tower');
    expect([app.getBadgeCount(), app.getLoginItemSettings().openAtLogin]).toEqual([3, true]);
    expect([app.isDefaultProtocolClient('tower'), app.isDefaultProtocolClient('other')]).toEqual([true, false]);
    app.removeAsDefaultProtocolClient('tower');
    expect(app.isDefaultProtocolClient('tower')).toBe(false);
  });
});
