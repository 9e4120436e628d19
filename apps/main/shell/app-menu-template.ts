import type { MenuItemConstructorOptions } from 'electron';
import type { FleetSummary } from './fleet-summary.ts';
import { menuText } from './tray-menu.ts';
import type { ShellWords } from './words/english.ts';

/** What the application menu can do beyond what every program can. */
export interface AppMenuActions {
  createInstance(): void;
  findInstance(): void;
  showInstance(id: string): void;
  openSettings(): void;
  setPaused(paused: boolean): void;
  openData(): void;
  openLog(): void;
  showNews(): void;
  showAbout(): void;
}

type Role = keyof ShellWords['roles'];

/** Instances are listed for the first nine, each with its keys. */
const listed = 9;

/** The application menu: what every program has, by its role, and what is our own. Every item of ours has an id. */
export function appMenuTemplate(
  platform: NodeJS.Platform,
  summary: FleetSummary,
  words: ShellWords,
  actions: AppMenuActions,
): readonly MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const { menus } = words;
  const separator = { type: 'separator' } as const;
  const items = (...roles: readonly Role[]): MenuItemConstructorOptions[] =>
    roles.map((role) => ({ role, label: words.roles[role] }));
  const about = { id: 'about', label: words.about, click: () => actions.showAbout() };
  const settings = {
    id: 'settings',
    label: words.settings,
    accelerator: 'CommandOrControl+,',
    click: () => actions.openSettings(),
  };
  const macMenu: MenuItemConstructorOptions = {
    label: words.appName,
    submenu: [
      about,
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit', label: words.quit },
    ],
  };
  const fileMenu: MenuItemConstructorOptions = {
    label: menus.file,
    submenu: [
      {
        id: 'create',
        label: words.newInstance,
        accelerator: 'CommandOrControl+N',
        click: () => actions.createInstance(),
      },
      separator,
      ...(isMac ? items('close') : [settings, separator, { role: 'quit' as const, label: words.quit }]),
    ],
  };
  const viewRoles = items('reload', 'toggleDevTools');
  const zoomRoles = items('resetZoom', 'zoomIn', 'zoomOut');
  return [
    ...(isMac ? [macMenu] : []),
    fileMenu,
    {
      label: menus.edit,
      submenu: [
        ...items('undo', 'redo'),
        separator,
        ...items('cut', 'copy', 'paste', 'selectAll'),
        separator,
        {
          id: 'find',
          label: words.findInstance,
          accelerator: 'CommandOrControl+Shift+F',
          click: () => actions.findInstance(),
        },
      ],
    },
    { label: menus.view, submenu: [...viewRoles, separator, ...zoomRoles, separator, ...items('togglefullscreen')] },
    { label: menus.instances, submenu: instanceItems(summary, words, actions) },
    {
      ...(isMac ? { role: 'windowMenu' as const } : { submenu: items('minimize', 'close') }),
      label: menus.window,
    },
    {
      role: 'help',
      label: menus.help,
      submenu: [
        { id: 'news', label: words.whatIsNew, click: () => actions.showNews() },
        separator,
        { id: 'open-data', label: words.openData, click: () => actions.openData() },
        { id: 'open-log', label: words.openLog, click: () => actions.openLog() },
        ...(isMac ? [] : [separator, about]),
      ],
    },
  ];
}

function instanceItems(
  { paused, rows }: FleetSummary,
  words: ShellWords,
  actions: AppMenuActions,
): MenuItemConstructorOptions[] {
  return [
    {
      id: 'pause',
      label: paused ? words.resumeAll : words.pauseAll,
      click: () => actions.setPaused(!paused),
    },
    { type: 'separator' },
    // In the window's order: keys that went to another instance each time would be of no use.
    ...[...rows]
      .sort((a, b) => a.place - b.place)
      .slice(0, listed)
      .map(({ id, name, status }, index) => ({
        id: `instance:${id}`,
        label: `${menuText(name)} — ${words.status[status]}`,
        accelerator: `CommandOrControl+${index + 1}`,
        click: () => actions.showInstance(id),
      })),
    ...(rows.length === 0 ? [{ id: 'none', label: words.noInstances, enabled: false }] : []),
  ];
}
