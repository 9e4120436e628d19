import { noUsage, type Instance, type PermissionMode, type Usage } from '../../shared/models/instance.ts';
import { permissionModes } from '../../shared/models/instance.ts';
import { problem } from '../../shared/models/problem-words.ts';
import type { Problem } from '../../shared/models/problem.ts';
import type { UsagePeak } from '../../shared/models/resources.ts';
import { previewLength, type TaskOutcome } from '../../shared/models/task.ts';
import type { Turn } from '../../shared/models/turn.ts';
import { cliModes } from '../claude/command-line.ts';
import type { InitMessage, ResultMessage } from '../claude/messages.ts';
import type { TurnEnd } from '../claude/turn-end.ts';
import { addUsage, UsageMeter } from '../claude/usage-meter.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { HoldBook } from './hold-book.ts';
import type { MachineEvent, MachineState, StopReason } from './instance-machine.ts';
import type { InstanceRecords } from './instance-records.ts';
import type { LiveSetting } from './live-settings.ts';
import type { StartedProcess } from './process-starter.ts';
import type { EndedStatus, TaskQueue } from './task-queue.ts';
import type { TranscriptWriter } from './transcript-writer.ts';

export interface StateRecorderOptions {
  readonly bus: EventBus;
  readonly records: InstanceRecords;
  readonly queue: TaskQueue;
  readonly transcript: TranscriptWriter;
  readonly holds: HoldBook;
  /** The most that an open turn was seen to use. */
  readonly peakOf: (turnId: string) => UsagePeak | null;
  readonly now: () => number;
  readonly interruptMs: number;
}

/** Makes records and events of what the machine of one instance brings about. Decides nothing. */
export class StateRecorder {
  readonly #id: string;
  readonly #options: StateRecorderOptions;
  #meter = new UsageMeter();
  #turn: Turn | null = null;
  /** When a limit is lifted, by the API's own word, if it said so in this turn. Milliseconds since the epoch. */
  #resetsAt: number | null = null;
  /** The mode that the process was last known to work in, by the CLI's name. */
  #cliMode: string | null = null;
  /** Whether the session was given a prompt, as far as is known: only then the CLI writes it down. */
  #prompted = true;
  /** The CLI has announced a new conversation whose session id has yet to come. */
  #clearedTold = false;

  constructor(instanceId: string, options: StateRecorderOptions) {
    this.#id = instanceId;
    this.#options = options;
  }

  /** Records one fact. @param result the CLI's result that brought it about, if one did */
  record(event: MachineEvent, after: MachineState, result: ResultMessage | null): void {
    this.#recordEvent(event, after, result);
    this.#recordWaiting(after);
  }

