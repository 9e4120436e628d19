import { spawn, type ChildProcess } from 'node:child_process';
import { guardScript } from './guard-script.ts';
import { markerName, type TreeIdentity } from './process-tree.ts';
import { scopeUnitOf } from './scope-names.ts';

/** Is told of every tree, so that it can end them when the tower no longer can. */
export interface TreeGuard {
  /** A process with this marker is about to be started. */
  expect(marker: string): void;
  /** It was started. */
  watch(tree: TreeIdentity): void;
  /** Nothing of it is left. */
  forget(marker: string): void;
}

/** Where the system itself ends what we started: on Windows the children of a process that is gone end with its job. */
export const noGuard: TreeGuard = {
  expect: () => undefined,
  watch: () => undefined,
  forget: () => undefined,
};

export interface ProcessGuardOptions {
  readonly platform: NodeJS.Platform;
  /** The guard cannot be had or was killed too often. Work goes on: the sweep at the next start ends what is left. */
  readonly onFailure: (reason: string) => void;
  readonly shell?: string;
  readonly path?: string | undefined;
}

/** So often a guard that somebody killed is replaced within the life of a tower. */
const maxReplacements = 20;
/** How long a guard that has nothing to do may take to end, in milliseconds. */
const endMs = 2000;
/** Where the guard's few programs are, should our own PATH be a strange one. */
const usualPath = '/usr/bin:/bin:/usr/sbin:/sbin';

/**
 * Keeps a small process beside the tower that ends all that the tower started when the tower dies: by SIGKILL, by a crash, by
 * the system for want of memory. It is started before the first CLI, in a session of its own, with none of our markers, and
 * learns by the end of its input that we are gone. One that is killed itself is replaced and told everything again.
 */
export class ProcessGuard implements TreeGuard {
  readonly #options: ProcessGuardOptions;
  /** What each tree's order is, by marker. */
  readonly #orders = new Map<string, string>();
  #guard: ChildProcess | null = null;
  #started = 0;
  #closed = false;

  constructor(options: ProcessGuardOptions) {
    this.#options = options;
  }

  /** The guard's process, once there is one. */
  get pid(): number | null {
    return this.#guard?.pid ?? null;
  }

  expect(marker: string): void {
    this.#give(marker, `+ ${marker}`);
  }

  watch({ marker, pid, startTime }: TreeIdentity): void {
    // A root whose start time was not learnt could be anybody by the time it counts; its marker finds it.
    if (startTime !== '') this.#give(marker, `= ${marker} ${String(pid)} ${startTime.replace(/\s+/g, ' ')}`);
  }

  forget(marker: string): void {
    if (!this.#orders.delete(marker)) return;
    this.#say(`- ${marker}`);
  }

  /** Lets the guard go. It ends at once when nothing is left to end. */
  async close(): Promise<void> {
    this.#closed = true;
    const guard = this.#guard;
    if (guard === null) return;
    const exited = new Promise((resolve) => guard.once('exit', resolve));
    guard.stdin?.end();
    if (this.#orders.size > 0) return;
    // The guard holds no process, so this timer has to: whoever waits here has more to do afterwards.
    let patience: NodeJS.Timeout | undefined;
    await Promise.race([exited, new Promise((resolve) => (patience = setTimeout(resolve, endMs)))]);
    clearTimeout(patience);
  }

  #give(marker: string, order: string): void {
    this.#orders.set(marker, order);
    if (this.#guard === null) this.#start();
    else this.#say(order);
  }

  #say(order: string): void {
    this.#guard?.stdin?.write(`${order}\n`);
  }

  /** Starts a guard and tells it everything. What is written to its pipe is there for it even if we die in this instant. */
  #start(): void {
    if (this.#closed) return;
    this.#started += 1;
    const { platform, path = process.env['PATH'], shell = '/bin/sh' } = this.#options;
    const how = platform === 'linux' ? 'proc' : 'ps';
    const guard = spawn(shell, ['-c', guardScript, 'control-tower-guard', how, markerName, scopeUnitOf('@')], {
      cwd: '/',
      detached: true,
      env: { PATH: path === undefined ? usualPath : `${path}:${usualPath}` },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#guard = guard;
    // Its end is news, a broken pipe or a missing shell only the way to it.
    guard.stdin.on('error', () => undefined);
    guard.on('error', (error) => this.#ended(guard, error.message));
    guard.on('exit', (code, signal) => this.#ended(guard, signal ?? String(code)));
    guard.unref();
    for (const order of this.#orders.values()) this.#say(order);
  }

  #ended(guard: ChildProcess, reason: string): void {
    if (this.#guard !== guard) return;
    this.#guard = null;
    if (this.#closed) return;
    if (guard.pid === undefined || this.#started > maxReplacements) {
      this.#closed = true;
      this.#options.onFailure(reason);
    } else if (this.#orders.size > 0) {
      this.#start();
    }
  }
}
