import { spawn } from 'node:child_process';

/** How long the specs for one fault may take, in milliseconds. */
const limitMs = 300_000;

/** Runs Node without a word. @returns whether it ended well */
export function runQuietly(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: 'ignore', env: environment, timeout: limitMs });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
