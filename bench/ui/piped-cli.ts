import { makeShellCli } from '../emitter/shell-cli.ts';

/**
 * Makes a CLI whose prompts name a pipe: what somebody writes into that is its output, until the pipe is closed.
 * @returns its path
 */
export function makePipedCli(directory: string): string {
  return makeShellCli(directory, 'piped-cli', ['pipe="${line#*follow }"', 'cat "${pipe%%\\"*}"']);
}
