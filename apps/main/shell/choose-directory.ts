import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron';

/** Shows the system's folder dialog. @returns the folder's path, or null when the person cancelled */
export async function chooseDirectory(startIn: string | null): Promise<string | null> {
  const options: OpenDialogOptions = {
    properties: ['openDirectory', 'createDirectory'],
    ...(startIn === null ? {} : { defaultPath: startIn }),
  };
  const window = BrowserWindow.getFocusedWindow();
  const chosen = await (window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options));
  return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
}
