import { posix, win32 } from 'node:path';

/** The path rules of a platform, whichever the tower runs on. */
export function pathRules(platform: NodeJS.Platform): typeof posix {
  return platform === 'win32' ? win32 : posix;
}

/** @returns the absolute folders of a PATH, in order */
export function pathFolders(path: string | undefined, platform: NodeJS.Platform): readonly string[] {
  const rules = pathRules(platform);
  // A relative entry would mean another program in every working directory.
  return (path ?? '').split(rules.delimiter).filter((folder) => folder !== '' && rules.isAbsolute(folder));
}

/** @returns PATH, whatever its case: Windows calls it Path */
export function pathOf(environment: NodeJS.ProcessEnv): string | undefined {
  return environment['PATH'] ?? environment['Path'];
}

/** The file names under which the CLI is installed, best first. */
export function claudeFileNames(platform: NodeJS.Platform): readonly string[] {
  return platform === 'win32' ? ['claude.exe', 'claude.cmd'] : ['claude'];
}
