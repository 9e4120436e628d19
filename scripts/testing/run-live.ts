import { spawn } from 'node:child_process';

export interface LiveRun {
  readonly arguments: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
}

/**
 * Runs Node with its output where ours goes.
 * @returns the exit code; null when it was ended by a signal or by its time limit
 */
export function runLive({ arguments: args, environment = process.env, timeoutMs }: LiveRun): Promise<number | null> {
  return new Promise((resolve) => {
    const detached = process.platform !== 'win32';
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: environment,
      detached,
    });
    const end = (): void => {
      if (child.pid !== undefined) killGroup(child.pid, detached);
    };
    const timer = setTimeout(() => {
      process.stderr.write(`Ended after ${Math.round(timeoutMs / 1000)} seconds: ${args.join(' ')}\n`);
      end();
    }, timeoutMs);
    // It is in a group of its own, so a Ctrl-C in the terminal has to be handed on.
    const onSignal = (): void => {
      end();
      process.exit(130);
    };
    process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
    const settle = (code: number | null): void => {
      clearTimeout(timer);
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
      resolve(code);
    };
    child.on('error', () => settle(null));
    child.on('close', settle);
  });
}

function killGroup(pid: number, group: boolean): void {
  try {
    process.kill(group ? -pid : pid, 'SIGKILL');
  } catch {
    // It ended in this very moment.
  }
}
