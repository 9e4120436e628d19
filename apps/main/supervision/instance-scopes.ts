import { readFile, readlink } from 'node:fs/promises';
import type { Log } from '../logging/log.ts';
import { inScope, type ProgramStart, type ScopeManager } from './scope-command.ts';
import { findScopeManager, type ManagerSearch } from './scope-manager.ts';
import { scopeMarkerIn, userUnitIn } from './scope-names.ts';

export interface InstanceScopesOptions extends Partial<ManagerSearch> {
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** How long a process may take to be in its scope, in milliseconds: long, for when many are started at once. */
  readonly joinMs?: number;
}

/** What becomes a program in a scope of its own. */
export interface ScopedStart extends ProgramStart {
  /**
   * Waits until the process is in its scope and has become the program.
   * @param ended settles when the process has ended
   * @returns false when it ended before that, or takes too long: then it is to be started without a scope
   */
  joined(pid: number, ended: Promise<unknown>): Promise<boolean>;
}

/**
 * Has programs started in a scope of systemd each, where we run under the user's service manager. Nothing leaves a scope by
 * detaching itself or by clearing its environment. Whatever stands in the way, programs are started without, and the log
 * says why.
 */
export class InstanceScopes {
  readonly #log: InstanceScopesOptions['log'];
  readonly #search: ManagerSearch;
  readonly #joinMs: number;
  #manager: Promise<ScopeManager | null> | null = null;
  #givenUp = false;
  #reason: string | null = null;

  constructor({ log, joinMs = 10_000, ...search }: InstanceScopesOptions) {
    this.#log = log;
    this.#joinMs = joinMs;
    this.#search = {
      environment: process.env,
      userId: process.getuid?.() ?? 0,
      ownControlGroups: () => controlGroupsOf('self'),
      probeMs: 2000,
      ...search,
    };
  }

  /** Finds out whether scopes can be had; once, unless one fails. @returns whether they can */
  async probe(): Promise<boolean> {
    return (await this.#found()) !== null;
  }

  /** @returns why no scope can be had, in the log's words; null where one can */
  async lack(): Promise<string | null> {
    return (await this.probe()) ? null : (this.#reason ?? 'unknown');
  }

  /** @returns what to start instead of a program; null where no scope can be had */
  async wrap(marker: string, start: ProgramStart): Promise<ScopedStart | null> {
    const manager = await this.#found();
    if (manager === null) return null;
    // Asked anew each time: a desktop may move us to another unit while we start.
    const unit = userUnitIn(await this.#search.ownControlGroups(), this.#search.userId);
    if (unit === null) return null;
    const joined: ScopedStart['joined'] = (pid, ended) => this.#join({ marker, pid, ended, from: manager.program });
    return { ...inScope(manager, unit, marker, start), joined };
  }

  /** A program had to be started without a scope after all. The next one first finds out again whether any can be had. */
  failed(reason: string): void {
    this.#log.warn('an agent was started without a scope of its own', { reason });
    if (!this.#givenUp) this.#manager = null;
  }

  #found(): Promise<ScopeManager | null> {
    this.#manager ??= this.#find();
    return this.#manager;
  }

  async #find(): Promise<ScopeManager | null> {
    const found = await findScopeManager(this.#search);
    if (typeof found !== 'string') {
      this.#log.info('agents get a scope of their own each', { systemd: found.version });
      return found;
    }
    this.#givenUp = true;
    this.#reason = found;
    this.#log.info('agents get no scope of their own', { reason: found });
    return null;
  }

  async #join({ marker, pid, ended, from }: Joining): Promise<boolean> {
    const gone = ended.then(() => true);
    const deadline = performance.now() + this.#joinMs;
    for (let pause = 2; performance.now() < deadline; pause = Math.min(pause * 2, 25)) {
      if (scopeMarkerIn(await controlGroupsOf(String(pid))) === marker) {
        const program = await programOf(pid);
        if (program !== null && program !== from) return true;
      }
      const later = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), pause));
      if (await Promise.race([gone, later])) return false;
    }
    return false;
  }
}

interface Joining {
  readonly marker: string;
  readonly pid: number;
  readonly ended: Promise<unknown>;
  /** The program that the process is at first. */
  readonly from: string;
}

function controlGroupsOf(pid: string): Promise<string> {
  return readFile(`/proc/${pid}/cgroup`, 'utf8').catch(() => '');
}

/** @returns null for a process that has ended; one that may not be looked into is a program of its own */
function programOf(pid: number): Promise<string | null> {
  return readlink(`/proc/${String(pid)}/exe`).catch((error: unknown) =>
    error instanceof Error && 'code' in error && error.code === 'EACCES' ? 'unknown' : null,
  );
}
