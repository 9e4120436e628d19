import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { realCliPath, realCliFolder, realCliVersions, type RealCliVersion } from '../test/support/real-cli.ts';

/**
 * Installs the real CLI of one version below test/real-cli, unless it is there. Returns null when it is there in the end,
 * else one sentence that says why not and what to do.
 */
export function installRealCli(version: RealCliVersion): string | null {
  if (realCliPath(version) !== null) return null;
  const folder = realCliFolder(version);
  process.stderr.write(`Installing the real Claude Code CLI ${version} (about 240 MB or more, once) ...\n`);
  // Tests run with a home of their own, and npm's configuration is in the person's.
  const env = { ...process.env, HOME: userInfo().homedir };
  const npm = spawnSync('npm', ['ci'], { cwd: folder, env, encoding: 'utf8', shell: process.platform === 'win32' });
  if (realCliPath(version) !== null) return null;
  const reason = npm.error?.message ?? npm.stderr.trim().split('\n').slice(-5).join('\n');
  return (
    `The real Claude Code CLI ${version} could not be installed: ${reason || 'npm brought no binary for this platform'}\n` +
    `Run "npm ci" in ${folder} when the package registry can be reached, then run the tests again.`
  );
}

/** Installs every version that the contract tests need. Throws an Error with a readable message when one cannot be had. */
export function installRealClis(): void {
  const problems = realCliVersions.map((version) => installRealCli(version)).filter((problem) => problem !== null);
  if (problems.length > 0) throw new Error(problems.join('\n\n'));
}

if (import.meta.main) {
  try {
    installRealClis();
    for (const version of realCliVersions) process.stdout.write(`${version}: ${realCliPath(version) ?? 'missing'}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