  /** A process is there. */
  spawned({ process, sessionId, version }: StartedProcess): void {
    this.#meter = new UsageMeter();
    this.#clearedTold = false;
    this.#cliMode = cliModes[this.#instance.permissionMode];
    const fresh = sessionId !== this.#instance.sessionId;
    this.#prompted = !fresh;
    this.#change('instance.updated', {
      pid: process.pid,
      cliVersion: version ?? this.#instance.cliVersion,
      ...(fresh ? { sessionId, sessionSaved: false } : {}),
    });
  }

  /** The CLI said who it is, at the beginning of a turn. A slash command may have changed its session. */
  initialised(init: InitMessage): void {
    const { sessionId, activeModel, cliVersion } = this.#instance;
    const said = {
      sessionId: init.sessionId ?? sessionId,
      activeModel: init.model ?? activeModel,
      cliVersion: init.version ?? cliVersion,
    };
    const another = sessionId !== null && said.sessionId !== sessionId;
    if (another && !this.#clearedTold) this.conversationCleared();
    this.#clearedTold = false;
    if (said.sessionId !== sessionId || said.activeModel !== activeModel || said.cliVersion !== cliVersion) {
      this.#change('instance.updated', said);
    }
    if (init.permissionMode !== null) this.permissionMode(init.permissionMode);
  }

  /** The CLI has thrown the conversation away. Newer ones say so; older ones only go on under another session id. */
  conversationCleared(): void {
    this.#clearedTold = true;
    this.#options.transcript.notice({
      level: 'info',
      code: 'conversation.cleared',
      text: 'The conversation was cleared: the agent no longer knows what was said above.',
    });
  }

  /** The CLI does not have the conversation: its process died before it had written it down. */
  sessionLost(): void {
    this.#change('instance.updated', { sessionId: null, sessionSaved: false, pid: null });
    this.#options.transcript.notice({
      level: 'warning',
      code: 'session.lost',
      text: 'The CLI had ended before it saved the conversation. A new one begins.',
    });
  }

  /**
   * The CLI says in which mode it works. A change is followed: a plan was approved, say. The mode that it has been in all
   * along is no news, even where the person has chosen another for the next start.
   */
  permissionMode(cliMode: string): void {
    const name = cliMode === 'manual' ? 'default' : cliMode;
    if (name === this.#cliMode) return;
    this.#cliMode = name;
    const mode = permissionModes.find((known: PermissionMode) => cliModes[known] === name);
    if (mode === undefined || mode === this.#instance.permissionMode) return;
    this.#change('instance.updated', { permissionMode: mode });
    this.#options.transcript.notice({
      level: 'info',
      code: 'mode.changed',
      params: { mode },
      text: `The permission mode is now "${mode}".`,
    });
  }

  background(count: number): void {
    if (count !== this.#instance.backgroundTasks) this.#change('instance.updated', { backgroundTasks: count });
  }

  /** The CLI will not take on a setting while it runs. */
  notNow(setting: LiveSetting, reason: string): void {
    this.#options.transcript.notice({
      level: 'warning',
      code: 'setting.notNow',
      params: { setting, reason },
      text: `The CLI did not take on the new ${setting} (${reason}). It holds from the next start of the agent.`,
    });
  }

  /** Something hinders the work now; it is cleared by the next turn. */
  hindered(what: Problem): void {
    const resetsAt = what.code === 'api.rateLimited' ? Number(what.params['resetsAt'] ?? 0) : 0;
    if (resetsAt > 0) this.#resetsAt = resetsAt;
    if (this.#instance.problem?.code !== what.code) this.#change('instance.updated', { problem: what });
  }

  #recordEvent(event: MachineEvent, after: MachineState, result: ResultMessage | null): void {
    switch (event.type) {
      case 'starting':
        this.#change('instance.starting', { status: 'starting', wanted: 'running', problem: null });
        return;
      case 'started':
        this.#change('instance.started', {
          status: 'idle',
          startedAt: this.#options.now(),
          // A process that was to resume would not have got ready without it.
          sessionSaved: this.#prompted,
        });
        return;
      case 'turnOpened':
        this.#openTurn(event.turnId, event.taskId);
        this.#change('instance.working', { status: 'working', currentTaskId: event.taskId, problem: null });
        return;
      case 'turnClosed':
        this.#closeTurn(event.taskId, event.end, event.stop, result);
        return;
      case 'foreignTurn':
        this.#foreignTurn(event.turnId, event.end, result);
        return;
      case 'idle':
        this.#change('instance.idle', { status: 'idle', currentTaskId: null });
        return;
      case 'stopping':
        this.#change('instance.stopping', { status: 'stopping' });
        return;
      case 'stopped':
        this.#change('instance.stopped', { ...gone, ...this.#keptSession, status: 'stopped', problem: null });
        return;
      case 'failed':
        // It is not started again by itself: what made it fail would make it fail again.
        this.#change('instance.failed', {
          ...gone,
          ...this.#keptSession,
          status: 'failed',
          problem: event.problem,
          wanted: 'stopped',
        });
        this.#options.transcript.notice({
          level: 'error',
          code: 'instance.failed',
          text: event.problem.message,
          problem: event.problem,
        });
        return;
      case 'strayResult':
        this.#countStray(result);
        return;
      case 'turnUnresponsive':
        this.hindered(problem('turn.notStopping', { seconds: Math.round(this.#options.interruptMs / 1000) }));
        return;
      case 'turnBegan':
      case 'turnStopping':
      case 'sessionAnnounced':
      case 'requestAdded':
      case 'requestRemoved':
      case 'requestsWithdrawn':
        return;
      default:
        after satisfies MachineState;
    }
  }

  #recordWaiting(after: MachineState): void {
    if (after.phase !== 'working') return;
    const waits = after.requests.length > 0;
    if (waits === (this.#instance.status === 'waiting')) return;
    this.#change(waits ? 'instance.waiting' : 'instance.working', { status: waits ? 'waiting' : 'working' });
    const taskId = after.turn?.taskId ?? null;
    if (taskId !== null) this.#options.queue.setWaiting(taskId, waits);
  }

  /** A session without a prompt is nowhere: there is nothing to resume. */
  get #keptSession(): Partial<Instance> {
    return this.#prompted || this.#instance.sessionSaved ? {} : { sessionId: null };
  }

  #openTurn(turnId: string, taskId: string | null): void {
    this.#prompted = true;
    this.#turn = {
      id: turnId,
      instanceId: this.#id,
      taskId,
      origin: taskId === null ? 'cli' : 'task',
      status: 'open',
      terminalReason: null,
      problem: null,
      usage: noUsage,
      model: this.#instance.activeModel,
      rounds: 0,
      peak: null,
      startedAt: this.#options.now(),
      endedAt: null,
    };
    this.#options.bus.publish('turn.started', { turn: this.#turn });
  }

  #closeTurn(taskId: string | null, end: TurnEnd, stop: StopReason | null, result: ResultMessage | null): void {
    const turn = this.#turn;
    this.#turn = null;
    if (turn === null) return;
    const usage = result === null ? noUsage : this.#meter.read(result);
    this.#endTurn(turn, end, usage, result);
    this.#options.transcript.append(outcomeEntry(turn, end, usage, result, this.#options.now()), {
      taskId,
      turnId: turn.id,
    });
    if (taskId !== null) {
      const outcome = result === null ? null : taskOutcome(result, usage);
      const held = end.problem === null || stop !== null ? null : this.#hold(end.problem);
      if (held === null) this.#options.queue.end(taskId, taskStatus(end, stop), end.problem, outcome);
      else this.#options.queue.putBack(taskId, held);
    }
    if (end.status === 'completed') this.#options.holds.succeeded(this.#instance);
    else this.#options.holds.gaveUp(this.#id);
    this.#resetsAt = null;
    this.#addUp(usage, end, result !== null);
  }

  /** @returns why the task waits, when the API takes no work for now; null when waiting does not help */
  #hold(found: Problem): Problem | null {
    const hold = this.#options.holds.refused(this.#instance, found, this.#resetsAt);
    if (hold === null) return null;
    this.#options.transcript.notice({
      level: 'warning',
      code: 'api.held',
      params: { until: hold.until },
      text: `The task goes on by itself, not before ${new Date(hold.until).toISOString()}.`,
    });
    return found;
  }

  /** A turn of the CLI's own, told of only by its result. */
  #foreignTurn(turnId: string, end: TurnEnd, result: ResultMessage | null): void {
    const open = this.#turn;
    this.#openTurn(turnId, null);
    const foreign = this.#turn;
    this.#turn = open;
    if (foreign === null || result === null) return;
    const usage = this.#meter.read(result);
    this.#endTurn(foreign, end, usage, result);
    this.#options.transcript.append(outcomeEntry(foreign, end, usage, result, this.#options.now()), {
      taskId: null,
      turnId,
    });
    this.#addUp(usage, end, true);
  }

  /** What was spent counts, whoever asked for it. */
  #countStray(result: ResultMessage | null): void {
    if (result === null) return;
    const usage = this.#meter.read(result);
    if (Object.values(usage).some((amount) => amount > 0)) {
      this.#change('instance.updated', { usage: addUsage(this.#instance.usage, usage) });
    }
  }

  #endTurn(turn: Turn, end: TurnEnd, usage: Usage, result: ResultMessage | null): void {
    const closed: Turn = {
      ...turn,
      status: end.status,
      problem: end.problem,
      usage,
      model: this.#instance.activeModel,
      rounds: result?.rounds ?? 0,
      peak: this.#options.peakOf(turn.id),
      terminalReason: result?.terminalReason ?? null,
      endedAt: this.#options.now(),
    };
    this.#options.bus.publish(`turn.${end.status}`, { turn: closed });
  }

  #addUp(usage: Usage, end: TurnEnd, answered: boolean): void {
    const instance = this.#instance;
    this.#change('instance.updated', {
      usage: addUsage(instance.usage, usage),
      turns: instance.turns + 1,
      // Once it has answered, the CLI has the conversation on disk.
      sessionSaved: instance.sessionSaved || answered,
      currentTaskId: null,
      problem: end.status === 'failed' ? end.problem : null,
    });
  }

  get #instance(): Instance {
    return this.#options.records.get(this.#id);
  }

  #change(type: Parameters<InstanceRecords['change']>[1], patch: Partial<Instance>): void {
    this.#options.records.change(this.#id, type, patch);
  }
}

const gone = { pid: null, currentTaskId: null, backgroundTasks: 0, startedAt: null, stall: null } as const;

function taskStatus(end: TurnEnd, stop: StopReason | null): EndedStatus {
  return end.status === 'interrupted' && stop?.kind === 'cancel' ? 'cancelled' : end.status;
}

function taskOutcome(result: ResultMessage, usage: Usage): TaskOutcome {
  const preview = (result.text ?? '').slice(0, previewLength);
  return { preview, usage, durationMs: result.durationMs, rounds: result.rounds };
}

function outcomeEntry(turn: Turn, end: TurnEnd, usage: Usage, result: ResultMessage | null, now: number) {
  return {
    kind: 'outcome',
    status: end.status,
    problem: end.problem,
    // Even the answer of a local slash command comes as a message of its own before its result.
    text: null,
    usage,
    durationMs: result?.durationMs ?? now - turn.startedAt,
    rounds: result?.rounds ?? 0,
  } as const;
}
