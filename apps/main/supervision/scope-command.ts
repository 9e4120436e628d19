import { scopeUnitOf } from './scope-names.ts';

/** A program and what it is started with. */
export interface ProgramStart {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** The user's service manager, as far as starting something in a scope is concerned. */
export interface ScopeManager {
  /** The file of `systemd-run`, without links. */
  readonly program: string;
  /** The version of systemd; what one does not know it refuses. */
  readonly version: number;
  /** What `systemd-run` finds the manager by. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * What to start so that it becomes this program in the scope of a marker, with the same pid, pipes and environment.
 * @param ownUnit the unit that we are in, of the same manager
 */
export function inScope(manager: ScopeManager, ownUnit: string, marker: string, start: ProgramStart): ProgramStart {
  // What the program is to have of what the manager is found by, where that is something else.
  const changed = Object.keys(manager.environment).flatMap((name) => {
    const wanted = start.environment[name];
    return wanted === undefined || wanted === manager.environment[name] ? [] : [`--setenv=${name}=${wanted}`];
  });
  const options = [...optionsOf(manager, ownUnit, marker), ...changed];
  return {
    command: manager.program,
    arguments: [...options, '--', start.command, ...start.arguments],
    environment: { ...start.environment, ...manager.environment },
  };
}

function optionsOf({ version }: ScopeManager, ownUnit: string, marker: string): readonly string[] {
  // A list of names, in which a backslash would stand for the character after it.
  const unit = ownUnit.replaceAll('\\', '\\\\');
  return [
    '--user',
    '--scope',
    '--quiet',
    '--collect',
    '--no-ask-password',
    `--unit=${scopeUnitOf(marker)}`,
    // Beside the other apps, with the share of the computer that the user gives to apps.
    '--slice=app-controltower.slice',
    // Otherwise it would be the command line, with all that people wrote in it, and stand in the system's log.
    '--description=An agent of Claude Control Tower',
    // It ends with our unit, should our guard be ended along with us; and at logout after it, so that we can end agents well.
    `--property=BindsTo=${unit}`,
    `--property=Before=${unit}`,
    // As the guard does it: a CLI ends its tools and finishes its session's file.
    '--property=KillSignal=SIGINT',
    '--property=TimeoutStopSec=3s',
    // A tool that takes all memory is ended by itself, not with the agent and the rest of its tools.
    ...(version >= 253 ? ['--property=OOMPolicy=continue'] : []),
    // A dollar in what people wrote is a dollar.
    ...(version >= 254 ? ['--expand-environment=no'] : []),
  ];
}
