import { join } from 'node:path';
import { expect } from '../../e2e/support/expect.ts';
import { appFolder, type TowerApp } from './tower-app.ts';

/** Options for the start of the app: whatever desktop the specs run on, this one has a tray. */
export const withTray = { environment: { CONTROL_TOWER_TRAY: 'on' } };

/** What is read of a menu of Electron's. */
export interface ReadMenu {
  readonly items: readonly {
    /** Missing where the app gave none, whatever Electron's types say. */
    readonly id: string | undefined;
    readonly label: string;
    readonly type: string;
    readonly role?: string;
    readonly accelerator?: string | null;
    readonly enabled: boolean;
    readonly submenu?: ReadMenu;
  }[];
}

/** One entry of the tray's menu. */
export interface TrayEntry {
  readonly id: string;
  readonly label: string;
  readonly enabled: boolean;
  readonly submenu: readonly TrayEntry[];
}

export interface TrayLook {
  readonly hasPicture: boolean;
  /** The picture, to be compared with another. */
  readonly picture: string;
  readonly toolTip: string;
  readonly menu: readonly TrayEntry[];
}

/** The tray as a person would find it. @returns null when there is none */
export function trayOf(tower: TowerApp): Promise<TrayLook | null> {
  return tower.app.evaluate(() => {
    const tray = globalThis.observed.trays.at(-1);
    if (tray === undefined || tray.isDestroyed()) return null;
    const entries = (menu: ReadMenu | null | undefined): TrayEntry[] =>
      (menu?.items ?? [])
        .filter(({ type }) => type !== 'separator')
        .map(({ id = '', label, enabled, submenu }) => ({ id, label, enabled, submenu: entries(submenu) }));
    const image = tray.observedImage;
    return {
      hasPicture: !image.isEmpty(),
      picture: image.toDataURL(),
      toolTip: tray.observedToolTip,
      menu: entries(tray.observedMenu),
    };
  });
}

/** Clicks an entry of the tray's menu by its id. */
export async function clickTray(tower: TowerApp, id: string): Promise<void> {
  const found = await tower.app.evaluate((_, wanted) => {
    const item = globalThis.observed.trays.at(-1)?.observedMenu?.getMenuItemById(wanted);
    item?.click();
    return item != null;
  }, id);
  if (!found) throw new Error(`The tray's menu has no ${id}.`);
}

/** Clicks the icon itself. */
export async function clickTrayIcon(tower: TowerApp): Promise<void> {
  await tower.app.evaluate(() => globalThis.observed.trays.at(-1)?.emit('click'));
}

/** A picture of the tray's as `trayOf` gives it, by its file's name. */
export function trayPictureOf(tower: TowerApp, file: string): Promise<string> {
  const path = join(appFolder, 'resources/tray', file);
  return tower.app.evaluate(({ nativeImage }, name) => nativeImage.createFromPath(name).toDataURL(), path);
}

export interface ReadNotification {
  readonly title: string;
  readonly body: string;
  readonly actions: readonly string[];
  readonly closed: boolean;
}

/** The notifications that were shown so far. */
export function notificationsOf(tower: TowerApp): Promise<readonly ReadNotification[]> {
  return tower.app.evaluate(() =>
    globalThis.observed.notifications.map(({ title, body, observedActions, observedClosed }) => ({
      title,
      body,
      actions: observedActions,
      closed: observedClosed,
    })),
  );
}

/** Waits for so many notifications. @returns them all */
export async function waitForNotifications(tower: TowerApp, count: number): Promise<readonly ReadNotification[]> {
  await expect.poll(async () => (await notificationsOf(tower)).length, { timeout: 20_000 }).toBe(count);
  return notificationsOf(tower);
}

/** Is any window on the screen? */
export function isShown(tower: TowerApp): Promise<boolean> {
  return tower.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()));
}

/** The window is not what the person looks at. */
export async function lookAway(tower: TowerApp): Promise<void> {
  await tower.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.minimize();
  });
}

/**
 * From now on the app's timers of exactly this length do not go off.
 * @param ms milliseconds
 * @returns lets those go off that were held, and holds no more
 */
export async function holdTimers(tower: TowerApp, ms: number): Promise<() => Promise<void>> {
  await tower.app.evaluate((_, length) => {
    const { setTimeout: start } = globalThis;
    const held: (() => void)[] = [];
    const hold = (work: () => void, delay?: number): NodeJS.Timeout => {
      if (delay !== length) return start(work, delay);
      held.push(work);
      return start(() => undefined, 0);
    };
    Object.assign(globalThis, { setTimeout: Object.assign(hold, start) });
    globalThis.observed.releaseTimers = () => {
      Object.assign(globalThis, { setTimeout: start });
      for (const work of held) work();
    };
  }, ms);
  return () => tower.app.evaluate(() => globalThis.observed.releaseTimers?.());
}
