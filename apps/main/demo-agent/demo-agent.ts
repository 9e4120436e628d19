import type { JsonObject } from '../../shared/models/json.ts';
import type { DemoArguments } from './demo-arguments.ts';
import { DemoOutput } from './demo-output.ts';
import { objectIn, textIn } from './json-fields.ts';
import { demoCommands, demoModel, demoVersion, hasteOf, initializeAnswer } from './offer.ts';
import type { Pace } from './pace.ts';
import { PermissionDesk } from './permission-desk.ts';
import { readPrompt, type Prompt } from './prompt.ts';
import type { DemoSession, SessionFiles } from './session-file.ts';
import { runTurn } from './turn.ts';
import { TurnReporter } from './turn-report.ts';

export interface DemoAgentOptions {
  readonly arguments: DemoArguments;
  readonly session: DemoSession;
  readonly sessions: SessionFiles;
  readonly directory: string;
  readonly pace: Pace;
  readonly pid: number;
  /** Milliseconds. */
  readonly now: () => number;
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Ends the process once everything is written. */
  readonly exit: (code: number) => void;
}

const modes = ['default', 'acceptEdits', 'plan', 'bypassPermissions'];
const promptMemory = 80;

/** One conversation of the demo agent: takes what stands on stdin, plays one turn after the other. */
export class DemoAgent {
  readonly #options: DemoAgentOptions;
  readonly #output: DemoOutput;
  readonly #desk: PermissionDesk;
  readonly #reporter = new TurnReporter();
  #session: DemoSession;
  #queue: Prompt[] = [];
  #turn: AbortController | null = null;
  #haste: number;
  #lastFailed = false;
  #ending = false;

  constructor(options: DemoAgentOptions) {
    this.#options = options;
    this.#session = options.session;
    this.#output = new DemoOutput(options.writeOut, options.session.id, (uuid) => this.#mark(uuid));
    this.#desk = new PermissionDesk(this.#output, options.arguments.permissionMode, options.arguments.canAsk);
    // A model of the real CLI's may be set as the default of all instances; here it means nothing.
    this.#haste = hasteOf(options.arguments.model ?? 'default') ?? 1;
  }

  /** Takes one message of stdin. Unknown types are ignored, as the CLI does. */
  receive(message: JsonObject): void {
    switch (textIn(message, 'type') ?? '') {
      case 'user':
        this.#takePrompt(message);
        break;
      case 'control_response':
        this.#desk.answer(objectIn(message, 'response') ?? {});
        break;
      case 'control_request':
        this.#control(textIn(message, 'request_id') ?? '', objectIn(message, 'request') ?? {});
        break;
    }
  }

  /** stdin has ended: what was asked for is still done, then the process ends. */
  endInput(): void {
    this.#ending = true;
    this.#desk.endInput();
    this.#exitWhenIdle();
  }

  /** Aborts what runs, forgets what waits, and ends: end_session, and Ctrl-C. */
  shutDown(): void {
    this.#queue = [];
    this.#turn?.abort();
    this.endInput();
  }

