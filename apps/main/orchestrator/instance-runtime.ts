import { randomUUID } from 'node:crypto';
import type { Delta } from '../../shared/contract/events.ts';
import type { Instance } from '../../shared/models/instance.ts';
import { problem } from '../../shared/models/problem-words.ts';
import type { Problem } from '../../shared/models/problem.ts';
import type { UsagePeak } from '../../shared/models/resources.ts';
import type { Task } from '../../shared/models/task.ts';
import type { LogLine } from '../../shared/models/tower.ts';
import type { ResultMessage } from '../claude/messages.ts';
import { buildPromptContent } from '../claude/prompt-content.ts';
import type { EventBus } from '../events/event-bus.ts';
import { ActivityTracker } from './activity-tracker.ts';
import { listenForInputs } from './cli-inputs.ts';
import { CliLife } from './cli-life.ts';
import type { CliListener } from './cli-listener.ts';
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
import type { RequestBroker } from './request-broker.ts';
import type { CliStarter } from './running-cli.ts';
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
  readonly starter: CliStarter;
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
  readonly #life: CliLife;
  #state: MachineState = initialState;
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
    this.#life = new CliLife({
      starter: options.starter,
      instance: () => this.instance,
      state: () => this.#state,
      input: (input) => this.#input(input),
      newListener: () => this.#newListener(),
      onMessage: (message) => this.#signals.take(message, options.now()),
      onSpawned: (started) => this.#recorder.spawned(started),
      onSessionLost: () => this.#recorder.sessionLost(),
      log: (level, source, text) => options.log(id, level, source, text),
    });
  }

  get state(): MachineState {
    return this.#state;
  }

  get instance(): Instance {
    return this.#options.records.get(this.id);
  }

  /** What its watch goes by; null when no turn is open. */
  watched(): WatchedTurn | null {
    const { phase, turn } = this.#state;
    if (phase !== 'working' || turn === null) return null;
    const signs = this.#signals.signs(this.#life.process?.heardAt ?? 0, this.#asksPerson(), this.#options.now());
    return { instanceId: this.id, turnId: turn.id, taskId: turn.taskId, signs };
  }

  /** Asks the CLI something harmless. @returns whether it answers; also an answer that refuses is one */
  async answers(): Promise<boolean> {
    const process = this.#life.process;
    if (process === null) return false;
    const before = process.heardAt;
    const reply = await process.ask({ subtype: 'mcp_status' }, checkMs);
    const answered = reply.ok || process.heardAt > before;
    this.#signals.discount(process.heardAt, before);
    return answered;
  }

  /**
   * Has a command that the turn waits for go on in the background. The turn is then told so, and goes on.
   * @returns whether it does, and what the CLI said against it
   */
  async moveToBackground(toolUseId: string): Promise<{ readonly moved: boolean; readonly refused: string | null }> {
    const process = this.#life.process;
    if (process === null) return { moved: false, refused: null };
    const before = process.heardAt;
    const reply = await process.ask({ subtype: 'background_tasks', tool_use_id: toolUseId }, checkMs);
    // It does not for one that has run for less than three seconds, and does not say why.
    if (reply.ok && reply.response['backgrounded'] !== false) return { moved: true, refused: null };
    this.#signals.discount(process.heardAt, before);
    return { moved: false, refused: reply.ok ? null : reply.error };
  }

  /** What its agent is writing now, each block as far as it has come. */
  openBlocks(): readonly Delta[] {
    return this.#life.listener?.openBlocks() ?? [];
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
    const process = this.#life.process;
    if (process === null || !isAlive(this.#state)) return;
    await applyLive(process, before, after, (setting, reason) => {
      if (this.#life.process === process) this.#recorder.notNow(setting, reason);
    });
  }

  /**
   * Does the turn wait for a person? A subagent in the background asks beside it, for as long as it takes: that explains
   * nothing of the turn's own silence. One that the turn waits for asks for both.
   */
  #asksPerson(): boolean {
    const { requests } = this.#state;
    if (requests.some(({ ofAgent }) => !ofAgent)) return true;
    const ofAgents = new Set(requests.map(({ id }) => id));
    if (ofAgents.size === 0) return false;
    const open = this.#options.requests.open();
    return open.some(({ id, toolUseId }) => ofAgents.has(id) && this.#signals.waitsFor(toolUseId));
  }

  #input(input: MachineInput, result: ResultMessage | null = null): void {
    const decision = decide(this.#state, input);
    for (const event of decision.events) {
      this.#state = evolve(this.#state, event);
      this.#recorder.record(event, this.#state, result);
      if (event.type === 'turnOpened') this.#signals.reset(this.#options.now());
      if (event.type === 'turnClosed') {
        this.#life.listener?.endTurn();
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
        void this.#life.spawn();
        return;
      case 'writePrompt':
        this.#writePrompt();
        return;
      case 'interrupt':
        void this.#life.process?.interrupt();
        if (this.#state.turn !== null) this.#interrupts.begin(this.#state.turn.id);
        return;
      case 'end':
        void this.#life.end();
        return;
      case 'awaitIdle':
        this.#settleTimer ??= setTimeout(() => this.#input({ type: 'settleTimeout' }), this.#settleMs());
        return;
    }
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
    const { sessionId } = this.instance;
    const place = sessionId === null ? {} : { cliPlace: { sessionId, uuid: turn.promptUuid } };
    this.#transcript.append({ ...place, kind: 'prompt', text: prompt.text, attachments: prompt.shown });
    this.#life.process?.prompt(turn.promptUuid, buildPromptContent(prompt));
    this.#activity.set({ kind: 'requesting' });
  }

  #newListener(): CliListener {
    const { bus, requests, now, log } = this.#options;
    return listenForInputs({
      instanceId: this.id,
      bus,
      requests,
      recorder: this.#recorder,
      transcript: this.#transcript,
      activity: this.#activity,
      now,
      state: () => this.#state,
      process: () => this.#life.process,
      input: (input, result) => this.#input(input, result),
      blamed: (found) => this.#blamed(this.#life.named(found)),
      log: (level, source, text) => log(this.id, level, source, text),
    });
  }

  /** While something works in the background, newer CLIs do not say that they are idle: they take a prompt all the same. */
  #settleMs(): number {
    return this.instance.backgroundTasks > 0 ? Math.min(this.#options.settleMs, 250) : this.#options.settleMs;
  }

  #blamed(found: Problem): Problem {
    const task = this.#options.queue.find(this.#state.turn?.taskId ?? '');
    return task.ok ? blameTask(found, task.value, this.#options.prompts) : found;
  }

  #atRest(): void {
    this.#life.forget();
    this.#activity.set({ kind: 'none' });
    this.#rest?.resolve();
    this.#rest = null;
  }
}
