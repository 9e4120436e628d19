import { randomUUID } from 'node:crypto';
import type { ClaudeProcessOptions, EndReport } from '../../../../apps/main/claude/claude-process.ts';
import { problemOfExit, type ExitReport } from '../../../../apps/main/claude/exit-report.ts';
import type { CliMessage, ControlReply } from '../../../../apps/main/claude/messages.ts';
import type { CliStarter, RunningCli, StartedCli } from '../../../../apps/main/orchestrator/running-cli.ts';
import type { Instance } from '../../../../apps/shared/models/instance.ts';
import type { Json, JsonObject } from '../../../../apps/shared/models/json.ts';
import { problem } from '../../../../apps/shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../../../apps/shared/models/problem.ts';

type Listeners = Pick<ClaudeProcessOptions, 'onMessage' | 'onStderr'>;

interface Later<T> {
  readonly promise: Promise<T>;
  readonly settle: (value: T) => void;
}

function later<T>(): Later<T> {
  const { promise, resolve } = Promise.withResolvers<T>();
  return { promise, settle: resolve };
}

/** What is seen of a process that is not as it should be. */
export type OnFault = (fault: string) => void;

export interface Prompted {
  readonly instanceId: string;
  readonly content: string;
}

/**
 * A process that does nothing by itself: a test plays what it prints, how it answers and how it ends. It sees that the tower
 * keeps to the protocol: one prompt at a time, no answer to what was taken back, nothing to one that has ended.
 */
export class PlayedCli implements RunningCli {
  readonly pid: number;
  readonly instanceId: string;
  readonly sessionId: string;
  readonly exited: Promise<ExitReport>;
  readonly ready = later<Result<null>>();
  /** What it asks, and whether a subagent does, which goes on asking when the turn is over. */
  readonly asks = new Map<string, { readonly ofAgent: boolean }>();
  /** What it was asked over the control protocol, in that order. */
  readonly wasAsked: JsonObject[] = [];
  heardAt = Date.now();
  isReady = false;
  isAlive = true;
  /** The prompt that has no result yet. */
  prompted: string | null = null;
  /** It has shown that it is at the prompt. */
  hasBegun = false;
  /** It has announced that its session runs. */
  runs = false;
  interrupted = false;
  ending: Later<EndReport> | null = null;
  /** It would not end, and the tower has given it up. */
  isGivenUp = false;
  readonly #exit = later<ExitReport>();
  readonly #pending = new Set<(reply: ControlReply) => void>();
  readonly #listeners: Listeners;
  readonly #onPrompt: (prompted: Prompted) => void;
  readonly #onFault: OnFault;

  constructor(
    pid: number,
    who: { readonly instanceId: string; readonly sessionId: string },
    listeners: Listeners,
    { onPrompt, onFault }: { onPrompt: (prompted: Prompted) => void; onFault: OnFault },
  ) {
    this.pid = pid;
    this.instanceId = who.instanceId;
    this.sessionId = who.sessionId;
    this.#listeners = listeners;
    this.#onPrompt = onPrompt;
    this.#onFault = onFault;
    this.exited = this.#exit.promise;
  }

  get hasQuestion(): boolean {
    return this.#pending.size > 0;
  }

  ask(request: JsonObject, timeoutMs = 10_000): Promise<ControlReply> {
    this.wasAsked.push(request);
    if (!this.isAlive || this.ending !== null) return Promise.resolve({ ok: false, error: 'the process is ending' });
    const reply = later<ControlReply>();
    const timer = setTimeout(() => settle({ ok: false, error: 'no answer' }), timeoutMs);
    const settle = (value: ControlReply): void => {
      clearTimeout(timer);
      this.#pending.delete(settle);
      reply.settle(value);
    };
    this.#pending.add(settle);
    return reply.promise;
  }

  answer(requestId: string, _response: JsonObject): void {
    if (!this.asks.delete(requestId)) this.#onFault(`${requestId} was answered, which the CLI does not ask`);
  }

  refuse(requestId: string, _error: string): void {
    if (!this.asks.delete(requestId)) this.#onFault(`${requestId} was refused, which the CLI does not ask`);
  }

  prompt(uuid: string, content: Json): void {
    if (!this.isAlive || !this.isReady || this.ending !== null)
      this.#onFault('a prompt went to a CLI that cannot take it');
    if (this.prompted !== null) this.#onFault('a prompt went to a CLI that is at another');
    this.prompted = uuid;
    this.interrupted = false;
    this.hasBegun = false;
    this.#onPrompt({ instanceId: this.instanceId, content: JSON.stringify(content) });
  }

