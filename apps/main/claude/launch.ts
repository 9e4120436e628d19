import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import type { InstanceSettings } from '../../shared/models/instance.ts';

/** A program that speaks the CLI's protocol, and how to start it. */
export interface Launch {
  readonly command: string;
  /** Arguments that come before the CLI's own. */
  readonly prefix: readonly string[];
  /** Added to the environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly version: string | null;
}

/** Finds the program for an instance. */
export interface Launcher {
  /** @returns how to start it, or why that is not possible */
  resolve(settings: InstanceSettings): Promise<Result<Launch>>;
}

export interface LauncherOptions {
  /** The executable in use and its version, or why there is none. */
  readonly locateClaude: () => Promise<Result<{ readonly path: string; readonly version: string }>>;
  /** The demo agent's program file, run by our own Node or Electron. */
  readonly demoAgent: string;
  readonly demoDirectory: string;
  readonly nodePath: string;
  /** True where the CLI will refuse to run without asking (protocol, section 1.2). */
  readonly runsAsRoot: boolean;
}

/** The launchers of this computer: the Claude CLI, and the built-in demo agent. */
export class LocalLauncher implements Launcher {
  readonly #options: LauncherOptions;

  constructor(options: LauncherOptions) {
    this.#options = options;
  }

  async resolve(settings: InstanceSettings): Promise<Result<Launch>> {
    if (settings.launcher === 'demo') return ok(this.#demo());
    if (
      settings.permissionMode === 'autonomous' &&
      this.#options.runsAsRoot &&
      settings.environment['IS_SANDBOX'] !== '1'
    ) {
      return fail(problem('cli.refusedRoot'));
    }
    const located = await this.#options.locateClaude();
    if (!located.ok) return located;
    return ok({ command: located.value.path, prefix: [], environment: {}, version: located.value.version });
  }

  #demo(): Launch {
    return {
      command: this.#options.nodePath,
      prefix: [this.#options.demoAgent],
      environment: { ELECTRON_RUN_AS_NODE: '1', CONTROL_TOWER_DEMO_DIRECTORY: this.#options.demoDirectory },
      version: null,
    };
  }
}
