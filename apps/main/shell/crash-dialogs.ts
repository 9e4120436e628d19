import { app, dialog, type BrowserWindow } from 'electron';
import type { Log } from '../logging/log.ts';
import { CrashCount } from './crash-count.ts';
import type { ShellWords } from './words/english.ts';

/** A page that crashes again and again is not loaded for ever: the person decides. */
export async function askAfterCrashLoop(window: BrowserWindow, words: ShellWords, quit: () => void): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: words.appName,
    message: words.pageCrashed,
    detail: words.pageCrashedDetail,
    buttons: [words.tryAgain, words.quit],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response === 1) quit();
  else if (!window.isDestroyed()) window.webContents.reload();
}

/** How often the graphics process may crash within how many milliseconds; Chromium starts it again each time. */
const graphicsCrashes = { most: 3, withinMs: 120_000 } as const;

/**
 * Watches the graphics process. When it crashes again and again, a start without it is offered.
 * @param quit ends the app without a further question
 */
export function watchGraphics(words: () => ShellWords, quit: () => void, log: Log): void {
  const count = new CrashCount(graphicsCrashes.most, graphicsCrashes.withinMs);
  let asking = false;
  const ask = async (): Promise<void> => {
    const { graphicsCrashed, graphicsCrashedDetail, restartWithout, continueAnyway, appName } = words();
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      title: appName,
      message: graphicsCrashed,
      detail: graphicsCrashedDetail,
      buttons: [restartWithout, continueAnyway],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    if (response !== 0) return;
    app.relaunch({ args: [...process.argv.slice(1), '--disable-gpu'] });
    quit();
  };
  app.on('child-process-gone', (_, { type, reason, exitCode }) => {
    if (reason === 'clean-exit' || reason === 'killed') return;
    log.error('a process of the app crashed', { type, reason, exitCode });
    if (type !== 'GPU' || asking || count.bear(Date.now())) return;
    asking = true;
    ask()
      .catch((error: unknown) => log.error('the question after a crash failed', { error: String(error) }))
      .finally(() => (asking = false));
  });
}
