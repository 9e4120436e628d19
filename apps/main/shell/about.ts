import { existsSync } from 'node:fs';
import { arch, release, type } from 'node:os';
import { join } from 'node:path';
import { app, clipboard, dialog, shell } from 'electron';
import type { ShellWords } from './words/english.ts';

/**
 * Shows which versions these are, to be copied into a report, and the licences of what is inside.
 * @param root the program's own folder
 */
export async function showAbout(words: ShellWords, icon: string, root: string): Promise<void> {
  const licences = findLicences(root);
  const { electron, chrome, node } = process.versions;
  const detail = [
    `${words.version} ${app.getVersion()}`,
    `Electron ${electron}`,
    `Chromium ${chrome}`,
    `Node ${node}`,
    `${type()} ${release()} ${arch()}`,
  ].join('\n');
  const { response } = await dialog.showMessageBox({
    type: 'info',
    title: words.about,
    message: words.appName,
    detail,
    buttons: [words.close, words.copy, ...(licences === null ? [] : [words.licences])],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    icon,
  });
  if (response === 1) await clipboard.writeText(`${words.appName}\n${detail}`);
  if (response === 2 && licences !== null) await shell.openPath(licences);
}

/** A file beside the archive in a package, among what was built in a checkout where one was packed; null elsewhere. */
function findLicences(root: string): string | null {
  const folders = [join(process.resourcesPath, 'inside'), join(root, 'out', 'inside')];
  return folders.map((folder) => join(folder, 'licences.txt')).find((file) => existsSync(file)) ?? null;
}
