import type { CliCommand } from '../../../shared/models/cli.ts';

/** What a prompt that begins with a slash will be sent as. */
export type SlashReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'command'; readonly command: CliCommand }
  | { readonly kind: 'text' }
  /** The name is still being typed; these fit so far. */
  | { readonly kind: 'choosing'; readonly matches: readonly CliCommand[]; readonly exact: CliCommand | null };

const nameOf = (command: CliCommand): string => command.name.replace(/^\//, '').toLowerCase();

/** Reads the beginning of a prompt against the commands that the CLI offers. */
export function readSlash(text: string, commands: readonly CliCommand[]): SlashReading {
  const match = /^\/(\S*)(\s)?/.exec(text);
  if (match === null) return { kind: 'none' };
  const typed = (match[1] ?? '').toLowerCase();
  const exact = commands.find((command) => nameOf(command) === typed) ?? null;
  if (match[2] === undefined) {
    const matches = commands.filter((command) => nameOf(command).startsWith(typed));
    if (matches.length > 0) return { kind: 'choosing', matches, exact };
  }
  return exact === null ? { kind: 'text' } : { kind: 'command', command: exact };
}

/** Whether the text is to be sent as a command. */
export function isCommand(reading: SlashReading): boolean {
  return reading.kind === 'command' || (reading.kind === 'choosing' && reading.exact !== null);
}

/** The command as one types it. */
export const slashName = (command: CliCommand): string => `/${command.name.replace(/^\//, '')}`;
