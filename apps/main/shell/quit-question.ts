import { BrowserWindow, dialog } from 'electron';
import { quitQuestion, type QuitAnswer } from './quit-choices.ts';
import type { ShellWords } from './words/english.ts';

/** Asks a person whether to quit while agents work. */
export async function askBeforeQuit(busy: number, tray: boolean, words: ShellWords): Promise<QuitAnswer> {
  const { options, answers } = quitQuestion(busy, tray, words);
  const parent = BrowserWindow.getAllWindows().find((window) => window.isVisible());
  const { response } = await (parent === undefined
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(parent, options));
  return answers[response] ?? 'cancel';
}
