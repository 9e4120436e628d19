import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions } from 'electron';
import type { StandInWindow } from '../window/stand-in-window.ts';

/** What clicks on roles do. Electron does the others too, which need its own page or its own system. */
export interface RoleActions {
  readonly quit: () => void;
  readonly focused: () => StandInWindow | null;
}

/** The entries of the menus that Electron makes by itself, in its order. */
const roleMenus: Readonly<Record<string, readonly string[]>> = {
  appmenu: ['about', 'services', 'hide', 'hideothers', 'unhide', 'quit'],
  filemenu: [process.platform === 'darwin' ? 'close' : 'quit'],
  editmenu: ['undo', 'redo', 'cut', 'copy', 'paste', 'delete', 'selectall'],
  viewmenu: ['reload', 'forcereload', 'toggledevtools', 'resetzoom', 'zoomin', 'zoomout', 'togglefullscreen'],
  windowmenu: ['minimize', 'zoom', 'close'],
};

type Template = readonly (MenuItemConstructorOptions | StandInMenuItem)[];
type Click = (item: StandInMenuItem, window: StandInWindow | null, event: object) => void;

/** Electron's MenuItem: a click does what the app or its role says. */
export class StandInMenuItem {
  readonly id: string | undefined;
  readonly label: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: unknown;
  readonly submenu: StandInMenu | undefined;
  readonly toolTip: string | undefined;
  readonly icon: unknown;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly click: (event?: object, window?: StandInWindow | null) => void;

  /** @throws for an item that says nothing of itself, as Electron does */
  constructor(options: MenuItemConstructorOptions, actions: RoleActions) {
    const role = options.role?.toLowerCase();
    if (options.label === undefined && role === undefined && options.type === undefined) {
      throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type');
    }
    const children =
      options.submenu ?? roleMenus[role ?? '']?.map((name) => ({ role: name }) as MenuItemConstructorOptions);
    this.id = options.id;
    this.role = role;
    this.label = options.label ?? options.role ?? '';
    this.type = options.type ?? (children === undefined ? 'normal' : 'submenu');
    this.accelerator = options.accelerator;
    this.toolTip = options.toolTip;
    this.icon = options.icon;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.submenu = Array.isArray(children) ? StandInMenu.from(children, actions) : undefined;
    // What the app wrote takes Electron's own objects, which ours stand in for.
    const userClick = options.click as Click | undefined;
    this.click = (event = {}, window = actions.focused()) => {
      if (!this.enabled) return;
      if (this.type === 'checkbox') this.checked = !this.checked;
      if (this.type === 'radio') this.checked = true;
      if (userClick !== undefined) userClick(this, window, event);
      else if (role !== undefined) act(role, window, actions);
    };
  }
}

/** Electron's Menu. */
export class StandInMenu extends EventEmitter {
  readonly items: StandInMenuItem[] = [];

  static from(template: Template, actions: RoleActions): StandInMenu {
    const menu = new StandInMenu();
    for (const item of template)
      menu.append(item instanceof StandInMenuItem ? item : new StandInMenuItem(item, actions));
    return menu;
  }

  append(item: StandInMenuItem): void {
    this.items.push(item);
  }

  getMenuItemById(id: string): StandInMenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
      if (found !== null) return found;
    }
    return null;
  }

  popup(_options?: unknown): void {
    this.emit('menu-will-show', {});
  }

  closePopup(): void {
    this.emit('menu-will-close', {});
  }
}

function act(role: string, window: StandInWindow | null, { quit }: RoleActions): void {
  switch (role) {
    case 'quit':
      return quit();
    case 'close':
      return window?.close();
    case 'minimize':
      return window?.minimize();
    case 'reload':
    case 'forcereload':
      return window?.webContents.reload();
    case 'togglefullscreen':
      return window?.setFullScreen(!window.isFullScreen());
    default:
      process.stderr.write(`The stand-in for Electron does nothing for the role ${role}.\n`);
  }
}
