import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** One thing that the gate checks. `run` answers what is wrong, in words; nothing means that all is well. */
export interface Step {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
}

export interface Outcome {
  readonly passed: boolean;
  /** What to show when it failed. */
  readonly output: string;
}

export interface Finished extends Outcome {
  readonly name: string;
  readonly milliseconds: number;
}

/**
 * Runs steps in the given order, `width` at a time.
 * @param onFinished is told of each as it ends
 */
export async function runSteps(
  steps: readonly Step[],
  width: number,
  onFinished: (finished: Finished) => void,
): Promise<readonly Finished[]> {
  const waiting = [...steps];
  const finished: Finished[] = [];
  const worker = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const begin = performance.now();
      // One that breaks is a fault like another: the rest is checked all the same.
      const outcome = await step.run().catch((error: unknown) => ({ passed: false, output: wordsOf(error) }));
      const one = { name: step.name, milliseconds: performance.now() - begin, ...outcome };
      finished.push(one);
      onFinished(one);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, steps.length) }, worker));
  return finished;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * A step that runs a tool of a package with the Node that runs us, so that the tool is the one of the lock file.
 * @param tool package name and the path of its program within the package
 */
export function toolStep(name: string, tool: readonly [string, string], args: readonly string[]): Step {
  return { name, run: () => runNode([toolPath(...tool), ...args]) };
}

/** Runs Node with these arguments and gathers what it says. */
export function runNode(args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    const keep = (chunk: Buffer): void => {
      chunks.push(chunk);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ passed: false, output: error.message }));
    child.on('close', (code, signal) => {
      const said = Buffer.concat(chunks).toString('utf8').trim();
      resolve({
        passed: code === 0,
        output: said === '' && code !== 0 ? `ended with ${signal ?? String(code)}` : said,
      });
    });
  });
}

/** @returns the absolute path of a file within a package of ours, whatever the package exports. */
export function toolPath(packageName: string, file: string): string {
  return join(import.meta.dirname, '../../node_modules', packageName, file);
}
