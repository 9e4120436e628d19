import type { TowerApp } from './tower-app.ts';

/** What is read of a menu of Electron's. */
export interface ReadMenu {
  readonly items: readonly {
    readonly id: string;
    readonly label: string;
    readonly type: string;
    readonly role?: string;
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
        .map(({ id, label, enabled, submenu }) => ({ id, label, enabled, submenu: entries(submenu) }));
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

/** What the notifications said that were shown so far. */
export function notificationsOf(
  tower: TowerApp,
): Promise<readonly { readonly title: string; readonly body: string }[]> {
  return tower.app.evaluate(() => globalThis.observed.notifications.map(({ title, body }) => ({ title, body })));
}

/** The window is not what the person looks at. */
export async function lookAway(tower: TowerApp): Promise<void> {
  await tower.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.minimize();
  });
}
