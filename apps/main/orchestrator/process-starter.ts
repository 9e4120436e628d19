import { randomUUID } from 'node:crypto';
import type { CliOffer } from '../../shared/models/cli.ts';
import type { Instance } from '../../shared/models/instance.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import { ClaudeProcess, type ClaudeProcessOptions } from '../claude/claude-process.ts';
import { buildArguments, buildEnvironment, type SessionChoice } from '../claude/command-line.ts';
import { problemOfExit } from '../claude/exit-report.ts';
import { readInitialization } from '../claude/initialization.ts';
import type { Intake } from '../claude/intake.ts';
import type { Launcher } from '../claude/launch.ts';
import type { InstanceScopes } from '../supervision/instance-scopes.ts';
import type { ProcessLedger } from '../supervision/process-ledger.ts';

export interface ProcessStarterOptions {
  readonly launcher: Launcher;
  readonly ledger: ProcessLedger;
  readonly scopes: InstanceScopes | null;
  /** What all processes' output together may take of our memory. */
  readonly intake?: Intake;
  readonly environment: () => Promise<NodeJS.ProcessEnv>;
  /** The key with which an instance is to work; null leaves it to the sign-in that the CLI finds. */
  readonly apiKey: (instance: Instance) => Promise<Result<string | null>>;
  readonly allowPeerMessages: () => boolean;
  /** Does the CLI at this path know this flag? Asked only where a flag is new. */
  readonly knowsFlag: (command: string, flag: string) => Promise<boolean>;
  /** What a CLI offers, as it said when it got ready. */
  readonly onOffer: (instance: Instance, offer: CliOffer) => void;
  /** How long a process may take to get ready. Milliseconds. */
  readonly readyMs: number;
}

export interface StartedProcess {
  readonly process: ClaudeProcess;
  readonly sessionId: string;
  readonly version: string | null;
  readonly forks: boolean;
}

/** Starts processes for instances, and waits until they are ready for a prompt. */
export class ProcessStarter {
  readonly #options: ProcessStarterOptions;
  readonly #instances = new WeakMap<ClaudeProcess, Instance>();

  constructor(options: ProcessStarterOptions) {
    this.#options = options;
  }

  async start(
    instance: Instance,
    listeners: Pick<ClaudeProcessOptions, 'onMessage' | 'onStderr'>,
  ): Promise<Result<StartedProcess>> {
    const launch = await this.#options.launcher.resolve(instance);
    if (!launch.ok) return launch;
    const { command, prefix, environment, version } = launch.value;
    // The demo agent asks no API: what has no use for a key is not given one.
    const key = instance.launcher === 'local' ? await this.#options.apiKey(instance) : ok(null);
    if (!key.ok) return key;
    const session = chooseSession(instance);
    const snapshotFlag = '--system-prompt-snapshot';
    const knowsPromptSnapshot =
      session.kind !== 'new' &&
      instance.systemPromptAddition !== null &&
      instance.launcher === 'local' &&
      (await this.#options.knowsFlag(command, snapshotFlag));
    const marker = randomUUID();
    const options = { session, allowPeerMessages: this.#options.allowPeerMessages(), knowsPromptSnapshot };
    const started = await ClaudeProcess.start({
      command,
      arguments: [...prefix, ...buildArguments(instance, options)],
      directory: instance.directory,
      environment: {
        ...buildEnvironment(await this.#options.environment(), instance, marker, key.value),
        ...environment,
      },
      secrets: key.value === null ? [] : [key.value],
      marker,
      instanceId: instance.id,
      ledger: this.#options.ledger,
      ...(this.#options.intake === undefined ? {} : { intake: this.#options.intake }),
      scopes: this.#options.scopes,
      ...listeners,
    });
    if (!started.ok) return started;
    this.#instances.set(started.value, instance);
    return ok({ process: started.value, sessionId: session.id, version, forks: session.kind === 'fork' });
  }

  /** Waits for the answer to `initialize`. @returns why the process is not ready, in its own words if it has ended */
  async initialize(process: ClaudeProcess): Promise<Result<null>> {
    const reply = await process.ask({ subtype: 'initialize' }, this.#options.readyMs);
    const initialization = readInitialization(reply);
    if (initialization !== null) {
      const instance = this.#instances.get(process);
      if (instance !== undefined) this.#options.onOffer(instance, initialization.offer);
      return ok(null);
    }
    const exit = await Promise.race([
      process.exited,
      new Promise<null>((resolve) => setTimeout(() => resolve(null), 200)),
    ]);
    if (exit !== null) return fail(problemOfExit(exit));
    const error = reply.ok ? '' : reply.error;
    if (error.startsWith('no answer')) {
      return fail(problem('cli.startTimeout', { seconds: Math.round(this.#options.readyMs / 1000) }));
    }
    return fail(problem('cli.protocol', { what: error }));
  }
}

/**
 * A session that got a prompt is resumed, even if it is not certain that the CLI came to saving it: its start will tell. A
 * fork to which nothing was said is nowhere either, and is made again.
 */
function chooseSession({ sessionId, forkOf }: Instance): SessionChoice {
  if (sessionId !== null) return { kind: 'resume', id: sessionId };
  const id = randomUUID();
  return forkOf === null ? { kind: 'new', id } : { kind: 'fork', id, from: forkOf };
}
