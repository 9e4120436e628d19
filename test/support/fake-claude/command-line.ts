/** What the fake understands of the CLI's command line; the rest is accepted and ignored, as by the real one. */
export interface CommandLine {
  readonly print: boolean;
  readonly verbose: boolean;
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly partialMessages: boolean;
  readonly replay: boolean;
  readonly permissionPrompts: boolean;
  readonly skipPermissions: boolean;
  readonly mayBypass: boolean;
  /** Null leaves it to the folder's own settings. */
  readonly permissionMode: string | null;
  readonly model: string | null;
  readonly fallbackModel: string | null;
  readonly sessionId: string | null;
  readonly resume: string | null;
  readonly continueLast: boolean;
  readonly fork: boolean;
  /** The id of the event after which a conversation that is taken up is cut. */
  readonly resumeAt: string | null;
  readonly persist: boolean;
  readonly maxTurns: number | null;
  readonly maxBudgetUsd: number | null;
  readonly allowedTools: readonly string[];
  readonly deniedTools: readonly string[];
  readonly mcpConfig: readonly string[];
  readonly positional: readonly string[];
}

const switches = [
  ...['-p', '--print', '--verbose', '--include-partial-messages', '--include-hook-events', '--replay-user-messages'],
  ...['--dangerously-skip-permissions', '--allow-dangerously-skip-permissions', '--strict-mcp-config', '--bare'],
  ...['-c', '--continue', '--fork-session', '--no-session-persistence', '--disable-slash-commands', '--safe-mode'],
  ...['-v', '--version', '-h', '--help', '--ide', '--chrome', '--no-chrome', '--brief', '--ax-screen-reader'],
];
const valued = [
  ...['--input-format', '--output-format', '--permission-prompt-tool', '--permission-mode', '--model', '--effort'],
  ...['--fallback-model', '--session-id', '-r', '--resume', '--max-turns', '--max-budget-usd', '--system-prompt'],
  ...['--append-system-prompt', '--settings', '--setting-sources', '--json-schema', '--agents', '--agent', '-n'],
  ...['--name', '--debug-file', '--prompt-suggestions', '--plugin-dir', '-w', '--worktree'],
];
/** What works and stands in no help. */
const hidden = ['--resume-session-at'];
/** What came after 2.1.197. */
const newer = ['--system-prompt-snapshot', '--permission-prompts', '--autocompact'];
const listed = [
  ...['--allowedTools', '--allowed-tools', '--disallowedTools', '--disallowed-tools', '--tools', '--mcp-config'],
  ...['--add-dir', '--betas', '--file'],
];
const modes = ['acceptEdits', 'auto', 'bypassPermissions', 'default', 'dontAsk', 'plan'];

/** The options as given, or the line that the real CLI prints on stderr before it exits with 1. */
export function parseCommandLine(
  argv: readonly string[],
  modern: boolean,
): { readonly line: CommandLine } | { readonly error: string } {
  const values = new Map<string, string[]>();
  const positional: string[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? '';
    const equals = argument.startsWith('--') ? argument.indexOf('=') : -1;
    const name = equals === -1 ? argument : argument.slice(0, equals);
    const given = values.get(name) ?? [];
    if (switches.includes(name)) values.set(name, given);
    else if ([...valued, ...hidden, ...listed, ...(modern ? newer : [])].includes(name)) {
      if (equals !== -1) given.push(argument.slice(equals + 1));
      else if (listed.includes(name)) {
        while (index + 1 < argv.length && !argv[index + 1]?.startsWith('-')) given.push(argv[(index += 1)] ?? '');
      } else {
        const next = argv[(index += 1)];
        if (next === undefined) return { error: `error: option '${name} <value>' argument missing` };
        given.push(next);
      }
      values.set(name, given);
    } else if (name.startsWith('-') && name !== '-') return { error: `error: unknown option '${name}'` };
    else positional.push(argument);
  }
  return check(values, positional, modern);
}

function check(
  values: ReadonlyMap<string, readonly string[]>,
  positional: readonly string[],
  modern: boolean,
): { readonly line: CommandLine } | { readonly error: string } {
  const has = (...names: string[]): boolean => names.some((name) => values.has(name));
  const last = (...names: string[]): string | null =>
    names.map((name) => values.get(name)?.at(-1)).find(Boolean) ?? null;
  const all = (...names: string[]): string[] => names.flatMap((name) => values.get(name) ?? []);
  const mode = last('--permission-mode');
  if (mode !== null && mode !== 'manual' && !modes.includes(mode)) {
    const choices = modes.map((choice) => (modern && choice === 'default' ? 'manual' : choice));
    return {
      error: `error: option '--permission-mode <mode>' argument '${mode}' is invalid. Allowed choices are ${choices.join(', ')}.`,
    };
  }
  const skipPermissions = has('--dangerously-skip-permissions') || mode === 'bypassPermissions';
  const number = (text: string | null): number | null =>
    text === null || Number.isNaN(Number(text)) ? null : Number(text);
  return {
    line: {
      print: has('-p', '--print'),
      verbose: has('--verbose'),
      inputFormat: last('--input-format') ?? 'text',
      outputFormat: last('--output-format') ?? 'text',
      partialMessages: has('--include-partial-messages'),
      replay: has('--replay-user-messages'),
      permissionPrompts: last('--permission-prompt-tool') === 'stdio',
      skipPermissions,
      mayBypass: skipPermissions || has('--allow-dangerously-skip-permissions'),
      permissionMode: skipPermissions ? 'bypassPermissions' : mode === 'manual' ? 'default' : mode,
      model: last('--model'),
      fallbackModel: last('--fallback-model'),
      sessionId: last('--session-id'),
      resume: last('-r', '--resume'),
      continueLast: has('-c', '--continue'),
      fork: has('--fork-session'),
      resumeAt: last('--resume-session-at'),
      persist: !has('--no-session-persistence'),
      maxTurns: number(last('--max-turns')),
      maxBudgetUsd: number(last('--max-budget-usd')),
      allowedTools: all('--allowedTools', '--allowed-tools').flatMap((list) => splitTools(list)),
      deniedTools: all('--disallowedTools', '--disallowed-tools').flatMap((list) => splitTools(list)),
      mcpConfig: all('--mcp-config'),
      positional,
    },
  };
}

/** Commas and blanks part tool names, but not inside a rule's parentheses. */
const splitTools = (list: string): readonly string[] => list.match(/[^\s,(]+(?:\([^)]*\))?/g) ?? [];

/** The text of `--help`: which options there are, as the real one lists them. */
export function helpText(modern: boolean): string {
  const options = [...switches, ...valued, ...listed, ...(modern ? newer : [])].filter((name) => name.startsWith('--'));
  return `Usage: claude [options] [command] [prompt]\n\nOptions:\n${options.map((name) => `  ${name}\n`).join('')}`;
}
