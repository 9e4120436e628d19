import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { costSchema, type Cost } from './contestant.ts';
import type { Flood } from '../emitter/floods.ts';
import type { Workspace } from '../workspace.ts';

/** No turn of the bench takes nearly as long, in milliseconds. */
const longestMs = 60_000;

/** The contestants that run in a process of the bench's own; the tower is another program. */
export type ChildWay = 'bytes' | 'lines' | 'sdk' | 'least' | 'store';

/** A contestant, from outside: one process with one CLI. */
export class ContestantProcess {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** @param module the SDK's file, for the contestant that needs it */
  static async start(way: ChildWay, workspace: Workspace, module = ''): Promise<ContestantProcess> {
    const program = join(import.meta.dirname, 'main.ts');
    const child = fork(program, [way, workspace.cli, module], {
      env: workspace.environment,
      cwd: workspace.project,
      // What the SDK says on its way is not ours.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const contestant = new ContestantProcess(child);
    await contestant.#next();
    return contestant;
  }

  /** Has it take in one turn. */
  async run(flood: Flood): Promise<Cost> {
    const done = this.#next();
    this.#child.send(flood);
    return costSchema.parse(await done);
  }

  /** Ends its CLI, then itself. */
  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exited = once(this.#child, 'exit', { signal: AbortSignal.timeout(10_000) });
    this.#child.disconnect();
    await exited.catch(() => this.#child.kill('SIGKILL'));
  }

  /** @throws when the process ends in place of an answer, or is silent for too long */
  async #next(): Promise<unknown> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, AbortSignal.timeout(longestMs)]);
    const ended = once(this.#child, 'exit', { signal }).then(() => {
      throw new Error('A contestant ended before its turn was over; its words are above.');
    });
    try {
      const message = once(this.#child, 'message', { signal }).then(([answer]: unknown[]) => answer);
      return await Promise.race([message, ended]);
    } finally {
      over.abort();
    }
  }
}
