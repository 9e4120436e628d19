import type { Instance } from '../../shared/models/instance.ts';
import type { Recovery, TurnEvidence } from '../../shared/models/stall.ts';
import type { InstanceRecords } from './instance-records.ts';
import { judgeTurn, type StallLimits, type TurnSigns } from './turn-judgement.ts';

/** An open turn, as the watchdog sees it. */
export interface WatchedTurn {
  readonly instanceId: string;
  readonly turnId: string;
  readonly taskId: string | null;
  readonly signs: Omit<TurnSigns, 'cpuPercent'>;
}

export interface WatchdogOptions {
  readonly records: InstanceRecords;
  /** The turns that are open now. */
  readonly turns: () => readonly WatchedTurn[];
  readonly cpuPercentOf: (instanceId: string) => number | null;
  readonly limits: () => StallLimits;
  /** Whether a turn that has stalled is to be recovered by itself. */
  readonly recovers: () => boolean;
  readonly recover: (instanceId: string, how: Recovery) => void;
  /** Does a task wait or run? What was tried for it counts for so long; for a turn without one, as long as it is open. */
  readonly isOpen: (taskId: string) => boolean;
  readonly now: () => number;
  readonly everyMs?: number;
}

/** After so long without a look, in milliseconds, the computer was asleep or its clock was set. */
const asleepMs = 30_000;

/**
 * What is tried by itself for one task, one after the other; then it is left to a person. `forMs`: how long it has to help,
 * in milliseconds. A check is answered within five seconds; an interrupt without effect becomes a restart after twelve, and
 * an agent is ended within ten.
 */
const steps: readonly { readonly how: Recovery; readonly forMs: number }[] = [
  { how: 'nudge', forMs: 20_000 },
  { how: 'interrupt', forMs: 60_000 },
  { how: 'restart', forMs: 60_000 },
  { how: 'restart', forMs: 60_000 },
];

/**
 * Looks at every open turn and says of one that does not go on that it has stalled, with the evidence; it never passes for
 * work. What can be told apart from a stall (a tool that works, a person who is asked, a retry that was announced) is.
 */
export class Watchdog {
  readonly #options: WatchdogOptions;
  /** How many steps were taken, and when the last was, by the task or by the turn of none. */
  readonly #tried = new Map<string, { readonly steps: number; readonly at: number }>();
  readonly #timer: NodeJS.Timeout;
  #lookedAt: number;
  #awakeSince = 0;

  constructor(options: WatchdogOptions) {
    this.#options = options;
    this.#lookedAt = options.now();
    this.#timer = setInterval(() => this.look(), options.everyMs ?? 2000).unref();
  }

  /** What is known of an instance's open turn; null when it has none. */
  evidence(instanceId: string): TurnEvidence | null {
    const turn = this.#options.turns().find((one) => one.instanceId === instanceId);
    return turn === undefined ? null : this.#judge(turn);
  }

  /** Looks at every open turn once. */
  look(): void {
    const { records } = this.#options;
    const now = this.#options.now();
    if (now < this.#lookedAt || now - this.#lookedAt > asleepMs) this.#awakeSince = now;
    this.#lookedAt = now;
    const open = new Map(this.#options.turns().map((turn) => [turn.instanceId, turn]));
    for (const instance of records.all()) {
      const turn = open.get(instance.id);
      if (turn !== undefined) this.#note(instance, turn);
      else if (instance.stall !== null) records.change(instance.id, 'instance.recovered', { stall: null });
    }
    const atWork = new Set([...open.values()].map(keyOf));
    for (const key of this.#tried.keys()) {
      if (!atWork.has(key) && !this.#options.isOpen(key)) this.#tried.delete(key);
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #note(instance: Instance, turn: WatchedTurn): void {
    const { records } = this.#options;
    const evidence = this.#judge(turn);
    if (evidence.state === 'stalled') {
      // Told once, and once more when it is left to a person; what it shows goes on to be asked for. Another reason is no
      // other stall.
      const { stall } = instance;
      if (stall?.stall !== evidence.stall || stall.mending !== evidence.mending) {
        const isNews = stall === null || (stall.mending && !evidence.mending);
        records.change(instance.id, isNews ? 'instance.stalled' : 'instance.updated', { stall: evidence });
      }
      if (evidence.mending) this.#recover(turn);
    } else if (instance.stall !== null) {
      records.change(instance.id, 'instance.recovered', { stall: null });
    }
  }

  /** Takes the next step, once the last one has had its time. */
  #recover(turn: WatchedTurn): void {
    const taken = this.#takenFor(turn);
    const step = steps[taken];
    if (step === undefined || this.#hasTime(turn)) return;
    this.#tried.set(keyOf(turn), { steps: taken + 1, at: this.#options.now() });
    this.#options.recover(turn.instanceId, step.how);
  }

  #takenFor(turn: WatchedTurn): number {
    return this.#tried.get(keyOf(turn))?.steps ?? 0;
  }

  /** Has the last step still time to help? */
  #hasTime(turn: WatchedTurn): boolean {
    const tried = this.#tried.get(keyOf(turn));
    if (tried === undefined) return false;
    const since = this.#options.now() - tried.at;
    // A clock that was set back is no reason to wait for hours.
    return since >= 0 && since < (steps[tried.steps - 1]?.forMs ?? 0);
  }

  #judge(turn: WatchedTurn): TurnEvidence {
    const { instanceId, signs } = turn;
    const { cpuPercentOf, limits, now } = this.#options;
    // While the computer slept nobody could be heard, and a clock that was set says nothing about the silence before.
    const heardAt = Math.max(signs.heardAt, this.#awakeSince);
    const judgement = judgeTurn({ ...signs, heardAt, cpuPercent: cpuPercentOf(instanceId) }, limits(), now());
    const canMend = this.#options.recovers() && (this.#takenFor(turn) < steps.length || this.#hasTime(turn));
    return { ...judgement, mending: judgement.state === 'stalled' && canMend };
  }
}

/** A task keeps what was tried for it through its turns. One that the CLI began by itself is a turn and no task. */
const keyOf = ({ taskId, turnId }: WatchedTurn): string => taskId ?? turnId;
