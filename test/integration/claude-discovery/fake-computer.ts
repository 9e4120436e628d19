import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder that stands for a computer: programs can be put into it, and only what is in it is found. */
export function newComputer() {
  const root = mkdtempSync(join(homedir(), 'computer-'));
  const write = (path: string, content: string, mode = 0o755): string => {
    const absolute = join(root, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, content);
    chmodSync(absolute, mode);
    return absolute;
  };
  return {
    root,
    path: (path: string) => join(root, path),
    write,
    /** A CLI that says this version, and this to `auth status`. */
    installClaude: (path: string, version: string, status = '{"loggedIn":true,"authMethod":"claude.ai"}') =>
      write(
        path,
        `#!/bin/sh\ncase "$1" in --version) echo "${version} (Claude Code)";; auth) echo '${status}';; *) exit 9;; esac\n`,
      ),
    /** A login shell whose start-up files add a folder to PATH. */
    installShell: (folder: string) =>
      write('shell', `#!/bin/sh\nPATH="${join(root, folder)}:/usr/bin:/bin"\nexport PATH\necho noise\neval "$2"\n`),
    options: (path: readonly string[] = []) => ({
      settingsPath: null,
      environment: {
        PATH: [...path.map((folder) => join(root, folder)), '/usr/bin', '/bin'].join(':'),
        SHELL: '/nowhere',
      },
      platform: process.platform,
      home: root,
      usualFolders: [join(root, 'usual')],
    }),
  };
}
