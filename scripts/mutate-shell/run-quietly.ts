import { spawn } from 'node:child_process';

/**
 * Runs Node without a word.
 * @param limitMs how long it may take, in milliseconds
 * @returns whether it ended well
 */
export function runQuietly(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  limitMs = 300_000,
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: 'ignore', env: environment, timeout: limitMs });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
