import { app } from 'electron';
import type { Log } from '../logging/log.ts';

/** How long the tower may take to end what runs, in milliseconds. Its own ladder is shorter; this is for a bug in it. */
const closeLimitMs = 45_000;

/**
 * Lets the app quit only after the tower has ended every process and written everything, however the quit was asked for:
 * by the menu, by the last window, by the system or by a signal. Asking again changes nothing.
 */
export function closeBeforeQuit(close: () => Promise<void>, log: Log): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    log.info('quitting');
    void within(close(), closeLimitMs, log).then(() => {
      state = 'closed';
      app.quit();
    });
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
}

async function within(closing: Promise<void>, limitMs: number, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      log.error('the tower did not close in time', { limitMs });
      resolve();
    }, limitMs);
  });
  const closed = closing.catch((error: unknown) => log.error('closing failed', { error: String(error) }));
  await Promise.race([closed, limit]);
  clearTimeout(timer);
}
