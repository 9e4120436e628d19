import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Preventable } from '../../support/electron-stand-in/runtime.ts';
import type { StandInWindow } from '../../support/electron-stand-in/window/stand-in-window.ts';
import { listen, type RunningStandIn, readyStandIn } from './running-stand-in.ts';

const stages = ['before-quit', 'window-all-closed', 'will-quit', 'quit'];
const prevent = (event: Preventable): void => event.preventDefault();

interface Opened {
  readonly standIn: RunningStandIn;
  readonly window: StandInWindow;
  readonly told: readonly string[];
}

async function withWindow(): Promise<Opened> {
  const standIn = readyStandIn();
  const window = await standIn.openWindow();
  const told = listen(standIn.app, stages);
  listen(window, ['close', 'closed'], told, 'window ');
  return { standIn, window, told };
}

/** The app is ended when nothing that was begun is left to do; a few turns of the loop are more than it takes. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
}

describe('quitting the stand-in', () => {
  it('closes the windows between asking and ending, and does not call that the end of the last window', async () => {
    const { standIn, told } = await withWindow();
    standIn.app.quit();
    expect(told).toEqual(['before-quit']);
    await settle();
    expect(told).toEqual(['before-quit', 'window close', 'window closed', 'will-quit', 'quit']);
    expect(standIn.exits).toEqual([0]);
  });

  it('is refused before anything happens, and can be asked for again', async () => {
    const { standIn, told } = await withWindow();
    standIn.app.once('before-quit', prevent);
    standIn.app.quit();
    await settle();
    expect([told, standIn.exits]).toEqual([['before-quit'], []]);
    standIn.app.quit();
    await settle();
    expect(standIn.exits).toEqual([0]);
  });

  it('is refused by a window that stays', async () => {
    const { standIn, window, told } = await withWindow();
    window.once('close', prevent);
    standIn.app.quit();
    await settle();
    expect([told, standIn.exits, window.isDestroyed()]).toEqual([['before-quit', 'window close'], [], false]);
    standIn.app.quit();
    await settle();
    expect(standIn.exits).toEqual([0]);
  });

  it('is refused when the windows are gone, and can be asked for again', async () => {
    const { standIn, told } = await withWindow();
    standIn.app.once('will-quit', prevent);
    standIn.app.quit();
    await settle();
    expect(told).toEqual(['before-quit', 'window close', 'window closed', 'will-quit']);
    expect(standIn.exits).toEqual([]);
    standIn.app.quit();
    await settle();
    expect(told.slice(4)).toEqual(['before-quit', 'will-quit', 'quit']);
  });

  it('is what the end of the last window leads to where the app says nothing else', async () => {
    const standIn = readyStandIn();
    const window = await standIn.openWindow();
    window.close();
    await settle();
    expect(standIn.exits).toEqual([0]);
  });

  it('asks nobody when the app exits, once', async () => {
    const { standIn, told } = await withWindow();
    standIn.app.exit(3);
    standIn.app.exit(4);
    standIn.app.quit();
    await settle();
    expect([told, standIn.exits]).toEqual([['quit'], [3]]);
  });
});
