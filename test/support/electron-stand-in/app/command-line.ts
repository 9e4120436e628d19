export interface ElectronCommandLine {
  /** `--name=value` and `--name`, by their names. */
  readonly switches: ReadonlyMap<string, string>;
  /** What `-r` names: loaded before the app. */
  readonly required: readonly string[];
  /** The app's folder or file; null when none was given. */
  readonly app: string | null;
}

/** Reads Electron's command line: `electron [switches] [-r module] app [arguments]`. */
export function parseCommandLine(args: readonly string[]): ElectronCommandLine {
  const switches = new Map<string, string>();
  const required: string[] = [];
  let app: string | null = null;
  for (let at = 0; at < args.length; at++) {
    const argument = args[at] ?? '';
    if (app === null && (argument === '-r' || argument === '--require')) {
      required.push(args[++at] ?? '');
      continue;
    }
    const match = /^--([^=]+)(?:=(.*))?$/s.exec(argument);
    if (match?.[1] !== undefined) switches.set(match[1], match[2] ?? '');
    else app ??= argument;
  }
  return { switches, required, app };
}
