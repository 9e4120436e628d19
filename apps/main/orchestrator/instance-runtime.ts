import { randomUUID } from 'node:crypto';
import type { Delta } from '../../shared/contract/events.ts';
import type { Instance } from '../../shared/models/instance.ts';
import { problem } from '../../shared/models/problem-words.ts';
import type { Problem } from '../../shared/models/problem.ts';
import type { UsagePeak } from '../../shared/models/resources.ts';
import type { Task } from '../../shared/models/task.ts';
import type { LogLine } from '../../shared/models/tower.ts';
import type { ClaudeProcess } from '../claude/claude-process.ts';
import { describeExit, problemOfExit, type ExitReport } from '../claude/exit-report.ts';
import { textOf } from '../claude/fields.ts';
import type { CliMessageOf, ResultMessage } from '../claude/messages.ts';
import { buildPromptContent } from '../claude/prompt-content.ts';
import { judgeResult } from '../claude/turn-end.ts';
import type { EventBus } from '../events/event-bus.ts';
import { ActivityTracker } from './activity-tracker.ts';
import { askSubtype, CliListener } from './cli-listener.ts';
import {
  decide,
  evolve,
  initialState,
  isAlive,
  type MachineEffect,
  type MachineInput,
  type MachineState,
  type StopReason,
} from './instance-machine.ts';
import { InterruptWatch } from './interrupt-watch.ts';
import type { HoldBook } from './hold-book.ts';
import type { InstanceRecords } from './instance-records.ts';
import { applyLive } from './live-settings.ts';
import type { ProcessStarter } from './process-starter.ts';
import type { RequestBroker } from './request-broker.ts';
import { StateRecorder } from './state-recorder.ts';
import { blameTask, promptOf } from './task-prompt.ts';
import type { PromptStore, TaskQueue } from './task-queue.ts';
import { TranscriptWriter } from './transcript-writer.ts';
import { TurnSignals } from './turn-signals.ts';
import type { WatchedTurn } from './watchdog.ts';

export interface InstanceRuntimeOptions {
  readonly bus: EventBus;
  readonly records: InstanceRecords;
  readonly queue: TaskQueue;
  readonly prompts: PromptStore;
  readonly requests: RequestBroker;
  readonly holds: HoldBook;
  readonly starter: ProcessStarter;
  /** The most that the process tree was seen to use during an open turn. */
  readonly peakOf: (turnId: string) => UsagePeak | null;
  readonly now: () => number;
  readonly log: (instanceId: string, level: LogLine['level'], source: LogLine['source'], text: string) => void;
  /** How long the CLI has, after a result, to say that it is idle. Milliseconds. */
  readonly settleMs: number;
  /** How long a turn may go on after an interrupt before that is said. Milliseconds. */
  readonly interruptMs: number;
}

/** How long a CLI that hears us may take to say so, in milliseconds. */
const checkMs = 5000;

/**
 * One instance at work: feeds the machine with what happens, has the state recorded, and carries out the effects. All that
 * is asynchronous comes back as an input, and an input that is out of date fits no state and does nothing.
 */
export class InstanceRuntime {
  readonly id: string;
  readonly #options: InstanceRuntimeOptions;
  readonly #recorder: StateRecorder;
  readonly #transcript: TranscriptWriter;
  readonly #activity: ActivityTracker;
  readonly #interrupts: InterruptWatch;
  readonly #signals = new TurnSignals();
  #state: MachineState = initialState;
  #process: ClaudeProcess | null = null;
  #listener: CliListener | null = null;
  #given: Task | null = null;
  #settleTimer: NodeJS.Timeout | null = null;
  #rest: { readonly promise: Promise<void>; readonly resolve: () => void } | null = null;

