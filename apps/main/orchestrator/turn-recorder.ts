import { noUsage, type Instance, type Usage } from '../../shared/models/instance.ts';
import type { Problem } from '../../shared/models/problem.ts';
import type { UsagePeak } from '../../shared/models/resources.ts';
import { previewLength, type TaskOutcome } from '../../shared/models/task.ts';
import type { Turn } from '../../shared/models/turn.ts';
import type { ResultMessage } from '../claude/messages.ts';
import type { TurnEnd } from '../claude/turn-end.ts';
import { addUsage, UsageMeter } from '../claude/usage-meter.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { HoldBook } from './hold-book.ts';
import type { MachineEvent, StopReason } from './instance-machine.ts';
import type { InstanceRecords } from './instance-records.ts';
import type { EndedStatus, TaskQueue } from './task-queue.ts';
import type { TranscriptWriter } from './transcript-writer.ts';

export interface TurnRecorderOptions {
  readonly bus: EventBus;
  readonly records: InstanceRecords;
  readonly queue: TaskQueue;
  readonly transcript: TranscriptWriter;
  readonly holds: HoldBook;
  /** The most that an open turn was seen to use. */
  readonly peakOf: (turnId: string) => UsagePeak | null;
  readonly now: () => number;
}

/** Records the turns of one instance: what each was for, how it ended, what it cost, and what becomes of its task. */
export class TurnRecorder {
  readonly #id: string;
  readonly #options: TurnRecorderOptions;
  #meter = new UsageMeter();
  #turn: Turn | null = null;
  /** When a limit is lifted, by the API's own word, if it said so in this turn. Milliseconds since the epoch. */
  #resetsAt: number | null = null;

  constructor(instanceId: string, options: TurnRecorderOptions) {
    this.#id = instanceId;
    this.#options = options;
  }

  /** Another process counts what it uses from nothing. */
  spawned(): void {
    this.#meter = new UsageMeter();
  }

  /** The API says when it takes work again. @param at milliseconds since the epoch */
  limited(at: number): void {
    this.#resetsAt = at;
  }

  open(turnId: string, taskId: string | null): void {
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

  /** The open turn has ended, and its task with it, or waits for the API. @param result null when it had none */
  close({ taskId, end, stop }: Extract<MachineEvent, { type: 'turnClosed' }>, result: ResultMessage | null): void {
    const turn = this.#turn;
    this.#turn = null;
    if (turn === null) return;
    const usage = result === null ? noUsage : this.#meter.read(result);
    this.#end(turn, end, usage, result);
    if (taskId !== null) {
      const outcome = result === null ? null : taskOutcome(result, usage);
      const held = end.problem === null || stop !== null ? null : this.#hold(end.problem);
      if (held === null) this.#options.queue.end(taskId, taskStatus(end, stop), end.problem, outcome);
      else this.#options.queue.putBack(taskId, held);
    }
    if (end.status === 'completed') this.#options.holds.succeeded(this.#instance);
    else this.#options.holds.gaveUp(this.#id);
    this.#resetsAt = null;
    const problem = end.status === 'failed' ? end.problem : null;
    this.#addUp(usage, result !== null, { currentTaskId: null, problem, ...contextOf(result) });
  }

  /** A turn of the CLI's own, told of only by its result, while another is open. */
  foreign(turnId: string, end: TurnEnd, result: ResultMessage | null): void {
    const open = this.#turn;
    this.open(turnId, null);
    const foreign = this.#turn;
    this.#turn = open;
    if (foreign === null || result === null) return;
    const usage = this.#meter.read(result);
    this.#end(foreign, end, usage, result);
    // The instance is still at its own turn, and what hinders that still does.
    this.#addUp(usage, true, end.status === 'failed' ? { problem: end.problem } : {});
  }

  /** A result without a turn. What was spent counts, whoever asked for it. */
  stray(result: ResultMessage | null): void {
    if (result === null) return;
    const usage = this.#meter.read(result);
    if (Object.values(usage).some((amount) => amount > 0)) {
      this.#change({ usage: addUsage(this.#instance.usage, usage) });
    }
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

  #end(turn: Turn, end: TurnEnd, usage: Usage, result: ResultMessage | null): void {
    const { bus, transcript, peakOf, now } = this.#options;
    const closed: Turn = {
      ...turn,
      status: end.status,
      problem: end.problem,
      usage,
      model: this.#instance.activeModel,
      rounds: result?.rounds ?? 0,
      peak: peakOf(turn.id),
      terminalReason: result?.terminalReason ?? null,
      endedAt: now(),
    };
    bus.publish(`turn.${end.status}`, { turn: closed });
    const outcome = {
      kind: 'outcome',
      status: end.status,
      problem: end.problem,
      // Even the answer of a local slash command comes as a message of its own before its result.
      text: null,
      usage,
      durationMs: result?.durationMs ?? now() - turn.startedAt,
      rounds: result?.rounds ?? 0,
    } as const;
    transcript.append(outcome, { taskId: turn.taskId, turnId: turn.id });
  }

  #addUp(usage: Usage, answered: boolean, also: Partial<Instance>): void {
    const instance = this.#instance;
    this.#change({
      usage: addUsage(instance.usage, usage),
      turns: instance.turns + 1,
      // Once it has answered, the CLI has the conversation on disk.
      sessionSaved: instance.sessionSaved || answered,
      forkOf: answered ? null : instance.forkOf,
      ...also,
    });
  }

  get #instance(): Instance {
    return this.#options.records.get(this.#id);
  }

  #change(patch: Partial<Instance>): void {
    this.#options.records.change(this.#id, 'instance.updated', patch);
  }
}

function taskStatus(end: TurnEnd, stop: StopReason | null): EndedStatus {
  return end.status === 'interrupted' && stop?.kind === 'cancel' ? 'cancelled' : end.status;
}

function taskOutcome(result: ResultMessage, usage: Usage): TaskOutcome {
  const preview = (result.text ?? '').slice(0, previewLength);
  return { preview, usage, durationMs: result.durationMs, rounds: result.rounds };
}

/** What a result says of the context; nothing where it says nothing. */
function contextOf(result: ResultMessage | null): Pick<Instance, 'context'> | Record<string, never> {
  if (result?.contextTokens === undefined) return {};
  const { contextTokens: tokens, contextWindow: window = null } = result;
  return { context: tokens === null ? null : { tokens, window } };
}
