import { posix, win32 } from 'node:path';

/** What decides where the tower keeps its data. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly workingDirectory: string;
}

const folderName = 'claude-control-tower';

/**
 * The folder for the tower's data: the one that was asked for, else CONTROL_TOWER_DATA, else the place that the system has
 * for applications' data. Both hosts ask here, so that both find the same instances.
 * @param asked a path from the command line; it may be relative to the working directory
 * @returns an absolute path; the folder need not exist
 */
export function dataDirectory(asked: string | null, surroundings: Surroundings): string {
  const { platform, environment, homeDirectory, workingDirectory } = surroundings;
  const path = platform === 'win32' ? win32 : posix;
  const chosen = asked ?? nonEmpty(environment['CONTROL_TOWER_DATA']);
  if (chosen !== null) return path.resolve(workingDirectory, chosen);
  switch (platform) {
    case 'win32':
      return path.join(nonEmpty(environment['APPDATA']) ?? path.join(homeDirectory, 'AppData', 'Roaming'), folderName);
    case 'darwin':
      return path.join(homeDirectory, 'Library', 'Application Support', folderName);
    default:
      return path.join(nonEmpty(environment['XDG_CONFIG_HOME']) ?? path.join(homeDirectory, '.config'), folderName);
  }
}

function nonEmpty(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}
