import { arch, release, type } from 'node:os';
import { app, clipboard, dialog } from 'electron';
import type { ShellWords } from './words/english.ts';

/** Shows which versions these are, to be copied into a report. */
export async function showAbout(words: ShellWords, icon: string): Promise<void> {
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
    buttons: [words.close, words.copy],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    icon,
  });
  if (response === 1) await clipboard.writeText(`${words.appName}\n${detail}`);
}
