import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { loopReportSchema, type LoopReport } from './loop-watch.ts';
import { memoryReportSchema, type MemoryReport } from './memory-watch.ts';

/** How long a process has to end after SIGINT, in milliseconds; a tower with hundreds of agents on a busy computer takes a while. */
const endMs = 60_000;

/** A Node program with the instruments in it. Where BENCH_PROFILES names a folder, its CPU profile goes there at its end. */
export class MeasuredProcess {
  readonly #child: ChildProcess;
  readonly #said: string[] = [];

  /** @param argv the program's file and its arguments */
  constructor(argv: readonly string[], environment: Readonly<Record<string, string>>) {
    const instruments = join(import.meta.dirname, 'main.ts');
    const profiles = process.env['BENCH_PROFILES'];
    const profiler = profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`];
    this.#child = spawn(process.execPath, [...profiler, '--import', instruments, ...argv], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => this.#said.push(chunk.toString()));
  }

  /** @returns the first line of stdout. @throws when the process ends without one; the message has its words */
  firstLine(): Promise<string> {
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('The process has no stdout.');
    const lines = createInterface({ input: stdout });
    return new Promise((resolve, reject) => {
      lines.once('line', resolve);
      lines.once('close', () => reject(new Error(`The process ended without a word:\n${this.#said.join('')}`)));
    });
  }

  /** Begins to watch the event loop, from now on. */
  async beginWatch(): Promise<void> {
    await this.#ask('begin');
  }

  /** Ends the watch. */
  async report(): Promise<LoopReport> {
    return loopReportSchema.parse(await this.#ask('report'));
  }

  /** Begins to watch the memory, from now on. */
  async beginMemory(): Promise<void> {
    await this.#ask('watch memory');
  }

  /** Ends the watch of the memory. */
  async memory(): Promise<MemoryReport> {
    return memoryReportSchema.parse(await this.#ask('memory'));
  }

  /** How much the process has worked since it began, in milliseconds of a processor. */
  async work(): Promise<number> {
    return z.number().parse(await this.#ask('work'));
  }

  /** Ends the process as a Ctrl-C would. @throws when it does not end */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit', { signal: AbortSignal.timeout(endMs) });
    this.#child.kill('SIGINT');
    await exited.catch(() => {
      this.#child.kill('SIGKILL');
      throw new Error(`A measured process did not end within ${String(endMs / 1000)} seconds.`);
    });
  }

  async #ask(word: string): Promise<unknown> {
    const answered = once(this.#child, 'message', { signal: AbortSignal.timeout(endMs) });
    this.#child.send(word);
    return answered.then(([answer]: unknown[]) => answer);
  }
}
