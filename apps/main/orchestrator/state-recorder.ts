import { permissionModes, type Instance, type PermissionMode } from '../../shared/models/instance.ts';
import { problem } from '../../shared/models/problem-words.ts';
import type { Problem } from '../../shared/models/problem.ts';
import { cliModes } from '../claude/command-line.ts';
import type { InitMessage, ResultMessage } from '../claude/messages.ts';
import { forkedAgainCode } from './fork-point.ts';
import type { MachineEvent, MachineState } from './instance-machine.ts';
import { withoutProcess, type InstanceRecords } from './instance-records.ts';
import type { LiveSetting } from './live-settings.ts';
import type { StartedCli } from './running-cli.ts';
import { TurnRecorder, type TurnRecorderOptions } from './turn-recorder.ts';

export interface StateRecorderOptions extends TurnRecorderOptions {
  readonly interruptMs: number;
}

/** Makes records and events of what the machine of one instance brings about. Decides nothing. */
export class StateRecorder {
  readonly #id: string;
  readonly #options: StateRecorderOptions;
  readonly #turns: TurnRecorder;
  /** The mode that the process was last known to work in, by the CLI's name. */
  #cliMode: string | null = null;
  /** Whether the session was given a prompt, as far as is known: only then the CLI writes it down. */
  #prompted = true;
  /** The CLI has announced a new conversation whose session id has yet to come. */
  #clearedTold = false;

  constructor(instanceId: string, options: StateRecorderOptions) {
    this.#id = instanceId;
    this.#options = options;
    this.#turns = new TurnRecorder(instanceId, options);
  }

  /** Records one fact. @param result the CLI's result that brought it about, if one did */
  record(event: MachineEvent, after: MachineState, result: ResultMessage | null): void {
    this.#recordEvent(event, after, result);
    this.#recordWaiting(after);
  }

  /** A process is there. */
  spawned({ process, sessionId, version }: StartedCli): void {
    this.#turns.spawned();
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
    const { forkOf, context } = this.#instance;
    const again = forkOf !== null;
    this.#change('instance.updated', {
      sessionId: null,
      sessionSaved: false,
      context: again ? context : null,
      pid: null,
    });
    this.#options.transcript.notice({
      level: 'warning',
      code: again ? forkedAgainCode : 'session.lost',
      text: again
        ? 'The CLI had ended before it saved the conversation. It is forked again from where it began.'
        : 'The CLI had ended before it saved the conversation. A new one begins.',
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
    if (resetsAt > 0) this.#turns.limited(resetsAt);
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
          ...(this.#prompted ? { forkOf: null } : {}),
        });
        return;
      case 'turnOpened':
        this.#prompted = true;
        this.#turns.open(event.turnId, event.taskId);
        this.#change('instance.working', { status: 'working', currentTaskId: event.taskId, problem: null });
        return;
      case 'turnClosed':
        this.#turns.close(event, result);
        return;
      case 'foreignTurn':
        this.#prompted = true;
        this.#turns.foreign(event.turnId, event.end, result);
        return;
      case 'idle':
        this.#change('instance.idle', { status: 'idle', currentTaskId: null });
        return;
      case 'stopping':
        this.#change('instance.stopping', { status: 'stopping' });
        return;
      case 'stopped':
        this.#change('instance.stopped', { ...withoutProcess, ...this.#keptSession, status: 'stopped', problem: null });
        return;
      case 'failed':
        // It is not started again by itself: what made it fail would make it fail again.
        this.#change('instance.failed', {
          ...withoutProcess,
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
        this.#turns.stray(result);
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

  get #instance(): Instance {
    return this.#options.records.get(this.#id);
  }

  #change(type: Parameters<InstanceRecords['change']>[1], patch: Partial<Instance>): void {
    this.#options.records.change(this.#id, type, patch);
  }
}
