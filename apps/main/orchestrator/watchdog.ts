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
  /** Does a task wait or run? What was tried for it counts for so long. */
  readonly isOpen: (taskId: string) => boolean;
  readonly now: () => number;
  readonly everyMs?: number;
}

/** After so long without a look, in milliseconds, the computer was asleep or its clock was set. */
const asleepMs = 30_000;

/** What is tried by itself for one task, one after the other; then it is left to a person. */
const steps: readonly Recovery[] = ['interrupt', 'restart', 'restart'];

/**
 * Looks at every open turn and says of one that does not go on that it has stalled, with the evidence; it never passes for
 * work. What can be told apart from a stall (a tool that works, a person who is asked, a retry that was announced) is.
 */
export class Watchdog {
  readonly #options: WatchdogOptions;
  readonly #tried = new Map<string, number>();
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
    for (const id of this.#tried.keys()) if (!this.#options.isOpen(id)) this.#tried.delete(id);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #note(instance: Instance, turn: WatchedTurn): void {
    const { records } = this.#options;
    const evidence = this.#judge(turn);
    if (evidence.state === 'stalled') {
      // Told once; what it shows goes on to be asked for.
      if (instance.stall !== null) return;
      records.change(instance.id, 'instance.stalled', { stall: evidence });
      if (this.#options.recovers()) this.#recover(turn);
    } else if (instance.stall !== null) {
      records.change(instance.id, 'instance.recovered', { stall: null });
    }
  }

  #recover({ instanceId, taskId }: WatchedTurn): void {
    if (taskId === null) return;
    const tried = this.#tried.get(taskId) ?? 0;
    const how = steps[tried];
    if (how === undefined) return;
    this.#tried.set(taskId, tried + 1);
    this.#options.recover(instanceId, how);
  }

  #judge({ instanceId, signs }: WatchedTurn): TurnEvidence {
    const { cpuPercentOf, limits, now } = this.#options;
    // While the computer slept nobody could be heard, and a clock that was set says nothing about the silence before.
    const heardAt = Math.max(signs.heardAt, this.#awakeSince);
    return judgeTurn({ ...signs, heardAt, cpuPercent: cpuPercentOf(instanceId) }, limits(), now());
  }
}
