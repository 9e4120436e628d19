import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** A program of this folder, running; what it prints is read a line at a time. */
export interface Program {
  readonly pid: number;
  /** The next line of its output; rejects when it has ended. */
  line(): Promise<string>;
  /** Kills it as `kill -9` does and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts a program of this folder, and ends it after the test. */
export function start(name: string, ...parameters: readonly string[]): Program {
  const child = spawn(process.execPath, [join(import.meta.dirname, name), ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const kill = async (): Promise<void> => {
    if (isRunning(child)) child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  if (child.pid === undefined) throw new Error(`${name} did not start.`);
  return {
    pid: child.pid,
    line: async () => {
      const next = await lines.next();
      if (next.done === true) throw new Error(`${name} ended.`);
      return next.value;
    },
    kill,
  };
}

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;
