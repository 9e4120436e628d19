import type { Instance } from '../../shared/models/instance.ts';
import type { Result } from '../../shared/models/problem.ts';
import type { ClaudeProcess, ClaudeProcessOptions } from '../claude/claude-process.ts';

/** What an instance needs of the process that runs its CLI. */
export type RunningCli = Pick<
  ClaudeProcess,
  'pid' | 'heardAt' | 'exited' | 'ask' | 'answer' | 'refuse' | 'prompt' | 'interrupt' | 'end'
>;

export interface StartedCli {
  readonly process: RunningCli;
  readonly sessionId: string;
  readonly version: string | null;
  /** Does its conversation begin with another one, which the CLI must have? */
  readonly forks?: boolean;
}

/** Where the processes of instances come from. */
export interface CliStarter {
  /** Starts a process, which may not be ready yet. @returns why there is none */
  start(
    instance: Instance,
    listeners: Pick<ClaudeProcessOptions, 'onMessage' | 'onStderr'>,
  ): Promise<Result<StartedCli>>;
  /** Waits until a process that this starter has started is ready. @returns why it is not */
  initialize(process: RunningCli): Promise<Result<null>>;
}
