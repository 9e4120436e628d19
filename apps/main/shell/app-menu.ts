import { Menu } from 'electron';
import { appMenuTemplate, type AppMenuActions } from './app-menu-template.ts';
import type { FleetSummary } from './fleet-summary.ts';
import type { ShellWords } from './words/english.ts';

/** @returns a function that shows the application menu, anew where what it says has changed */
export function createAppMenu(actions: AppMenuActions, words: () => ShellWords): (summary: FleetSummary) => void {
  let shown = '';
  return (summary) => {
    const template = appMenuTemplate(process.platform, summary, words(), actions);
    const key = JSON.stringify(template);
    if (key === shown) return;
    shown = key;
    Menu.setApplicationMenu(Menu.buildFromTemplate([...template]));
  };
}
