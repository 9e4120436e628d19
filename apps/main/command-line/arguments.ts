import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { permissionModes, type PermissionMode } from '../../shared/models/instance.ts';

export interface ServeOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly data: string | null;
  readonly claude: string | null;
  readonly open: boolean;
  readonly json: boolean;
}

export interface RunOptions {
  readonly files: readonly string[];
  readonly cwd: string | null;
  readonly model: string | null;
  readonly mode: PermissionMode;
  readonly parallel: number;
  readonly claude: string | null;
  readonly demo: boolean;
  readonly data: string | null;
  readonly json: boolean;
}

/** What a command line asks for. `print` is help or the version, `refuse` a command line that makes no sense. */
export type Invocation =
  | { readonly kind: 'serve'; readonly options: ServeOptions }
  | { readonly kind: 'run'; readonly options: RunOptions }
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'refuse'; readonly text: string };

/** The most agents that one `run` takes. */
const maxParallel = 200;

const serveHelp = `
The address is a link for one browser: opened once, it is used up. Press Enter for another one.

Without --data, the data is where the desktop app keeps it, so that both show the same instances; one of them can
run at a time. CONTROL_TOWER_DATA names another folder for both. Ctrl-C ends every agent, then the tower.`;

const runHelp = `
Each FILE is one task; "-" reads one from standard input. The tasks go to --parallel agents that are made for this run,
each to the next one that is free. Tasks of one agent share its conversation, in the order in which they got there.

Nobody is there to answer: with a mode other than autonomous, what an agent asks is denied, with a message that says so.

Without --data, the run keeps its data in a folder of its own, which is deleted when every task was completed and kept
otherwise; nothing of it shows up in the app. With --data, instances and transcripts stay in that folder, and its limit
of running agents is raised to --parallel; no other tower may be running on it.

With --json, standard output is one JSON object a line and nothing else: every event, with its "type".

Exit code: 0 if every task was completed, 1 if one was not, 2 if the command line or a file is wrong (nothing was
started then), 130 after Ctrl-C, which ends every agent first.`;

/**
 * Reads a command line.
 * @param argv what follows the program's name
 * @param version of the program
 */
export function readCommandLine(argv: readonly string[], version: string): Invocation {
  const printed: string[] = [];
  const found: Invocation[] = [];
  const program = new Command('control-tower')
    .description('Supervises Claude Code agents: in a browser, or file by file from a script.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => printed.push(text), writeErr: (text) => printed.push(text) })
    .showHelpAfterError('Try --help.');
  addServe(program, (options) => found.push({ kind: 'serve', options }));
  addRun(program, (options) => found.push({ kind: 'run', options }));
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { kind: error.exitCode === 0 ? 'print' : 'refuse', text: printed.join('') };
  }
  return found[0] ?? { kind: 'refuse', text: program.helpInformation() };
}

function addServe(program: Command, take: (options: ServeOptions) => void): void {
  program
    .command('serve')
    .description('serves the app to a browser on this computer')
    .option('--port <number>', 'port to listen on, on 127.0.0.1 only', numberBetween(0, 65_535), 0)
    .option('--data <dir>', 'folder for instances, transcripts and logs')
    .option('--claude <path>', 'Claude Code CLI to use, in place of the one in the settings')
    .option('--no-open', 'do not open the browser')
    .option('--json', 'print {"url": ...} as the first line')
    .addHelpText('after', serveHelp)
    .action((_, command: Command) => {
      const given = command.opts<Partial<Omit<ServeOptions, 'port' | 'open'>> & Pick<ServeOptions, 'port' | 'open'>>();
      const { port, open, data = null, claude = null, json = false } = given;
      take({ port, data, claude, open, json });
    });
}

function addRun(program: Command, take: (options: RunOptions) => void): void {
  program
    .command('run')
    .description('gives each file to an agent as a task and waits for all of them')
    .argument('<file...>', 'prompts, as text or markdown')
    .option('--cwd <dir>', 'folder that the agents work in (default: this one)')
    .option('--model <name>', "model name or alias (default: the CLI's own)")
    .addOption(
      new Option('--mode <mode>', 'what agents may do unasked; autonomous is everything')
        .choices([...permissionModes])
        .default('autonomous'),
    )
    .option('--parallel <number>', 'how many agents work at the same time', numberBetween(1, maxParallel), 1)
    .option('--claude <path>', 'Claude Code CLI to use (default: the one that is found)')
    .option('--demo', 'use the built-in demo agent, a simulation, in place of the CLI')
    .option('--data <dir>', 'folder for instances, transcripts and logs')
    .option('--json', 'print every event as one JSON object a line')
    .addHelpText('after', runHelp)
    .action((files: string[], _, command: Command) => {
      const given = command.opts<
        Partial<Omit<RunOptions, 'mode' | 'parallel'>> & Pick<RunOptions, 'mode' | 'parallel'>
      >();
      const { cwd = null, model = null, claude = null, data = null, demo = false, json = false } = given;
      take({ files, cwd, model, mode: given.mode, parallel: given.parallel, claude, demo, data, json });
    });
}

function numberBetween(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It has to be a whole number from ${least} to ${most}.`);
  };
}
