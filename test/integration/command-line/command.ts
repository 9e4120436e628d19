import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DurableEvent } from '../../../apps/shared/contract/events.ts';

const root = join(import.meta.dirname, '..', '..', '..');

interface Surroundings {
  readonly cwd: string;
  readonly temporary: string;
  /** What is on standard input. */
  readonly input?: string;
  /** How fast the demo agent is; at once unless said. */
  readonly pace?: string;
}

/** One run of the command-line program, as a shell would start it. */
export class CommandUnderTest {
  out = '';
  error = '';
  readonly child: ChildProcess;
  readonly #ended: Promise<number | null>;
  readonly #watchers = new Set<() => void>();

  constructor(words: readonly string[], surroundings: Surroundings) {
    const environment = {
      ...process.env,
      TMPDIR: surroundings.temporary,
      CONTROL_TOWER_DEMO_PACE: surroundings.pace ?? '0',
    };
    this.child = spawn(process.execPath, [join(root, 'apps/main/headless.ts'), ...words], {
      cwd: surroundings.cwd,
      env: environment,
      stdio: 'pipe',
    });
    this.child.stdin?.end(surroundings.input ?? '');
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.out += chunk.toString();
      for (const check of this.#watchers) check();
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.error += chunk.toString();
      for (const check of this.#watchers) check();
    });
    this.#ended = once(this.child, 'close').then(([code]: unknown[]) => (typeof code === 'number' ? code : null));
  }

  /** @returns the exit code, when the program has ended and all of its output is here */
  ended(): Promise<number | null> {
    return this.#ended;
  }

  /** Waits until the output has this in it; fails when the program ends without it. */
  async says(pattern: RegExp): Promise<void> {
    const seen = (): boolean => pattern.test(this.out) || pattern.test(this.error);
    let check = (): void => undefined;
    const said = new Promise<void>((resolve) => {
      check = () => {
        if (seen()) resolve();
      };
      this.#watchers.add(check);
      check();
    });
    await Promise.race([said, this.#ended]);
    this.#watchers.delete(check);
    if (!seen()) throw new Error(`It ended and never said ${String(pattern)}: ${this.out}\n${this.error}`);
  }

  /** What `--json` printed. */
  events(): DurableEvent[] {
    return this.out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as DurableEvent);
  }

  /** Ends it for good, if it still runs. */
  kill(): void {
    if (this.child.exitCode === null) this.child.kill('SIGKILL');
  }
}

/** Is there a process of this number? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
