import type { JsonObject } from '../../shared/models/json.ts';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import { climbLadder, type LadderTimes, type Rung } from '../supervision/close-ladder.ts';
import type { InstanceScopes } from '../supervision/instance-scopes.ts';
import type { ProcessLedger } from '../supervision/process-ledger.ts';
import type { TreeIdentity } from '../supervision/process-tree.ts';
import { startCli, type CliChild } from './cli-child.ts';
import { ControlChannel } from './control-channel.ts';
import type { ExitReport } from './exit-report.ts';
import { Intake, type Seat } from './intake.ts';
import { LineFramer, maxLineBytes, type Frame } from './line-framer.ts';
import { parseMessage } from './message-parser.ts';
import type { CliMessage, ControlReply } from './messages.ts';
import { foreseeSpawnProblem, problemOfSpawn, type SpawnPlan } from './spawn-problem.ts';
import { StderrLines } from './stderr-lines.ts';

export interface ClaudeProcessOptions extends SpawnPlan {
  readonly marker: string;
  readonly instanceId: string;
  readonly ledger: ProcessLedger;
  /** Where they can be had, the process gets a scope of its own. */
  readonly scopes?: InstanceScopes | null;
  /** Every message, in order, while reading goes on; answers to our own questions are not among them. */
  readonly onMessage: (message: CliMessage) => void;
  readonly onStderr: (line: string) => void;
  /** What is taken out of all that the process says, before anybody hears of it: it knows the key, and may be made to tell. */
  readonly secrets?: readonly string[];
  readonly now?: () => number;
  readonly ladder?: LadderTimes;
  /** What it shares with the other processes; alone in the world, if nothing is said. */
  readonly intake?: Intake;
}

/** How ending a process went. */
export interface EndReport {
  readonly rung: Rung;
  /** What could not be ended: empty, but for the worst. */
  readonly leftPids: readonly number[];
}

/** How long output may still come after the exit; a tool that inherited the pipe may hold it open for ever. */
const drainMs = 300;
/** What stands in the place of a secret; it is the same in JSON. */
const hiddenSecret = '[redacted]';

/**
 * One life of the CLI: spawned over pipes, spoken to in stream-json, ended with everything that it started. Reading stops
 * for nobody but the intake, whatever the reader does with it; there is one writer for stdin.
 */
export class ClaudeProcess {
  readonly tree: TreeIdentity;
  /** Settles when the process has ended and its output was read. The tree is another matter: see `end`. */
  readonly exited: Promise<ExitReport>;
  readonly #child: CliChild['child'];
  readonly #options: ClaudeProcessOptions;
  readonly #control: ControlChannel;
  readonly #intake: Intake;
  readonly #seat: Seat;
  readonly #framer: LineFramer;
  readonly #now: () => number;
  #heardAt: number;
  #inputOpen = true;
  #ending: Promise<EndReport> | null = null;

  private constructor(started: CliChild, tree: TreeIdentity, options: ClaudeProcessOptions) {
    this.#child = started.child;
    this.tree = tree;
    this.#options = options;
    this.#control = new ControlChannel((message) => this.write(message));
    this.#now = options.now ?? Date.now;
    this.#intake = options.intake ?? new Intake();
    this.#seat = this.#intake.join(started.stdout);
    this.#framer = new LineFramer(maxLineBytes, this.#intake);
    this.#heardAt = this.#now();
    this.exited = this.#follow(started);
  }

  /**
   * Starts a process and enters it into the ledger before it is given a byte.
   * @returns the process, or why there is none: the folder or the program is missing, or may not be used
   */
  static async start(options: ClaudeProcessOptions): Promise<Result<ClaudeProcess>> {
    const foreseen = await foreseeSpawnProblem(options);
    if (foreseen !== null) return fail(foreseen);
    const startedAt = (options.now ?? Date.now)();
    const row = { marker: options.marker, instanceId: options.instanceId, command: options.command, startedAt };
    const unnoted = options.ledger.announce(row);
    if (unnoted !== null) return fail(unnoted);
    const started = await startCli(options, options.marker, options.scopes ?? null);
    const { child } = started;
    if (child.pid === undefined) {
      const outcome = await child;
      options.ledger.strike(options.marker);
      return fail(await problemOfSpawn(options.command, outcome.code, outcome.originalMessage ?? ''));
    }
    const tree = await options.ledger.enter({ ...row, pid: child.pid });
    return ok(new ClaudeProcess(started, tree, options));
  }

