import { onNpmGone } from '../host/parent-watch.ts';

/** Where a command writes to, and how it hears that it has to end. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
  /** True when standard output is a screen that lines can be drawn again on. */
  readonly isLive: boolean;
  readonly columns: number;
  /** Resolves when a person or the system wants the command to end. */
  readonly stopped: Promise<StopReason>;
}

/** `SIGPIPE`: nobody reads standard output any more. */
export type StopReason = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGPIPE';

const exitCodes: Readonly<Record<StopReason, number>> = { SIGHUP: 129, SIGINT: 130, SIGPIPE: 141, SIGTERM: 143 };

/** The exit code that tells a shell by what a command was ended. */
export function exitCodeOf(reason: StopReason): number {
  return exitCodes[reason];
}

/**
 * The process's own terminal. From now on a signal no longer ends the process: the first one resolves `stopped`, and those
 * that follow are answered with a line, so that impatience leaves no agent behind.
 */
export function openTerminal(process: NodeJS.Process): Terminal {
  const { stdout, stderr } = process;
  const stopped = new Promise<StopReason>((resolve) => {
    let asked = false;
    const stop = (reason: StopReason): void => {
      if (asked && reason === 'SIGINT') stderr.write('Still ending the agents; it takes a few seconds at most.\n');
      asked = true;
      resolve(reason);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
    onNpmGone(process, () => stop('SIGHUP'));
    stdout.on('error', () => stop('SIGPIPE'));
    stderr.on('error', () => undefined);
  });
  return {
    out: (text) => stdout.write(text),
    error: (text) => stderr.write(text),
    isLive: stdout.isTTY && process.env['TERM'] !== 'dumb',
    columns: stdout.isTTY ? stdout.columns : 80,
    stopped,
  };
}
