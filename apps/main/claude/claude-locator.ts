import { stat } from 'node:fs/promises';
import type { Result } from '../../shared/models/problem.ts';
import { locateClaude, type SearchOptions } from './discovery/find-claude.ts';
import { loginShellPath } from './discovery/login-shell-path.ts';
import { runProgram } from './discovery/run-program.ts';

interface Located {
  readonly path: string;
  readonly version: string;
}

/** Remembers which CLI is in use, as long as its file is the same: asking it for its version takes a while each time. */
export class ClaudeLocator {
  readonly #search: Omit<SearchOptions, 'settingsPath'>;
  readonly #settingsPath: () => string | null;
  #kept: { readonly asked: string | null; readonly located: Located; readonly changedAt: number } | null = null;
  #environment: Promise<NodeJS.ProcessEnv> | null = null;

  constructor(search: Omit<SearchOptions, 'settingsPath'>, settingsPath: () => string | null) {
    this.#search = search;
    this.#settingsPath = settingsPath;
  }

  /** @returns the CLI's path and version, or why there is none */
  async locate(): Promise<Result<Located>> {
    const asked = this.#settingsPath();
    const kept = this.#kept;
    if (kept !== null && kept.asked === asked && kept.changedAt === (await changedAt(kept.located.path))) {
      return { ok: true, value: kept.located };
    }
    const located = await locateClaude({ ...this.#search, settingsPath: asked });
    const when = located.ok ? await changedAt(located.value.path) : null;
    this.#kept = located.ok && when !== null ? { asked, located: located.value, changedAt: when } : null;
    return located;
  }

  /**
   * The environment for agents: ours, with the folders of a login shell's PATH added. An app that was started from a dock
   * or a menu has a poor PATH, in which an agent's tools would not be found.
   */
  environment(): Promise<NodeJS.ProcessEnv> {
    this.#environment ??= this.#completeEnvironment();
    return this.#environment;
  }

  async #completeEnvironment(): Promise<NodeJS.ProcessEnv> {
    const { environment, platform } = this.#search;
    if (platform === 'win32') return environment;
    const shellPath = await loginShellPath(environment, platform, this.#search.run ?? runProgram);
    const folders = [environment['PATH'] ?? '', shellPath ?? ''].flatMap((path) => path.split(':'));
    return { ...environment, PATH: [...new Set(folders.filter((folder) => folder !== ''))].join(':') };
  }
}

/** Of the file behind the links; milliseconds since the epoch. */
async function changedAt(path: string): Promise<number | null> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
}
