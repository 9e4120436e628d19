import { randomUUID } from 'node:crypto';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '../../../shared/models/cli.ts';
import { problem } from '../../../shared/models/problem-words.ts';
import type { InspectOptions } from './inspect-claude.ts';

const gitTimeoutMs = 5000;
/** Below this the disk will soon be full: a day of transcripts takes some ten megabytes. */
const littleSpace = 200 * 1024 * 1024;

/** @param userId process.getuid(), or null where there is none */
export function checkRoot(userId: number | null, environment: NodeJS.ProcessEnv): Check {
  if (userId !== 0) return { id: 'cli.root', status: 'ok', evidence: 'an ordinary user', problem: null };
  if (environment['IS_SANDBOX'] === '1') {
    return { id: 'cli.root', status: 'ok', evidence: 'root, with IS_SANDBOX=1', problem: null };
  }
  return { id: 'cli.root', status: 'warning', evidence: 'root', problem: problem('cli.refusedRoot') };
}

/** Agents work without git, but less well: they cannot show or undo what they changed. */
export async function checkGit({ environment, run }: InspectOptions): Promise<Check> {
  const result = await run({ file: 'git', arguments: ['--version'], environment, timeoutMs: gitTimeoutMs });
  if (result.kind === 'ended' && result.exitCode === 0) {
    return { id: 'git', status: 'ok', evidence: result.stdout.trim(), problem: null };
  }
  const evidence = 'git was not found. Agents work without it, but cannot show or undo their changes: install git.';
  return { id: 'git', status: 'warning', evidence, problem: null };
}

/** Tries to write a file into the data folder, and looks how much room there is. */
export async function checkData(dataDirectory: string): Promise<Check> {
  const probe = join(dataDirectory, `.probe-${randomUUID()}`);
  try {
    await mkdir(dataDirectory, { recursive: true });
    await writeFile(probe, 'probe');
    const { bavail, bsize } = await statfs(dataDirectory);
    const evidence = `${dataDirectory}: writable, ${formatBytes(bavail * bsize)} free`;
    return { id: 'data', status: bavail * bsize < littleSpace ? 'warning' : 'ok', evidence, problem: null };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    const full = code === 'ENOSPC' || code === 'EDQUOT';
    const found = problem(full ? 'storage.full' : 'storage.readOnly', { path: dataDirectory }, code);
    return { id: 'data', status: 'failed', evidence: `${dataDirectory}: ${code}`, problem: found };
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}

function formatBytes(bytes: number): string {
  const gigabytes = bytes / 1024 ** 3;
  return gigabytes >= 1 ? `${gigabytes.toFixed(1)} GB` : `${Math.round(bytes / 1024 ** 2)} MB`;
}
