import { mkdirSync, readFileSync, readdirSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The versions that the contract tests hold the tower against, and the folders of their packages. */
export const realCliVersions = ['2.1.197', '2.1.330'] as const;
export type RealCliVersion = (typeof realCliVersions)[number];

const manifestSchema = z.looseObject({ version: z.string() });

/** The folder of the package that brings one version. */
export const realCliFolder = (version: RealCliVersion): string =>
  join(import.meta.dirname, '..', 'real-cli', version === '2.1.197' ? version : 'newest');

/**
 * The native executable of one version, or null when it is not installed. It is taken from the platform's own package: what
 * the main package would make of it by an install script is not needed, and install scripts are not run.
 */
export function realCliPath(version: RealCliVersion): string | null {
  const scope = join(realCliFolder(version), 'node_modules', '@anthropic-ai');
  if (!existsSync(scope)) return null;
  const prefix = `claude-code-${process.platform}-${process.arch}`;
  for (const name of readdirSync(scope).filter((entry) => entry.startsWith(prefix))) {
    const executable = join(scope, name, process.platform === 'win32' ? 'claude.exe' : 'claude');
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(scope, name, 'package.json'), 'utf8')));
    if (manifest.version === version && existsSync(executable)) return executable;
  }
  return null;
}

export interface CliHome {
  /** An empty folder of the test's own; the CLI's HOME and configuration go below it. */
  readonly folder: string;
  /** Where the stand-in Messages API listens. */
  readonly baseUrl: string;
}

/**
 * The environment in which a real CLI touches nothing but a folder of the test's own and talks to nobody but the stand-in.
 * Makes the folders. Nothing of the surrounding environment is passed on but PATH.
 */
export function realCliEnvironment({ folder, baseUrl }: CliHome): Record<string, string> {
  const home = join(folder, 'home');
  const config = join(home, '.claude');
  const temporary = join(folder, 'tmp');
  for (const path of [config, temporary]) mkdirSync(path, { recursive: true });
  const settled = { hasCompletedOnboarding: true, bypassPermissionsModeAccepted: true, numStartups: 1 };
  for (const path of [join(home, '.claude.json'), join(config, '.claude.json')]) {
    if (!existsSync(path)) writeFileSync(path, JSON.stringify(settled));
  }
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    TMPDIR: temporary,
    CLAUDE_CONFIG_DIR: config,
    ANTHROPIC_API_KEY: 'sk-ant-not-a-key',
    ANTHROPIC_BASE_URL: baseUrl,
    DISABLE_AUTOUPDATER: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    ...(process.getuid?.() === 0 ? { IS_SANDBOX: '1' } : {}),
  };
}