  #takePrompt(message: JsonObject): void {
    const prompt = readPrompt(message);
    if (typeof prompt === 'string') {
      this.#options.writeError(`${prompt}\n`);
      this.#options.exit(1);
      return;
    }
    this.#queue.push(prompt);
    this.#lifecycle(prompt, 'queued');
    void this.#serve();
  }

  async #serve(): Promise<void> {
    if (this.#turn !== null) return;
    for (let prompt = this.#queue.shift(); prompt !== undefined; prompt = this.#queue.shift()) {
      const turn = new AbortController();
      this.#turn = turn;
      await this.#play(prompt, turn.signal);
    }
    this.#turn = null;
    this.#exitWhenIdle();
  }

  async #play(prompt: Prompt, signal: AbortSignal): Promise<void> {
    const { arguments: given, pace, now } = this.#options;
    this.#state('running');
    this.#lifecycle(prompt, 'started');
    this.#output.event(this.#init());
    if (given.replaysPrompts) this.#replay(prompt);
    const earlier = this.#session.prompts;
    this.#remember(prompt);
    const ending = await runTurn({
      prompt,
      earlier,
      output: this.#output,
      desk: this.#desk,
      pace: { ...pace, word: pace.word / this.#haste },
      partial: given.partialMessages,
      signal,
      reporter: this.#reporter,
      now,
    });
    if (ending.kind === 'crashed') {
      this.#options.writeError('The demo agent crashed, as it was asked to.\n');
      this.#options.exit(ending.exitCode);
      await new Promise(() => undefined);
    }
    this.#lastFailed = ending.kind !== 'completed';
    this.#lifecycle(prompt, ending.kind === 'aborted' ? 'cancelled' : 'completed');
    this.#state('idle');
  }

  #control(requestId: string, request: JsonObject): void {
    switch (textIn(request, 'subtype') ?? '') {
      case 'initialize':
        this.#succeed(requestId, initializeAnswer(this.#options.pid));
        break;
      case 'interrupt':
        this.#interrupt(requestId, request['cancel_queued'] === true);
        break;
      case 'set_permission_mode':
        this.#setMode(requestId, textIn(request, 'mode') ?? '');
        break;
      case 'set_model':
        this.#setModel(requestId, textIn(request, 'model') ?? 'default');
        break;
      case 'set_max_thinking_tokens':
        this.#succeed(requestId);
        break;
      case 'get_binary_version':
        this.#succeed(requestId, { version: demoVersion });
        break;
      case 'end_session':
        this.#succeed(requestId);
        this.shutDown();
        break;
      default:
        this.#refuse(requestId, `Unsupported control request subtype: ${textIn(request, 'subtype') ?? ''}`);
    }
  }

  #interrupt(requestId: string, cancelQueued: boolean): void {
    const dropped = cancelQueued ? this.#queue : [];
    this.#queue = cancelQueued ? [] : this.#queue;
    for (const prompt of dropped) this.#lifecycle(prompt, 'cancelled');
    this.#succeed(requestId, { still_queued: this.#queue.flatMap((prompt) => prompt.uuid ?? []) });
    this.#turn?.abort();
  }

  #setMode(requestId: string, mode: string): void {
    if (!modes.includes(mode)) {
      this.#refuse(requestId, `Invalid permission mode: ${mode}`);
    } else if (mode === 'bypassPermissions' && this.#options.arguments.permissionMode !== 'bypassPermissions') {
      this.#refuse(requestId, 'Cannot set permission mode to bypassPermissions: it was not chosen at the start');
    } else {
      this.#desk.changeMode(mode);
      this.#succeed(requestId, { mode });
    }
  }

  #setModel(requestId: string, model: string): void {
    const haste = hasteOf(model);
    if (haste === null) {
      this.#refuse(requestId, `The demo agent has no model "${model}"`);
      return;
    }
    this.#haste = haste;
    this.#succeed(requestId, { model });
  }

  #remember(prompt: Prompt): void {
    const beginning = prompt.text.trim().slice(0, promptMemory);
    this.#session = { ...this.#session, prompts: [...this.#session.prompts, beginning] };
    this.#save();
  }

  #mark(uuid: string): void {
    const { prompts, marks = [] } = this.#session;
    this.#session = { ...this.#session, marks: [...marks, { uuid, prompts: prompts.length }] };
    this.#save();
  }

  #save(): void {
    try {
      this.#options.sessions.save(this.#session);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.writeError(`The demo agent cannot save its session, so it cannot be resumed: ${reason}\n`);
    }
  }

  #init(): JsonObject {
    return {
      type: 'system',
      subtype: 'init',
      cwd: this.#options.directory,
      tools: ['AskUserQuestion', 'Bash', 'Edit', 'ExitPlanMode', 'Grep', 'Read', 'TodoWrite'],
      mcp_servers: [],
      model: demoModel,
      permissionMode: this.#desk.mode,
      slash_commands: demoCommands.map((command) => command.name),
      apiKeySource: 'none',
      claude_code_version: `${demoVersion}-demo`,
      output_style: 'default',
      agents: [],
      skills: [],
      plugins: [],
    };
  }

  #replay(prompt: Prompt): void {
    const uuid = prompt.uuid === null ? {} : { uuid: prompt.uuid };
    this.#output.event({ type: 'user', message: prompt.message, parent_tool_use_id: null, isReplay: true, ...uuid });
  }

  #lifecycle(prompt: Prompt, state: 'queued' | 'started' | 'completed' | 'cancelled'): void {
    if (prompt.uuid !== null) this.#output.event({ type: 'command_lifecycle', command_uuid: prompt.uuid, state });
  }

  #state(state: 'running' | 'idle'): void {
    this.#output.event({ type: 'system', subtype: 'session_state_changed', state });
  }

  #succeed(requestId: string, response: JsonObject = {}): void {
    this.#output.control({
      type: 'control_response',
      response: { subtype: 'success', request_id: requestId, response },
    });
  }

  #refuse(requestId: string, error: string): void {
    this.#output.control({ type: 'control_response', response: { subtype: 'error', request_id: requestId, error } });
  }

  #exitWhenIdle(): void {
    if (this.#ending && this.#turn === null) this.#options.exit(this.#lastFailed ? 1 : 0);
  }
}
