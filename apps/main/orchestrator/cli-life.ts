import type { Instance } from '../../shared/models/instance.ts';
import { problem } from '../../shared/models/problem-words.ts';
import type { Problem } from '../../shared/models/problem.ts';
import type { LogLine } from '../../shared/models/tower.ts';
import { describeExit, problemOfExit, type ExitReport } from '../claude/exit-report.ts';
import type { CliMessage } from '../claude/messages.ts';
import type { CliListener } from './cli-listener.ts';
import type { MachineInput, MachineState } from './instance-machine.ts';
import type { CliStarter, RunningCli, StartedCli } from './running-cli.ts';

export interface CliLifeOptions {
  readonly starter: CliStarter;
  readonly instance: () => Instance;
  readonly state: () => MachineState;
  readonly input: (input: MachineInput) => void;
  /** Makes whoever hears what one process says. */
  readonly newListener: () => CliListener;
  /** Told of each message before the listener is. */
  readonly onMessage: (message: CliMessage) => void;
  readonly onSpawned: (started: StartedCli) => void;
  readonly onSessionLost: () => void;
  readonly log: (level: LogLine['level'], source: LogLine['source'], text: string) => void;
}

/**
 * The process of one instance, from the order to start it until nothing is left of its tree. What becomes of it comes back
 * as inputs of the machine; what an earlier process still says or does is nobody's any more.
 */
export class CliLife {
  readonly #options: CliLifeOptions;
  #process: RunningCli | null = null;
  #listener: CliListener | null = null;
  #forks = false;

  constructor(options: CliLifeOptions) {
    this.#options = options;
  }

  get process(): RunningCli | null {
    return this.#process;
  }

  get listener(): CliListener | null {
    return this.#listener;
  }

  /** There is no process any more, as far as the machine is concerned. */
  forget(): void {
    this.#process = null;
    this.#listener = null;
  }

  /** Starts a process. `ready`, or `exited` and `treeEnded`, follow. */
  async spawn(): Promise<void> {
    const { starter, input, state, log } = this.#options;
    const listener = this.#options.newListener();
    this.#listener = listener;
    const started = await starter.start(this.#options.instance(), {
      onMessage: (message) => {
        if (this.#listener !== listener) return;
        this.#options.onMessage(message);
        listener.receive(message);
      },
      onStderr: (line) => log('warning', 'stderr', line),
    });
    if (!started.ok) {
      input({ type: 'exited', problem: started.problem });
      // Stopped meanwhile: there is nothing left to end.
      input({ type: 'treeEnded', leftPids: [] });
      return;
    }
    const { process } = started.value;
    this.#process = process;
    this.#forks = started.value.forks ?? false;
    this.#options.onSpawned(started.value);
    log('info', 'lifecycle', `started process ${String(process.pid)}`);
    void process.exited.then((exit) => this.#exited(process, exit));
    // Stopped while it was on its way up: the ladder waits for this process.
    if (state().phase === 'stopping') {
      void this.end();
      return;
    }
    const ready = await starter.initialize(process);
    if (this.#process !== process) return;
    if (ready.ok) input({ type: 'ready' });
    else input({ type: 'exited', problem: ready.problem });
  }

  /** Ends the process with all that it started. `treeEnded` follows. */
  async end(): Promise<void> {
    const { input, state, log } = this.#options;
    const process = this.#process;
    if (process === null) {
      // It could not be started, or is still being started: then `spawn` comes back here.
      if (state().failure !== null) input({ type: 'treeEnded', leftPids: [] });
      return;
    }
    const { leftPids, rung } = await process.end();
    if (this.#process !== process) return;
    log('info', 'lifecycle', `ended by ${rung}`);
    if (leftPids.length > 0) log('error', 'lifecycle', `still alive: ${leftPids.join(', ')}`);
    this.#process = null;
    input({ type: 'treeEnded', leftPids });
  }

  /** Puts the instance's name into a problem's sentences. */
  named(found: Problem): Problem {
    return 'name' in found.params
      ? problem(found.code, { ...found.params, name: this.#options.instance().name }, found.detail)
      : found;
  }

  #exited(process: RunningCli, exit: ExitReport): void {
    const { input, instance, state, log } = this.#options;
    log('info', 'lifecycle', `process ${String(process.pid)} ended (${describeExit(exit)})`);
    // One that would not end and was given up may end much later, when another has taken its place.
    if (this.#process !== process) return;
    const why = this.named(problemOfExit(exit));
    // What a fork did not find is the conversation that it was to begin with: another try would not find it either.
    const mayBegin = state().phase === 'starting' && !instance().sessionSaved && !this.#forks;
    if (why.code === 'cli.sessionMissing' && mayBegin) void this.#beginAnew(process);
    else input({ type: 'exited', problem: why });
  }

  /** The session that was to be resumed was never certain to be on disk, and is not: another one is begun. */
  async #beginAnew(process: RunningCli): Promise<void> {
    this.#process = null;
    this.#options.onSessionLost();
    await process.end();
    if (this.#options.state().phase === 'starting') await this.spawn();
    else this.#options.input({ type: 'treeEnded', leftPids: [] });
  }
}
