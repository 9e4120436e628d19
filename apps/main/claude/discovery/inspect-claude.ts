import { stat } from 'node:fs/promises';
import { problem } from '../../../shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../../shared/models/problem.ts';
import { isAtLeast, minimumVersion, parseClaudeVersion } from './claude-version.ts';
import type { ProgramRun, RunProgram } from './run-program.ts';
import { pathOf, pathRules } from './search-path.ts';

export interface InspectOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly run: RunProgram;
}

/** A busy computer takes a second or two to start the CLI; one that is asleep in a debugger takes for ever. */
const timeoutMs = 15_000;
const detailLimit = 600;

/**
 * Judges an executable by running it with `--version`.
 * @returns its version; or cli.notFound, cli.notExecutable (a folder, a file that cannot be run), cli.notClaude (another
 * program) or cli.tooOld
 */
export async function inspectClaude(
  path: string,
  options: InspectOptions,
): Promise<Result<{ readonly version: string }>> {
  const file = await stat(path).catch(() => null);
  if (file === null) return fail(problem('cli.notFound', { where: ` at ${path}` }));
  if (file.isDirectory()) return fail(problem('cli.notExecutable', { path }, 'It is a folder.'));

  const run = await options.run({
    file: path,
    arguments: ['--version'],
    environment: withOwnFolder(path, options),
    timeoutMs,
  });
  const version = run.kind === 'ended' && run.exitCode === 0 ? parseClaudeVersion(run.stdout) : null;
  if (version === null) {
    // An empty file runs too, as a script without a line.
    const ran = run.kind === 'ended' && run.exitCode === 0 && run.stdout.trim() !== '';
    return fail(problem(ran ? 'cli.notClaude' : 'cli.notExecutable', { path }, evidenceOf(run)));
  }
  if (isAtLeast(version, minimumVersion)) return ok({ version });
  return fail(problem('cli.tooOld', { version, needed: minimumVersion }, path));
}

/** The same environment in which the file's own folder is searched first: a CLI from npm needs the Node beside it. */
export function withOwnFolder(path: string, options: Omit<InspectOptions, 'run'>): NodeJS.ProcessEnv {
  const rules = pathRules(options.platform);
  const folders = [rules.dirname(path), pathOf(options.environment)].filter(
    (part) => part !== undefined && part !== '',
  );
  return { ...options.environment, PATH: folders.join(rules.delimiter) };
}

function evidenceOf(run: ProgramRun): string {
  switch (run.kind) {
    case 'timedOut':
      return `It did not answer --version within ${timeoutMs / 1000} seconds.`;
    case 'notStarted':
      return run.code === 'ENOENT'
        ? 'The interpreter that the file names, or the loader that it needs, is not on this computer (ENOENT).'
        : `The system cannot start it (${run.code}).`;
    case 'ended': {
      const said = `${run.stdout}\n${run.stderr}`.trim().slice(0, detailLimit);
      if (run.exitCode !== 0) return `It ended with code ${run.exitCode}: ${said}`;
      return said === '' ? 'It said nothing to --version.' : `To --version it said: ${said}`;
    }
  }
}
