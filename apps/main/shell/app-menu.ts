import { Menu, shell, type MenuItemConstructorOptions } from 'electron';

/** The application menu: what every program has, and the way to the data folder. */
export function setAppMenu(dataDirectory: string): void {
  const macMenu: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  const template: MenuItemConstructorOptions[] = [
    ...macMenu,
    { role: 'fileMenu' },
    { role: 'editMenu' },
    { role: 'viewMenu' },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [{ label: 'Open the data folder', click: () => void shell.openPath(dataDirectory) }],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
