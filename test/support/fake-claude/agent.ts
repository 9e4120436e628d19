import { jsonObjectSchema, type JsonObject } from '../../../apps/shared/models/json.ts';
import { ActPlayer, type ProcessManners } from './acts.ts';
import { BackgroundWork, type FinishedTask } from './background.ts';
import { ControlDesk } from './control.ts';
import type { Core } from './core.ts';
import { PermissionDesk } from './permissions.ts';
import { recordPrompt } from './prompt-record.ts';
import { mergePrompts, readPrompt, type Prompt } from './prompt.ts';
import { commandOf, runCommand } from './slash-commands.ts';
import { Subagents } from './subagents.ts';
import { runTools, type RoundServices } from './tool-round.ts';
import { Turn } from './turn.ts';

/** How long the older CLI lets background commands run on after the end of its input, in milliseconds. */
const graceMs = 5000;

/** The conversation behind the pipes: what comes in, the queue of prompts, the open turn, and the end. */
export class Agent {
  readonly acts: ActPlayer;
  readonly #core: Core;
  readonly #desk: PermissionDesk;
  readonly #background: BackgroundWork;
  readonly #control: ControlDesk;
  readonly #services: RoundServices;
  readonly #manners: ProcessManners;
  readonly #finished: FinishedTask[] = [];
  #queue: Prompt[] = [];
  #turn: Turn | null = null;
  #running = false;
  #ending = false;
  #quiet = false;

