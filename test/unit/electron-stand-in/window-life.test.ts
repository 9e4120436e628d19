import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Preventable } from '../../support/electron-stand-in/runtime.ts';
import { listen, readyStandIn, RunningStandIn } from './running-stand-in.ts';

const lives = ['show', 'hide', 'focus', 'blur', 'minimize', 'restore', 'maximize', 'unmaximize', 'close', 'closed'];
const prevent = (event: Preventable): void => event.preventDefault();

describe('a window of the stand-in', () => {
  it('is not made before the app is ready', () => {
    const standIn = new RunningStandIn();
    expect(() => new standIn.electron.BrowserWindow()).toThrow('Cannot create BrowserWindow before app is ready');
    expect(standIn.electron.BrowserWindow.getAllWindows()).toEqual([]);
  });

  it('is told of to the app: first its contents, then itself', async () => {
    const { app, electron } = readyStandIn();
    const told = listen(app, ['web-contents-created', 'browser-window-created', 'browser-window-focus']);
    const made = once(app, 'browser-window-created');
    const window = new electron.BrowserWindow();
    expect(told).toEqual(['web-contents-created', 'browser-window-created', 'browser-window-focus']);
    expect((await made)[1]).toBe(window);
  });

  it('is found by its id, its contents, and while it has the focus', () => {
    const { electron, runtime } = readyStandIn();
    const hidden = new electron.BrowserWindow({ show: false });
    const shown = new electron.BrowserWindow();
    expect(electron.BrowserWindow.getAllWindows()).toEqual([hidden, shown]);
    expect(electron.BrowserWindow.fromId(hidden.id)).toBe(hidden);
    expect(electron.BrowserWindow.fromWebContents(hidden.webContents)).toBe(hidden);
    expect(electron.BrowserWindow.getFocusedWindow()).toBe(shown);
    expect(runtime.focused).toBe(shown);
  });

  it('says once that it is shown and hidden, and that it has the focus and loses it', () => {
    const { electron } = readyStandIn();
    const window = new electron.BrowserWindow({ show: false });
    const told = listen(window, lives);
    expect(window.isVisible()).toBe(false);
    window.focus();
    expect(told).toEqual([]);
    window.show();
    window.show();
    expect(told).toEqual(['show', 'focus']);
    expect([window.isVisible(), window.isFocused()]).toEqual([true, true]);
    window.hide();
    window.hide();
    expect(told).toEqual(['show', 'focus', 'hide', 'blur']);
    window.showInactive();
    expect(told.slice(4)).toEqual(['show']);
    expect([window.isVisible(), window.isFocused()]).toEqual([true, false]);
  });

  it('takes the focus from the one that had it, which hears of it first', () => {
    const { app, electron } = readyStandIn();
    const first = new electron.BrowserWindow();
    const second = new electron.BrowserWindow({ show: false });
    const told = listen(first, lives, [], 'first ');
    listen(second, lives, told, 'second ');
    listen(app, ['browser-window-blur', 'browser-window-focus'], told);
    second.show();
    expect(told).toEqual(['second show', 'first blur', 'browser-window-blur', 'second focus', 'browser-window-focus']);
  });

  it('is shown when it is maximized, is not visible while minimized, and comes back', () => {
    const { electron } = readyStandIn();
    const window = new electron.BrowserWindow({ show: false });
    const told = listen(window, lives);
    window.maximize();
    expect([told, window.isVisible(), window.isMaximized()]).toEqual([['show', 'maximize'], true, true]);
    window.unmaximize();
    window.focus();
    window.minimize();
    expect([window.isVisible(), window.isMinimized(), window.isFocused()]).toEqual([false, true, false]);
    window.restore();
    window.restore();
    expect(window.isVisible()).toBe(true);
    expect(told.slice(2)).toEqual(['unmaximize', 'focus', 'minimize', 'blur', 'restore']);
  });

  it('says where it is, is never smaller than it may be, and tells of a move and of another size apart', async () => {
    const { chromium, electron } = readyStandIn();
    const window = new electron.BrowserWindow({ x: 5, y: 6, width: 700, height: 500, minWidth: 300, minHeight: 200 });
    const told = listen(window, ['move', 'resize']);
    window.setBounds({ x: 50 });
    expect(told).toEqual(['move']);
    window.setBounds({ width: 10, height: 10 });
    expect(told).toEqual(['move', 'resize']);
    expect(window.getBounds()).toEqual({ x: 50, y: 6, width: 300, height: 200 });
    const { params } = await chromium.until('Browser.setWindowBounds');
    expect(params).toEqual({ windowId: 7, bounds: { width: 300, height: 200 } });
  });
});

describe('the end of a window', () => {
  it('is asked for, and comes when Chromium has closed the page', async () => {
    const { app, chromium, electron } = readyStandIn();
    app.on('window-all-closed', () => undefined);
    const window = new electron.BrowserWindow();
    const told = listen(window, lives);
    listen(window.webContents, ['destroyed'], told, 'contents ');
    listen(app, ['window-all-closed'], told);
    const closed = once(window, 'closed');
    window.close();
    window.close();
    expect(told).toEqual(['close']);
    expect(window.isDestroyed()).toBe(false);
    await closed;
    expect(chromium.asked.filter(({ method }) => method === 'Target.closeTarget')).toHaveLength(1);
    expect(told).toEqual(['close', 'blur', 'contents destroyed', 'closed', 'window-all-closed']);
    expect([window.isDestroyed(), window.webContents.isDestroyed()]).toEqual([true, true]);
    expect(electron.BrowserWindow.getAllWindows()).toEqual([]);
    expect(electron.BrowserWindow.fromId(window.id)).toBeNull();
  });

  it('may be refused by the app, as often as it is asked for', async () => {
    const { chromium, electron } = readyStandIn();
    const window = new electron.BrowserWindow();
    window.on('close', prevent);
    const told = listen(window, lives);
    window.close();
    window.close();
    await window.webContents.link;
    expect(told).toEqual(['close', 'close']);
    expect(window.isDestroyed()).toBe(false);
    expect(chromium.asked.map(({ method }) => method)).not.toContain('Target.closeTarget');
  });

  it('comes at once and unasked when it is destroyed', () => {
    const { electron } = readyStandIn();
    const window = new electron.BrowserWindow();
    window.on('close', prevent);
    const told = listen(window, lives);
    window.destroy();
    expect(told).toEqual(['blur', 'closed']);
    expect(window.isDestroyed()).toBe(true);
    window.destroy();
    window.close();
    expect(told).toEqual(['blur', 'closed']);
  });

  it('is told of when the page closed itself', async () => {
    const standIn = readyStandIn();
    const window = await standIn.openWindow();
    const told = listen(window, lives);
    const closed = once(window, 'closed');
    standIn.chromium.tell('Target.targetDestroyed', { targetId: 'target1' });
    await closed;
    expect(told).toEqual(['close', 'blur', 'closed']);
  });

  it('leaves the other windows as they are', async () => {
    const standIn = readyStandIn();
    const first = await standIn.openWindow();
    const second = await standIn.openWindow();
    const told = listen(standIn.app, ['window-all-closed']);
    const closed = once(first, 'closed');
    first.close();
    await closed;
    expect(standIn.electron.BrowserWindow.getAllWindows()).toEqual([second]);
    expect(told).toEqual([]);
    expect(second.isDestroyed()).toBe(false);
  });
});
