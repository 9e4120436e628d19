import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { autostartEntry, hiddenSwitch, type StartCommand } from './autostart-entry.ts';

/** Has the system start the app at login, or no more, as the settings have it. */
export class LoginItem {
  #wanted = false;
  #problem: string | null = null;

  /** Why it could not be done, in the system's words. */
  get problem(): string | null {
    return this.#problem;
  }

  /** @param first true at the start of the app, when a wish that never was need not be taken back */
  use(wanted: boolean, first = false): void {
    if (wanted === this.#wanted && !first) return;
    if (first && !wanted) return;
    this.#wanted = wanted;
    try {
      if (process.platform === 'linux') writeAutostart(wanted);
      else app.setLoginItemSettings({ openAtLogin: wanted, path: command().executable, args: [...command().args] });
      this.#problem = null;
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
    }
  }
}

/** An AppImage is started by its own path: the program in it lies elsewhere each time. */
function command(): StartCommand {
  const executable = process.env['APPIMAGE'] ?? process.execPath;
  return { executable, args: [...(app.isPackaged ? [] : [app.getAppPath()]), `--${hiddenSwitch}`] };
}

function writeAutostart(wanted: boolean): void {
  const folder = join(app.getPath('appData'), 'autostart');
  const file = join(folder, 'claude-control-tower.desktop');
  if (!wanted) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(folder, { recursive: true });
  // Whoever reads it meanwhile, a login above all, has it whole or not at all.
  const draft = `${file}.new`;
  writeFileSync(draft, autostartEntry(command()));
  renameSync(draft, file);
}
