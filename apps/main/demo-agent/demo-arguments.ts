/** What the demo agent takes from the CLI's command line; every other argument is accepted and ignored. */
export interface DemoArguments {
  readonly version: boolean;
  readonly sessionId: string | null;
  readonly resumeId: string | null;
  /** A conversation that is resumed goes on under another id, and the first one stays as it is. */
  readonly forks: boolean;
  /** The id of the message after which a conversation that is resumed is cut. */
  readonly resumeAt: string | null;
  readonly model: string | null;
  /** The CLI's own name of the mode. */
  readonly permissionMode: string;
  readonly partialMessages: boolean;
  readonly replaysPrompts: boolean;
  /** False: nobody can be asked, so a tool that needs a permission is refused. */
  readonly canAsk: boolean;
}

/** Reads arguments in both of the CLI's forms, `--name value` and `--name=value`. */
export function readArguments(argv: readonly string[]): DemoArguments {
  const has = (name: string): boolean => argv.includes(name);
  const value = (name: string): string | null => {
    const joined = argv.find((argument) => argument.startsWith(`${name}=`));
    if (joined !== undefined) return joined.slice(name.length + 1);
    const index = argv.indexOf(name);
    return index === -1 ? null : (argv[index + 1] ?? null);
  };
  return {
    version: has('--version') || has('-v'),
    sessionId: value('--session-id'),
    resumeId: value('--resume') ?? value('-r'),
    forks: has('--fork-session'),
    resumeAt: value('--resume-session-at'),
    model: value('--model'),
    permissionMode: has('--dangerously-skip-permissions')
      ? 'bypassPermissions'
      : (value('--permission-mode') ?? 'default'),
    partialMessages: has('--include-partial-messages'),
    replaysPrompts: has('--replay-user-messages'),
    canAsk: value('--permission-prompt-tool') === 'stdio',
  };
}