  constructor(core: Core, manners: ProcessManners) {
    this.#core = core;
    this.#manners = manners;
    this.acts = new ActPlayer(core, manners);
    this.#desk = new PermissionDesk(core);
    this.#background = new BackgroundWork(core);
    const subagents = new Subagents(core, this.#background, (calls, parent, signal) =>
      runTools(this.#services, calls, { signal, parent, denials: [], stop: () => undefined }),
    );
    this.#services = { core, desk: this.#desk, background: this.#background, subagents };
    this.#control = new ControlDesk(core, this.acts, this.#background, {
      interrupt: (cancelQueued) => this.#interrupt(cancelQueued),
      cancelPrompt: (uuid) => this.#cancelPrompt(uuid),
      endSession: () => {
        this.end();
      },
    });
    this.#background.onFinished((finished) => {
      this.#finished.push(finished);
      void this.#pump();
    });
    this.#background.onEmpty(() => {
      void this.#maybeExit();
    });
  }

  /** Takes one line of stdin. What is no JSON, or no message, ends the process, as with the real CLI. */
  receive(line: string): void {
    const modern = this.#core.profile.modern;
    if (line === '' || line === '\r' || (modern && line.trim() === '')) return;
    let message: JsonObject;
    try {
      message = jsonObjectSchema.parse(JSON.parse(line));
    } catch (error) {
      const reason = error instanceof SyntaxError && !modern ? `${line}: ${String(error)}` : '';
      const hidden = `(type=unknown, ${line.length} chars): SyntaxError`;
      return this.#fatal(
        modern ? `Error parsing streaming input line ${hidden}` : `Error parsing streaming input line: ${reason}`,
      );
    }
    this.#dispatch(message);
  }

  #dispatch(message: JsonObject): void {
    const request = message['request'];
    switch (message['type']) {
      case 'user': {
        const read = readPrompt(message);
        if ('error' in read) return this.#fatal(read.error);
        recordPrompt(this.#core.environment, read.prompt.text);
        return this.#enqueue(read.prompt);
      }
      case 'control_request':
        if (typeof request !== 'object' || request === null)
          return this.#fatal('Error: Missing request on control_request');
        void this.#control.receive(String(message['request_id']), jsonObjectSchema.parse(request));
        return;
      case 'control_response':
        return this.#desk.answer(jsonObjectSchema.safeParse(message['response']).data ?? {});
      default:
        return;
    }
  }

  /** Nothing more will come: what is open is finished, then the process ends. */
  async endOfInput(): Promise<void> {
    await this.acts.at('endOfInput');
    if (this.#manners.ignoreEndOfInput) return;
    this.#desk.inputEnded();
    this.#ending = true;
    if (!this.#core.profile.modern && this.#background.busy)
      setTimeout(() => {
        void this.#leave();
      }, graceMs);
    await this.#maybeExit();
  }

  /** Ends by request: the open turn is aborted, its result is written, tools and background work are killed. */
  end(): void {
    this.#queue = [];
    this.#ending = true;
    this.#desk.withdraw();
    if (this.#turn) this.#turn.abort('interrupt');
    else void this.#leave();
  }

  /** As `end`, but gone with 0 as soon as the result is written: SIGINT. */
  endQuietly(): void {
    this.#quiet = this.#turn !== null;
    this.end();
  }

  /** Ends without a word. `killTools: false` leaves running tools to init, as the older CLI does on SIGTERM. */
  async leaveAtOnce(code: number, killTools: boolean): Promise<void> {
    if (killTools) this.#background.killAll();
    await this.#core.exit(code);
  }

  #enqueue(prompt: Prompt): void {
    const open = this.#turn !== null;
    this.#core.state.tell('running');
    this.#lifecycle(prompt.uuid, 'queued');
    this.#queue.push(prompt);
    if (open && prompt.priority === 'now') this.#turn?.abort('now');
    void this.#pump();
  }

  async #pump(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (;;) {
      const finished = this.#queue.length === 0 ? this.#finished.shift() : undefined;
      if (!finished && this.#queue.length === 0) break;
      if (finished) await this.#tellModel(finished);
      else await this.#runPrompts(this.#takeBatch());
    }
    this.#running = false;
    await this.#maybeExit();
  }

  /** A turn that nobody asked for: background work has ended. */
  async #tellModel(finished: FinishedTask): Promise<void> {
    this.#core.state.tell('running');
    finished.announce();
    await this.#runTurn(new Turn(this.#host(), null, [], finished.origin), []);
  }

  async #runPrompts(batch: readonly Prompt[]): Promise<void> {
    const prompt = mergePrompts(batch);
    if (!prompt) return;
    this.#core.state.tell('running');
    // Of merged prompts, all but the last are echoed alone and before the turn begins.
    if (this.#core.line.replay) {
      for (const part of batch.slice(0, -1)) this.#core.writer.line(this.#core.events.replay(part.content, part.uuid));
    }
    for (const { uuid } of batch) this.#lifecycle(uuid, 'started');
    const command = batch.length === 1 ? commandOf(this.#core, prompt) : null;
    if (command !== null) {
      runCommand(this.#core, command, prompt.uuid);
      for (const { uuid } of batch) this.#lifecycle(uuid, 'completed');
      this.#rest();
      return;
    }
    await this.#runTurn(new Turn(this.#host(), prompt, batch, null), batch);
  }

  async #runTurn(turn: Turn, batch: readonly Prompt[]): Promise<void> {
    this.#core.state.tell('running');
    this.#turn = turn;
    await turn.run();
    this.#turn = null;
    if (this.#quiet) await this.leaveAtOnce(0, true);
    for (const { uuid } of batch) this.#lifecycle(uuid, turn.aborted ? 'cancelled' : 'completed');
    this.#rest();
  }

  /** The prompts of the next turn: the first, and those of its kind that wait with it. */
  #takeBatch(): readonly Prompt[] {
    const urgent = this.#queue.findIndex((prompt) => prompt.priority === 'now');
    if (urgent !== -1) return this.#queue.splice(urgent, 1);
    const next = this.#queue.filter((prompt) => prompt.priority === 'next');
    const batch = next.length > 0 ? next : [...this.#queue];
    // A command is never merged with what a person said around it.
    const alone = batch.findIndex((prompt) => commandOf(this.#core, prompt) !== null);
    const taken = alone === -1 ? batch : batch.slice(0, Math.max(1, alone));
    this.#queue = this.#queue.filter((prompt) => !taken.includes(prompt));
    return taken;
  }

  #host(): ConstructorParameters<typeof Turn>[0] {
    const takeInjected = (): readonly Prompt[] => {
      const taken = this.#queue.filter(
        (prompt) => prompt.priority === 'next' && commandOf(this.#core, prompt) === null,
      );
      this.#queue = this.#queue.filter((prompt) => !taken.includes(prompt));
      for (const { content, uuid } of taken) {
        if (this.#core.line.replay) this.#core.writer.line(this.#core.events.replay(content, uuid));
        this.#lifecycle(uuid, 'started');
      }
      return taken;
    };
    const beforeResult = (injected: readonly string[]): void => {
      for (const uuid of injected) this.#lifecycle(uuid, 'completed');
    };
    return { core: this.#core, acts: this.acts, services: this.#services, takeInjected, beforeResult };
  }

  #interrupt(cancelQueued: boolean): { readonly kept: readonly string[]; readonly cancelled: readonly string[] } {
    const waiting = this.#queue.map((prompt) => prompt.uuid).filter((uuid) => uuid !== null);
    if (cancelQueued && this.#core.profile.modern) {
      for (const uuid of waiting) this.#lifecycle(uuid, 'cancelled');
      this.#queue = [];
    }
    // Questions are taken back before the answer is written, and the turn is stopped after it.
    this.#desk.withdraw();
    queueMicrotask(() => this.#turn?.abort('interrupt'));
    return cancelQueued ? { kept: [], cancelled: waiting } : { kept: waiting, cancelled: [] };
  }

  #cancelPrompt(uuid: string): boolean {
    const before = this.#queue.length;
    this.#queue = this.#queue.filter((prompt) => prompt.uuid !== uuid);
    return this.#queue.length < before;
  }

  async #maybeExit(): Promise<void> {
    if (!this.#ending || this.#running || this.#background.busy) return;
    await this.#leave();
  }

  async #leave(): Promise<void> {
    this.#background.killAll();
    await this.#core.exit(this.#core.session.lastResultFailed ? 1 : 0);
  }

  #fatal(message: string): void {
    process.stderr.write(`${message}\n`);
    void this.#core.exit(1);
  }

  /** Idle is said when nothing waits, and not while a subagent works beside the conversation. */
  #rest(): void {
    const waiting = this.#queue.length > 0 || this.#finished.length > 0 || this.#background.agentsBusy;
    if (!waiting) this.#core.state.tell('idle');
  }

  #lifecycle(uuid: string | null, state: 'queued' | 'started' | 'completed' | 'cancelled'): void {
    if (!this.#core.profile.modern || uuid === null) return;
    this.#core.writer.line(this.#core.events.stamp({ type: 'command_lifecycle', command_uuid: uuid, state }));
  }
}