  /**
   * When it last printed a byte, in milliseconds since the epoch; its start, while it has printed none. While nothing is
   * read that is now: a silence of our own making is no silence.
   */
  get heardAt(): number {
    return this.#intake.isPaused ? this.#now() : this.#heardAt;
  }

  get pid(): number {
    return this.tree.pid;
  }

  /** Writes one message to stdin; nothing once the input is closed. */
  write(message: JsonObject): void {
    if (this.#inputOpen) this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /** Asks the CLI something over the control protocol. Never rejects. */
  ask(request: JsonObject, timeoutMs = 10_000): Promise<ControlReply> {
    if (!this.#inputOpen) return Promise.resolve({ ok: false, error: 'the process is ending' });
    return this.#control.ask(request, timeoutMs);
  }

  /** Answers something that the CLI asked (a permission, a question). */
  answer(requestId: string, response: JsonObject): void {
    this.write({ type: 'control_response', response: { subtype: 'success', request_id: requestId, response } });
  }

  /** Tells the CLI that its question cannot be answered. */
  refuse(requestId: string, error: string): void {
    this.write({ type: 'control_response', response: { subtype: 'error', request_id: requestId, error } });
  }

  /** Gives the CLI a prompt. Only to be called while no turn is open (protocol, section 3). */
  prompt(uuid: string, content: JsonObject[string]): void {
    this.write({ type: 'user', uuid, message: { role: 'user', content } });
  }

  /** Aborts the open turn; without one it does nothing. Newer CLIs drop queued prompts with it, older ones ignore that. */
  interrupt(timeoutMs = 5000): Promise<ControlReply> {
    return this.ask({ subtype: 'interrupt', cancel_queued: true }, timeoutMs);
  }

  /**
   * Ends the process and everything that it started: the ladder, then the rest of the tree. Asked twice, it is the same
   * ending.
   */
  end(): Promise<EndReport> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<EndReport> {
    this.#seat.ending();
    const rung = await climbLadder(
      {
        exited: this.exited,
        interrupt: () => this.interrupt(),
        closeInput: () => this.#closeInput(),
        signal: (signal) => this.#child.kill(signal),
      },
      this.#options.ladder,
    );
    const leftPids = await this.#options.ledger.settle(this.tree);
    if (leftPids.length === 0) await this.exited;
    return { rung, leftPids };
  }

  #closeInput(): void {
    this.#inputOpen = false;
    this.#child.stdin.end();
  }

  async #follow({ exit, stdout, stderr }: CliChild): Promise<ExitReport> {
    // A write to a process that has gone is no news of its own: its exit is.
    this.#child.stdin.on('error', () => undefined);
    const lines = new StderrLines(this.#options.onStderr, (text) => this.#withoutSecrets(text));
    stderr.read((chunk) => {
      this.#heardAt = this.#now();
      lines.push(chunk);
    });
    stdout.read((chunk) => {
      this.#heardAt = this.#now();
      this.#receive(this.#framer.push(chunk));
    });
    const { code, signal } = await exit;
    // What is left is what the pipe holds.
    this.#seat.leave();
    const drained = Promise.all([stdout.closed, stderr.closed]);
    await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, drainMs))]);
    stdout.destroy();
    stderr.destroy();
    this.#inputOpen = false;
    this.#receive(this.#framer.end());
    this.#control.close('the process has ended');
    return { code, signal, stderr: lines.end() };
  }

  #receive(frames: readonly Frame[]): void {
    for (const frame of frames) {
      if (frame.kind === 'oversize') {
        this.#options.onMessage({ kind: 'noise', text: `(a line of ${String(frame.bytes)} bytes was left out)` });
        continue;
      }
      const message = parseMessage(this.#withoutSecrets(frame.text));
      if (message.kind === 'reply') this.#control.receive(message.requestId, message.reply);
      else this.#options.onMessage(message);
    }
  }

  #withoutSecrets(text: string): string {
    return (this.#options.secrets ?? []).reduce((rest, secret) => rest.replaceAll(secret, hiddenSecret), text);
  }
}
