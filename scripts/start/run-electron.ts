import { spawn } from 'node:child_process';
import { onNpmGone } from '../../apps/main/host/parent-watch.ts';

/** What a shell and a loader answer when a program or one of its libraries is missing. */
const cannotRun = 127;

/**
 * Runs Electron until it ends. Signals are handed on, so that Ctrl-C and whoever ends this process end the app, which takes
 * the time that it needs.
 * @returns its exit code, or why it cannot run on this computer
 */
export function runElectron(
  executable: string,
  words: readonly string[],
): Promise<number | { readonly reason: string }> {
  return new Promise((resolve) => {
    const child = spawn(executable, [...words], { stdio: 'inherit' });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    const handOn = (signal: NodeJS.Signals): void => void child.kill(signal);
    for (const signal of signals) process.on(signal, handOn);
    const stopLooking = onNpmGone(process, () => handOn('SIGTERM'));
    const settle = (ended: number | { readonly reason: string }): void => {
      for (const signal of signals) process.off(signal, handOn);
      stopLooking();
      resolve(ended);
    };
    child.once('error', (error) => settle({ reason: `Electron cannot be started (${error.message})` }));
    child.once('exit', (code, signal) => {
      if (code === cannotRun) settle({ reason: 'Electron lacks libraries of this system' });
      else settle(code ?? (signal === null ? 1 : 128));
    });
  });
}
