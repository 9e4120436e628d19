import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** A program of this folder, running; what it prints is read a line at a time. */
export interface Program {
  readonly pid: number;
  /** The next line of its output; rejects when it has ended. */
  line(): Promise<string>;
  /** Kills it as `kill -9` does and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts a program, and ends it after the test. @param program the URL of its file */
export function start(program: URL, ...parameters: readonly string[]): Program {
  const child = spawn(process.execPath, [fileURLToPath(program), ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const kill = async (): Promise<void> => {
    if (isRunning(child)) child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  if (child.pid === undefined) throw new Error(`${program.pathname} did not start.`);
  return {
    pid: child.pid,
    line: async () => {
      const next = await lines.next();
      if (next.done === true) throw new Error(`${program.pathname} ended.`);
      return next.value;
    },
    kill,
  };
}

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;