  interrupt(timeoutMs = 5000): Promise<ControlReply> {
    this.interrupted = true;
    return this.ask({ subtype: 'interrupt' }, timeoutMs);
  }

  end(): Promise<EndReport> {
    this.ending ??= later();
    return this.ending.promise;
  }

  /** It prints something. */
  say(message: CliMessage): void {
    if (!this.isAlive) return;
    this.heardAt = Date.now();
    this.#listeners.onMessage(message);
  }

  /** The turn of its prompt is over, and with it what that asked. */
  endPrompt(): void {
    if (this.prompted === null) return;
    this.prompted = null;
    for (const [id, { ofAgent }] of this.asks) if (!ofAgent) this.asks.delete(id);
  }

  /** It answers what it was asked over the control protocol. */
  reply(reply: ControlReply): void {
    for (const settle of [...this.#pending]) settle(reply);
  }

  getReady(): void {
    if (this.isReady) return;
    this.isReady = true;
    this.ready.settle(ok(null));
  }

  /** It is gone; what waits for its end hears of it. */
  die(exit: Partial<ExitReport> = {}): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    const report: ExitReport = { code: 0, signal: null, stderr: '', ...exit };
    this.#exit.settle(report);
    this.ready.settle(fail(problemOfExit(report)));
    this.reply({ ok: false, error: 'the process has ended' });
  }

  /** The ladder is through. @param left something of the tree would not end */
  finishEnding(left: boolean): void {
    if (this.ending === null) return;
    if (left) this.isGivenUp = true;
    else this.die();
    this.ending.settle({ rung: left ? 'kill' : 'input', leftPids: left ? [this.pid] : [] });
  }

  /** The tower that had started it is no more; its guard has ended the process. */
  vanish(): void {
    this.isAlive = false;
  }
}

/** Makes processes when the test says so. */
export class PlayedStarter implements CliStarter {
  /** Those that were ordered and are not there yet. */
  readonly orders: {
    readonly instance: Instance;
    readonly listeners: Listeners;
    readonly made: Later<Result<StartedCli>>;
  }[] = [];
  readonly clis: PlayedCli[] = [];
  readonly #onPrompt: (prompted: Prompted) => void;
  readonly #onFault: OnFault;
  readonly #played = new Map<number, PlayedCli>();
  #lastPid = 1000;

  constructor(onPrompt: (prompted: Prompted) => void, onFault: OnFault) {
    this.#onPrompt = onPrompt;
    this.#onFault = onFault;
  }

  start(instance: Instance, listeners: Listeners): Promise<Result<StartedCli>> {
    const made = later<Result<StartedCli>>();
    if (this.orders.some((order) => order.instance.id === instance.id))
      this.#onFault('two processes were ordered at once');
    this.orders.push({ instance, listeners, made });
    return made.promise;
  }

  async initialize(process: RunningCli): Promise<Result<null>> {
    const cli = this.#played.get(process.pid);
    if (cli === undefined) throw new Error(`no process ${String(process.pid)}`);
    const timer = setTimeout(() => cli.ready.settle(fail(problem('cli.startTimeout', { seconds: 60 }))), 60_000);
    const ready = await cli.ready.promise;
    clearTimeout(timer);
    return ready;
  }

  /** An order is carried out, or cannot be. */
  fulfil(index: number, succeeds: boolean): void {
    const [order] = this.orders.splice(index, 1);
    if (order === undefined) return;
    const { instance, listeners, made } = order;
    if (!succeeds) {
      made.settle(fail(problem('directory.missing', { path: instance.directory })));
      return;
    }
    this.#lastPid += 1;
    const sessionId = instance.sessionId ?? randomUUID();
    const handlers = { onPrompt: this.#onPrompt, onFault: this.#onFault };
    const cli = new PlayedCli(this.#lastPid, { instanceId: instance.id, sessionId }, listeners, handlers);
    const rival = this.alive().find((other) => other.sessionId === sessionId && !other.isGivenUp);
    if (rival !== undefined) this.#onFault(`session ${sessionId} has two processes`);
    this.clis.push(cli);
    this.#played.set(cli.pid, cli);
    made.settle(ok({ process: cli, sessionId, version: '9.9.9' }));
  }

  alive(): readonly PlayedCli[] {
    return this.clis.filter(({ isAlive }) => isAlive);
  }
}
