import { existsSync } from 'node:fs';
import { arch, release, type } from 'node:os';
import { join } from 'node:path';
import { app, clipboard, dialog, shell } from 'electron';
import type { ShellWords } from './words/english.ts';

interface About {
  readonly icon: string;
  /** The program's own folder. */
  readonly root: string;
  readonly showNews: () => void;
}

/**
 * Shows which versions these are, to be copied into a report, and leads to what is new and to the licences of what
 * is inside.
 */
export async function showAbout(words: ShellWords, { icon, root, showNews }: About): Promise<void> {
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
    buttons: [words.close, words.copy, words.whatIsNew, ...(licences === null ? [] : [words.licences])],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    icon,
  });
  if (response === 1) await clipboard.writeText(`${words.appName}\n${detail}`);
  if (response === 2) showNews();
  if (response === 3 && licences !== null) await shell.openPath(licences);
}

/** A file beside the archive in a package, among what was built in a checkout where one was packed; null elsewhere. */
function findLicences(root: string): string | null {
  const folders = [join(process.resourcesPath, 'inside'), join(root, 'out', 'inside')];
  return folders.map((folder) => join(folder, 'licences.txt')).find((file) => existsSync(file)) ?? null;
}
