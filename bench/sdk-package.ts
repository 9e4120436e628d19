import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'sdk');
const module = join(folder, 'node_modules', '@anthropic-ai', 'claude-agent-sdk', 'sdk.mjs');

/**
 * Finds the Agent SDK, and installs it on first use. Without its optional dependencies it is 5 MB; with them npm would bring
 * the CLI's binary too, 240 MB that the bench has no use for.
 * @returns the file to import
 * @throws when it cannot be had; the message says what to do
 */
export function findAgentSdk(): string {
  if (existsSync(module)) return module;
  process.stderr.write('Installing the Agent SDK to compare with (5 MB, once) ...\n');
  const npm = spawnSync('npm', ['ci', '--omit=optional'], { cwd: folder, encoding: 'utf8' });
  if (existsSync(module)) return module;
  const reason = npm.error?.message ?? npm.stderr.trim().split('\n').slice(-5).join('\n');
  throw new Error(
    `The Agent SDK could not be installed: ${reason}\n` +
      `Run "npm ci --omit=optional" in ${folder} when the package registry can be reached, then run the bench again.`,
  );
}
