import { access, constants, realpath } from 'node:fs/promises';
import { problem } from '../../../shared/models/problem-words.ts';
import { fail, ok, type Problem, type Result } from '../../../shared/models/problem.ts';
import { inspectClaude } from './inspect-claude.ts';
import { loginShellPath } from './login-shell-path.ts';
import { runProgram, type RunProgram } from './run-program.ts';
import { claudeFileNames, pathFolders, pathOf, pathRules } from './search-path.ts';
import { usualPlaces } from './usual-places.ts';

export interface SearchOptions {
  /** The path in the settings or on the command line; null means: look for it. */
  readonly settingsPath: string | null;
  readonly environment: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly run?: RunProgram;
  /** Folders to search last, in place of those in which installers of this platform put the CLI. */
  readonly usualFolders?: readonly string[];
}

/** Where an executable was found. */
export type CandidateSource = 'settings' | 'path' | 'loginShell' | 'usualPlace';

export interface Candidate {
  readonly path: string;
  readonly source: CandidateSource;
  /** Null when it cannot be told; `problem` says why. */
  readonly version: string | null;
  /** Why the tower cannot use it; null when it can. */
  readonly problem: Problem | null;
}

/**
 * Looks for the CLI everywhere and tries what it finds.
 * @returns every executable once, in the order of search: settings, PATH, the login shell's PATH, the usual places
 */
export async function findClaude(options: SearchOptions): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  for await (const candidate of search(options)) found.push(candidate);
  return found;
}

/**
 * Decides which CLI is used: the one of the settings and no other, or else the first that works. It does not look further
 * than it must, so that it is quick where PATH has one.
 * @returns its path and version, or what is wrong with the one in the settings, or with the best of those found
 */
export async function locateClaude(
  options: SearchOptions,
): Promise<Result<{ readonly path: string; readonly version: string }>> {
  let worst: Problem | null = null;
  for await (const { path, version, problem: fault, source } of search(options)) {
    if (fault === null && version !== null) return ok({ path, version });
    if (source === 'settings') return fail(fault ?? problem('cli.notFound', { where: ` at ${path}` }));
    worst ??= fault;
  }
  return fail(worst ?? problem('cli.notFound', { where: '' }));
}

async function* search(options: SearchOptions): AsyncGenerator<Candidate> {
  const seen = new Set<string>();
  const run = options.run ?? runProgram;
  const { environment, platform } = options;
  for await (const { path, source } of places(options, run)) {
    const real = await realpath(path).catch(() => path);
    if (seen.has(real)) continue;
    seen.add(real);
    const inspected = await inspectClaude(path, { environment, platform, run });
    yield inspected.ok
      ? { path, source, version: inspected.value.version, problem: null }
      : { path, source, version: versionIn(inspected.problem), problem: inspected.problem };
  }
}

async function* places(
  options: SearchOptions,
  run: RunProgram,
): AsyncGenerator<{ readonly path: string; readonly source: CandidateSource }> {
  const { environment, platform, home, settingsPath } = options;
  if (settingsPath !== null) yield { path: expandHome(settingsPath, options), source: 'settings' };
  yield* filesIn(pathFolders(pathOf(environment), platform), 'path', platform);
  const shellPath = await loginShellPath(environment, platform, run);
  yield* filesIn(pathFolders(shellPath ?? '', platform), 'loginShell', platform);
  const usual = options.usualFolders ?? (await usualPlaces(environment, platform, home));
  yield* filesIn(usual, 'usualPlace', platform);
}

async function* filesIn(folders: readonly string[], source: CandidateSource, platform: NodeJS.Platform) {
  const rules = pathRules(platform);
  for (const folder of folders) {
    for (const name of claudeFileNames(platform)) {
      const path = rules.join(folder, name);
      const isRunnable = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isRunnable) yield { path, source };
    }
  }
}

function expandHome(path: string, { home, platform }: SearchOptions): string {
  return path === '~' || /^~[/\\]/.test(path) ? pathRules(platform).join(home, path.slice(1)) : path;
}

function versionIn({ code, params }: Problem): string | null {
  return code === 'cli.tooOld' ? String(params['version']) : null;
}
