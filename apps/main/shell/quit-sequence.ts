import { app, powerMonitor } from 'electron';
import type { Log } from '../logging/log.ts';

/** How long the tower may take to end what runs, in milliseconds. Its own ladder is shorter; this is for a bug in it. */
const closeLimitMs = 45_000;

export interface QuitOptions {
  /** Asks the person, where agents are at work. @returns whether to go on */
  readonly confirm: () => Promise<boolean>;
  /** Ends every process and writes everything. */
  readonly close: () => Promise<void>;
  /** Does the app go on when its last window is gone? */
  readonly staysWithoutWindows: () => boolean;
  readonly log: Log;
}

/** Where the app is on its way to its end. */
export interface QuitSequence {
  /** From the moment when nothing can stop it any more. */
  readonly quitting: boolean;
  /** Quits without asking: whoever asks for it cannot wait for an answer. */
  quitNow(): void;
}

/**
 * Lets the app quit only after the tower has ended every process and written everything, however the quit was asked for:
 * by the menu, by the last window, by the system or by a signal. A person is asked first if agents are at work; a signal
 * and the end of the session are not. Asking again changes nothing.
 */
export function closeBeforeQuit({ confirm, close, staysWithoutWindows, log }: QuitOptions): QuitSequence {
  let state: 'open' | 'asking' | 'closing' | 'closed' = 'open';
  const begin = (): void => {
    if (state === 'closing' || state === 'closed') return;
    state = 'closing';
    log.info('quitting');
    void within(close(), closeLimitMs, log).then(() => {
      state = 'closed';
      app.quit();
    });
  };
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state !== 'open') return;
    state = 'asking';
    confirm().then(
      (yes) => {
        if (state !== 'asking') return;
        state = 'open';
        if (yes) begin();
      },
      (error: unknown) => {
        log.error('the question before quitting failed', { error: String(error) });
        begin();
      },
    );
  });
  // A window asks by itself before it closes as the last one; this stays for those that are gone in another way.
  app.on('window-all-closed', () => {
    if (state !== 'open' || !staysWithoutWindows()) app.quit();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, begin);
  powerMonitor.on('shutdown', begin);
  return {
    get quitting() {
      return state === 'closing' || state === 'closed';
    },
    quitNow: begin,
  };
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
