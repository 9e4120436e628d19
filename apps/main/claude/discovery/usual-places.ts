import { readdir } from 'node:fs/promises';
import { pathRules } from './search-path.ts';

/**
 * Folders in which installers put the CLI, also where PATH does not name them: its own installer, npm with various homes,
 * and the version managers of Node.
 */
export async function usualPlaces(
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  home: string,
): Promise<readonly string[]> {
  const rules = pathRules(platform);
  const join = (...parts: readonly string[]): string => rules.join(...parts);
  const under = (variable: string, fallback: string, ...rest: readonly string[]): string =>
    join(environment[variable] ?? fallback, ...rest);
  if (platform === 'win32') {
    const local = environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
    return [
      join(home, '.local', 'bin'),
      join(home, '.claude', 'local'),
      under('APPDATA', join(home, 'AppData', 'Roaming'), 'npm'),
      join(home, '.bun', 'bin'),
      under('PNPM_HOME', join(local, 'pnpm')),
      under('VOLTA_HOME', join(local, 'Volta'), 'bin'),
      join(home, 'scoop', 'shims'),
    ];
  }
  const npmPrefix = environment['npm_config_prefix'] ?? environment['NPM_CONFIG_PREFIX'];
  return [
    join(home, '.local', 'bin'),
    join(home, '.claude', 'local'),
    '/opt/homebrew/bin',
    '/usr/local/bin',
    '/usr/bin',
    ...(npmPrefix === undefined ? [] : [join(npmPrefix, 'bin')]),
    join(home, '.npm-global', 'bin'),
    join(home, '.npm', 'bin'),
    under('VOLTA_HOME', join(home, '.volta'), 'bin'),
    under('BUN_INSTALL', join(home, '.bun'), 'bin'),
    under('PNPM_HOME', join(home, platform === 'darwin' ? 'Library/pnpm' : '.local/share/pnpm')),
    under('ASDF_DATA_DIR', join(home, '.asdf'), 'shims'),
    ...(await nodeVersions(under('NVM_DIR', join(home, '.nvm'), 'versions', 'node'), ['bin'], join)),
    ...(await nodeVersions(
      under('FNM_DIR', join(home, '.local/share/fnm'), 'node-versions'),
      ['installation', 'bin'],
      join,
    )),
    '/home/linuxbrew/.linuxbrew/bin',
    '/snap/bin',
  ];
}

/** The folders of a version manager's Nodes, newest first. */
async function nodeVersions(
  folder: string,
  rest: readonly string[],
  join: (...parts: readonly string[]) => string,
): Promise<readonly string[]> {
  const versions = await readdir(folder).catch(() => []);
  const newestFirst = versions.sort((one, other) => other.localeCompare(one, 'en', { numeric: true }));
  return newestFirst.map((version) => join(folder, version, ...rest));
}
