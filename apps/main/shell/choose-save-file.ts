import { app, BrowserWindow, dialog } from 'electron';
import { join } from 'node:path';

/** Shows the system's dialog for saving a file. @returns the file's path, or null when the person cancelled */
export async function chooseSaveFile(suggested: string): Promise<string | null> {
  const options = { defaultPath: join(app.getPath('documents'), suggested) };
  const window = BrowserWindow.getFocusedWindow();
  const chosen = await (window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options));
  return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath;
}
