import type { RunProgram } from './run-program.ts';

const begin = '__CONTROL_TOWER_ENVIRONMENT_BEGINS__';
const end = '__CONTROL_TOWER_ENVIRONMENT_ENDS__';
/** Start-up files that take longer than this hold up the window. */
const timeoutMs = 5000;

/**
 * Asks the person's login shell for its PATH: a desktop program is started with a poor one, without what the shell's
 * start-up files add.
 * @returns null where there is no such shell, or when it fails or takes too long
 */
export async function loginShellPath(
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  run: RunProgram,
): Promise<string | null> {
  if (platform === 'win32') return null;
  const shell = environment['SHELL'] ?? (platform === 'darwin' ? '/bin/zsh' : '/bin/sh');
  const result = await run({
    file: shell,
    // `env` prints PATH the same way under every shell; start-up files may print anything around it.
    arguments: ['-ilc', `echo ${begin}; command env; echo ${end}`],
    // Asked for by the frameworks of zsh, which otherwise update themselves or open tmux.
    environment: { ...environment, DISABLE_AUTO_UPDATE: 'true', ZSH_TMUX_AUTOSTART: 'false' },
    timeoutMs,
  });
  if (result.kind !== 'ended') return null;
  const printed = result.stdout.split(begin)[1]?.split(end)[0] ?? '';
  return /^PATH=(.+)$/m.exec(printed)?.[1] ?? null;
}
