import { dialog, shell } from 'electron';
import type { Problem, Result } from '../../shared/models/problem.ts';
import { chooseDirectory } from './choose-directory.ts';

const buttons = ['Try again', 'Choose another folder…', 'Open the folder', 'Quit'] as const;

/**
 * Opens the tower, and when that fails says why and lets the person choose what to do, until it works or they give up.
 * @param open opens it on a data folder
 * @returns the tower, or null when the person gave up
 */
export async function openOrAsk<T>(
  directory: string,
  open: (directory: string) => Promise<Result<T>>,
): Promise<T | null> {
  let current = directory;
  for (;;) {
    const opened = await open(current);
    if (opened.ok) return opened.value;
    const next = await ask(opened.problem, current);
    if (next === null) return null;
    current = next;
  }
}

/** @returns the folder to try next, or null to give up */
async function ask(problem: Problem, directory: string): Promise<string | null> {
  for (;;) {
    const { response } = await dialog.showMessageBox({
      type: 'error',
      title: 'Claude Control Tower',
      message: problem.message,
      detail: problem.hint,
      buttons: [...buttons],
      defaultId: 0,
      cancelId: 3,
      noLink: true,
    });
    switch (buttons[response]) {
      case 'Try again':
        return directory;
      case 'Choose another folder…': {
        const chosen = await chooseDirectory(directory);
        if (chosen !== null) return chosen;
        break;
      }
      case 'Open the folder':
        await shell.openPath(directory);
        break;
      case 'Quit':
      case undefined:
        return null;
    }
  }
}