  constructor(id: string, options: InstanceRuntimeOptions) {
    this.id = id;
    this.#options = options;
    this.#transcript = new TranscriptWriter(options.bus, id, options.now, () => ({
      taskId: this.#state.turn?.taskId ?? null,
      turnId: this.#state.turn?.id ?? null,
    }));
    this.#activity = new ActivityTracker(options.bus, id, options.now);
    this.#interrupts = new InterruptWatch(options.interruptMs, (turnId) =>
      this.#input({ type: 'interruptTimeout', turnId }),
    );
    this.#recorder = new StateRecorder(id, { ...options, transcript: this.#transcript });
  }

  get state(): MachineState {
    return this.#state;
  }

  get instance(): Instance {
    return this.#options.records.get(this.id);
  }

  /** What its watch goes by; null when no turn is open. */
  watched(): WatchedTurn | null {
    const { phase, turn, requests } = this.#state;
    if (phase !== 'working' || turn === null) return null;
    const signs = this.#signals.signs(this.#process?.heardAt ?? 0, requests.length > 0);
    return { instanceId: this.id, turnId: turn.id, taskId: turn.taskId, signs };
  }

  /** Asks the CLI something harmless. @returns whether it answers; also an answer that refuses is one */
  async answers(): Promise<boolean> {
    const process = this.#process;
    if (process === null) return false;
    const before = process.heardAt;
    const reply = await process.ask({ subtype: 'mcp_status' }, checkMs);
    const answered = reply.ok || process.heardAt > before;
    this.#signals.discount(process.heardAt, before);
    return answered;
  }

  /** What its agent is writing now, each block as far as it has come. */
  openBlocks(): readonly Delta[] {
    return this.#listener?.openBlocks() ?? [];
  }

  /** Brings the instance up; nothing when it is up. */
  start(): void {
    this.#input({ type: 'start' });
  }

  /** Ends it. Settles when nothing of its process tree is left, or what is left could not be ended. */
  async stop(): Promise<void> {
    this.#input({ type: 'stop' });
    if (this.#state.phase === 'stopping') await this.atRest();
  }

  /** Settles when there is no process. */
  atRest(): Promise<void> {
    if (!isAlive(this.#state) && this.#state.phase !== 'stopping') return Promise.resolve();
    if (this.#rest === null) {
      let resolve = (): void => undefined;
      const promise = new Promise<void>((settle) => (resolve = settle));
      this.#rest = { promise, resolve };
    }
    return this.#rest.promise;
  }

  /** Gives a task to the idle CLI. It must have been marked as started. */
  give(task: Task): void {
    this.#given = task;
    this.#input({ type: 'give', turnId: randomUUID(), taskId: task.id, promptUuid: randomUUID() });
  }

  /** Aborts the open turn. @returns false when there is none */
  stopTurn(reason: StopReason): boolean {
    if (this.#state.turn === null) return false;
    this.#input({ type: 'stopTurn', reason });
    return true;
  }

  /** A request of this instance was answered. */
  requestClosed(requestId: string): void {
    this.#input({ type: 'requestClosed', requestId });
  }

  /** Applies what can be changed without a restart. */
  async applyLive(before: Instance, after: Instance): Promise<void> {
    const process = this.#process;
    if (process === null || !isAlive(this.#state)) return;
    await applyLive(process, before, after, (setting, reason) => {
      if (this.#process === process) this.#recorder.notNow(setting, reason);
    });
  }

  #input(input: MachineInput, result: ResultMessage | null = null): void {
    const decision = decide(this.#state, input);
    for (const event of decision.events) {
      this.#state = evolve(this.#state, event);
      this.#recorder.record(event, this.#state, result);
      if (event.type === 'turnOpened') this.#signals.reset(this.#options.now());
      if (event.type === 'turnClosed') {
        this.#listener?.endTurn();
        this.#interrupts.end();
      }
      if (event.type === 'turnUnresponsive') this.#activity.set({ kind: 'unresponsive' });
      if (event.type === 'requestsWithdrawn') for (const id of event.requestIds) this.#options.requests.withdraw(id);
    }
    for (const effect of decision.effects) this.#perform(effect);
    const { phase } = this.#state;
    if (this.#settleTimer !== null && (phase !== 'working' || this.#state.turn !== null)) {
      clearTimeout(this.#settleTimer);
      this.#settleTimer = null;
    }
    if (phase === 'stopped' || phase === 'failed') this.#atRest();
  }

  #perform(effect: MachineEffect): void {
    switch (effect) {
      case 'spawn':
        void this.#spawn();
        return;
      case 'writePrompt':
        this.#writePrompt();
        return;
      case 'interrupt':
        void this.#process?.interrupt();
        if (this.#state.turn !== null) this.#interrupts.begin(this.#state.turn.id);
        return;
      case 'end':
        void this.#end();
        return;
      case 'awaitIdle':
        this.#settleTimer ??= setTimeout(() => this.#input({ type: 'settleTimeout' }), this.#settleMs());
        return;
    }
  }

  async #spawn(): Promise<void> {
    const listener = this.#newListener();
    this.#listener = listener;
    const started = await this.#options.starter.start(this.instance, {
      onMessage: (message) => {
        if (this.#listener !== listener) return;
        this.#signals.take(message, this.#options.now());
        listener.receive(message);
      },
      onStderr: (line) => this.#log('warning', 'stderr', line),
    });
    if (!started.ok) {
      this.#input({ type: 'exited', problem: started.problem });
      // Stopped meanwhile: there is nothing left to end.
      this.#input({ type: 'treeEnded', leftPids: [] });
      return;
    }
    const { process } = started.value;
    this.#process = process;
    this.#recorder.spawned(started.value);
    this.#log('info', 'lifecycle', `started process ${String(process.pid)}`);
    void process.exited.then((exit) => this.#exited(process, exit));
    // Stopped while it was on its way up: the ladder waits for this process.
    if (this.#state.phase === 'stopping') {
      void this.#end();
      return;
    }
    const ready = await this.#options.starter.initialize(process);
    if (this.#process !== process) return;
    if (ready.ok) this.#input({ type: 'ready' });
    else this.#input({ type: 'exited', problem: ready.problem });
  }

  #exited(process: ClaudeProcess, exit: ExitReport): void {
    this.#log('info', 'lifecycle', `process ${String(process.pid)} ended (${describeExit(exit)})`);
    // One that would not end and was given up may end much later, when another has taken its place.
    if (this.#process !== process) return;
    const why = this.#named(problemOfExit(exit));
    const mayBegin = this.#state.phase === 'starting' && !this.instance.sessionSaved;
    if (why.code === 'cli.sessionMissing' && mayBegin) void this.#beginAnew(process);
    else this.#input({ type: 'exited', problem: why });
  }

  /** The session that was to be resumed was never certain to be on disk, and is not: another one is begun. */
  async #beginAnew(process: ClaudeProcess): Promise<void> {
    this.#process = null;
    this.#recorder.sessionLost();
    await process.end();
    if (this.#state.phase === 'starting') await this.#spawn();
    else this.#input({ type: 'treeEnded', leftPids: [] });
  }

  async #end(): Promise<void> {
    const process = this.#process;
    if (process === null) {
      // It could not be started, or is still being started: then #spawn comes back here.
      if (this.#state.failure !== null) this.#input({ type: 'treeEnded', leftPids: [] });
      return;
    }
    const { leftPids, rung } = await process.end();
    if (this.#process !== process) return;
    this.#log('info', 'lifecycle', `ended by ${rung}`);
    if (leftPids.length > 0) this.#log('error', 'lifecycle', `still alive: ${leftPids.join(', ')}`);
    this.#process = null;
    this.#input({ type: 'treeEnded', leftPids });
  }

  #writePrompt(): void {
    const { turn } = this.#state;
    const task = this.#given;
    this.#given = null;
    if (turn === null || turn.promptUuid === null || task === null) return;
    // It was cut in a conversation that the CLI had not saved, and has begun another since.
    const lost = task.continues && task.sessionId !== this.instance.sessionId;
    // After a crash an open turn is all that says that the CLI may have got the prompt.
    const unwritten = this.#options.bus.flush();
    if (lost || unwritten !== null) {
      const why = unwritten ?? problem('task.conversationGone');
      this.#input({ type: 'promptDropped', promptUuid: turn.promptUuid, problem: why });
      return;
    }
    const prompt = promptOf(task, this.#options.prompts);
    this.#transcript.append({ kind: 'prompt', text: prompt.text, attachments: prompt.shown });
    this.#process?.prompt(turn.promptUuid, buildPromptContent(prompt));
    this.#activity.set({ kind: 'requesting' });
  }

  #newListener(): CliListener {
    return new CliListener({
      instanceId: this.id,
      bus: this.#options.bus,
      transcript: this.#transcript,
      activity: this.#activity,
      now: this.#options.now,
      onInit: (init) => {
        this.#recorder.initialised(init);
        this.#input({ type: 'turnBegan', turnId: randomUUID() });
      },
      onResult: (result, assistantError) => {
        const { promptUuids, originKind } = result;
        const end = judgeResult(result, assistantError);
        this.#input(
          {
            type: 'result',
            end: { ...end, problem: end.problem && this.#blamed(this.#named(end.problem)) },
            promptUuids,
            originKind,
            turnId: randomUUID(),
          },
          result,
        );
      },
      onPromptDropped: (promptUuid) => this.#input({ type: 'promptDropped', promptUuid }),
      onSessionState: (state) => this.#input({ type: 'sessionState', state }),
      onAsk: (ask) => this.#asked(ask),
      onWithdraw: (cliRequestId) => {
        const requestId = this.#options.requests.withdrawByCliId(this.id, cliRequestId);
        if (requestId !== null) this.#input({ type: 'requestClosed', requestId });
      },
      onBackground: (count) => this.#recorder.background(count),
      onPermissionMode: (mode) => this.#recorder.permissionMode(mode),
      onConversationReset: () => this.#recorder.conversationCleared(),
      onHindrance: (what, hopeless) => {
        this.#recorder.hindered(what);
        if (hopeless) this.#input({ type: 'stopTurn', reason: { kind: 'hopeless', problem: what } });
      },
      onNoise: (text) => this.#log('warning', 'protocol', text.slice(0, 2000)),
    });
  }

  #asked(ask: CliMessageOf<'ask'>): void {
    const process = this.#process;
    if (process === null) return;
    if (!isAlive(this.#state)) {
      process.refuse(ask.requestId, 'The agent is being stopped');
      return;
    }
    if (askSubtype(ask) !== 'can_use_tool') {
      process.refuse(ask.requestId, `Control Tower does not answer "${askSubtype(ask)}"`);
      this.#log('warning', 'protocol', `refused the CLI's request "${askSubtype(ask)}"`);
      return;
    }
    const request = this.#options.requests.add(
      this.id,
      this.#state.turn?.taskId ?? null,
      { cliRequestId: ask.requestId, body: ask.request },
      (response) => process.answer(ask.requestId, response),
    );
    const ofAgent = textOf(ask.request, 'agent_id') !== null;
    this.#input({ type: 'requestOpened', requestId: request.id, ofAgent });
  }

  /** While something works in the background, newer CLIs do not say that they are idle: they take a prompt all the same. */
  #settleMs(): number {
    return this.instance.backgroundTasks > 0 ? Math.min(this.#options.settleMs, 250) : this.#options.settleMs;
  }

  /** Puts the instance's name into a problem's sentences. */
  #named(found: Problem): Problem {
    return 'name' in found.params
      ? problem(found.code, { ...found.params, name: this.instance.name }, found.detail)
      : found;
  }

  #blamed(found: Problem): Problem {
    const task = this.#options.queue.find(this.#state.turn?.taskId ?? '');
    return task.ok ? blameTask(found, task.value, this.#options.prompts) : found;
  }

  #atRest(): void {
    this.#process = null;
    this.#listener = null;
    this.#activity.set({ kind: 'none' });
    this.#rest?.resolve();
    this.#rest = null;
  }

  #log(level: LogLine['level'], source: LogLine['source'], text: string): void {
    this.#options.log(this.id, level, source, text);
  }
}
