import type { MessageBoxOptions } from 'electron';
import type { ShellWords } from './words/english.ts';

export type QuitAnswer = 'quit' | 'keep' | 'cancel';

/** The question, and what each of its buttons means. */
export function quitQuestion(
  busy: number,
  tray: boolean,
  words: ShellWords,
): { readonly options: MessageBoxOptions; readonly answers: readonly QuitAnswer[] } {
  const answers: readonly QuitAnswer[] = tray ? ['quit', 'keep', 'cancel'] : ['quit', 'cancel'];
  const labels = { quit: words.quit, keep: words.keepRunning, cancel: words.cancel };
  return {
    answers,
    options: {
      type: 'question',
      title: words.appName,
      message: words.quitQuestion(busy),
      detail: words.quitDetail,
      buttons: answers.map((answer) => labels[answer]),
      defaultId: tray ? 1 : 0,
      cancelId: answers.length - 1,
      noLink: true,
    },
  };
}
