import { constants, type Stats } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { part } from '../../shared/models/problem-parts.ts';
import { problem } from '../../shared/models/problem-words.ts';
import type { Problem } from '../../shared/models/problem.ts';

/** What is about to be spawned, as far as it can be wrong. */
export interface SpawnPlan {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Looks at what can be known before the spawn. The folder above all: one that is missing and a program that is missing give
 * the same spawn error (protocol, section 7).
 * @returns why the process cannot be started; null when nothing speaks against it
 */
export async function foreseeSpawnProblem(plan: SpawnPlan): Promise<Problem | null> {
  const path = plan.directory;
  const directory = await statusOf(path);
  if (directory === null) return problem('directory.missing', { path });
  if (!directory.isDirectory()) return problem('directory.notDirectory', { path });
  if (!(await mayOpen(path))) return problem('directory.notReadable', { path });
  const words = [plan.command, ...plan.arguments, ...Object.entries(plan.environment).flat()];
  if (words.some((word) => word.includes('\0'))) {
    return problem('cli.badArguments', { reason: part('zeroByte') });
  }
  return null;
}

/**
 * Names what a spawn failed with.
 * @param detail the system's own words; never the command line, which holds what people wrote and perhaps secrets
 */
export async function problemOfSpawn(command: string, code: string | undefined, detail: string): Promise<Problem> {
  switch (code) {
    case 'ENOENT':
      // The program is there, but not what its first line wants to be run by.
      if ((await statusOf(command)) !== null) return problem('cli.notExecutable', { path: command }, detail);
      return problem('cli.notFound', { where: ` at ${command}` }, detail);
    case 'ENOTDIR':
      return problem('cli.notFound', { where: ` at ${command}` }, detail);
    case 'EACCES':
    case 'ENOEXEC':
    case 'EPERM':
      return problem('cli.notExecutable', { path: command }, detail);
    case 'E2BIG':
      return problem('cli.badArguments', { reason: part('tooLong') }, detail);
    default:
      return problem('cli.startFailed', { reason: code ?? 'unknown error' }, detail);
  }
}

function statusOf(path: string): Promise<Stats | null> {
  return stat(path).catch(() => null);
}

function mayOpen(directory: string): Promise<boolean> {
  return access(directory, constants.X_OK).then(
    () => true,
    () => false,
  );
}
