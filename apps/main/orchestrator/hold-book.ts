import { randomUUID } from 'node:crypto';
import type { Hold } from '../../shared/models/hold.ts';
import type { Instance } from '../../shared/models/instance.ts';
import type { ProblemCode, Problem } from '../../shared/models/problem.ts';

export interface HoldBookOptions {
  readonly stored: readonly Hold[];
  readonly instances: () => readonly Instance[];
  /** Names the account that an instance's work is charged to: a limit concerns all of one account. */
  readonly accountOf: (instance: Instance) => string;
  /** The holds are others now. */
  readonly onChange: (kind: 'held' | 'released') => void;
  /** The time of a hold is over: somebody may be served. */
  readonly onDue: () => void;
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random?: () => number;
}

interface Kind {
  readonly cause: Hold['cause'];
  /** The first wait and the longest, in milliseconds, where nobody says for how long it is. */
  readonly firstMs: number;
  readonly longestMs: number;
}

const minute = 60_000;
/** An error of the API itself is none of them: the CLI has tried it ten times by then, and it may be the work's own. */
const kinds: Readonly<Partial<Record<ProblemCode, Kind>>> = {
  'api.rateLimited': { cause: 'limit', firstMs: minute, longestMs: 15 * minute },
  'api.overloaded': { cause: 'overload', firstMs: minute / 3, longestMs: 5 * minute },
  'api.unreachable': { cause: 'outage', firstMs: minute / 6, longestMs: 5 * minute },
};
/** Timers hold 31 bits, and a clock may be set: look again at least so often, in milliseconds. */
const longestTimerMs = 10 * minute;

/**
 * Knows what the API refuses for now, and until when. What gets better by waiting pauses the queues that it concerns and no
 * others; what does not (a bad key, a prompt that is too long) is no hold.
 */
export class HoldBook {
  readonly #options: HoldBookOptions;
  readonly #random: () => number;
  #holds: readonly Hold[];
  /** Which instance tries for a hold whose time is over. */
  readonly #trying = new Map<string, string>();
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(options: HoldBookOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
    this.#holds = options.stored;
    this.#schedule();
  }

  get all(): readonly Hold[] {
    return this.#holds;
  }

  /**
   * A turn was refused.
   * @param resetsAt when the API takes work again, by its own word; null when it does not say
   * @returns the hold under which its task waits; null when waiting does not help
   */
  refused(instance: Instance, problem: Problem, resetsAt: number | null): Hold | null {
    const kind = kinds[problem.code];
    if (kind === undefined || this.#closed) return null;
    const { now } = this.#options;
    const before = this.#concerning(instance).find(({ cause }) => cause === kind.cause);
    const attempts = (before?.attempts ?? 0) + 1;
    const model = kind.cause === 'overload' ? modelOf(instance) : null;
    const hold: Hold = {
      id: before?.id ?? randomUUID(),
      cause: kind.cause,
      instanceIds: this.#sharing(instance, model),
      model,
      since: before?.since ?? now(),
      until: this.#until(kind, attempts, resetsAt, before?.until ?? 0),
      attempts,
      problem,
    };
    this.#holds = [...this.#holds.filter(({ id }) => id !== hold.id), hold];
    this.#trying.delete(hold.id);
    this.#schedule();
    this.#options.onChange('held');
    return hold;
  }

  /** Work of this instance was done: what held it is over, for all. */
  succeeded(instance: Instance): void {
    this.#remove(this.#concerning(instance));
  }

  /** What keeps an instance's work from being started now; null for nothing. */
  holding(instance: Instance): Hold | null {
    const now = this.#options.now();
    const held = this.#concerning(instance).find(({ id, until }) => {
      const trying = this.#trying.get(id);
      return until > now || (trying !== undefined && trying !== instance.id);
    });
    return held ?? null;
  }

  /** An instance is given work: it is the one that tries, for the others. */
  given(instance: Instance): void {
    for (const { id } of this.#concerning(instance)) this.#trying.set(id, instance.id);
  }

  /** The instance that was trying has come to an end without a word from the API: another may try. */
  gaveUp(instanceId: string): void {
    for (const [id, trying] of this.#trying) if (trying === instanceId) this.#trying.delete(id);
  }

  /** Instances came, or work otherwise than before: whoever is held now is to be told so, and why. */
  follow(): void {
    const followed = this.#holds.map((hold) => {
      const instanceIds = this.#heldBy(hold);
      const isSame = instanceIds.every((id) => hold.instanceIds.includes(id));
      return isSame ? hold : { ...hold, instanceIds };
    });
    if (followed.every((hold, index) => hold === this.#holds[index])) return;
    this.#holds = followed;
    this.#options.onChange('held');
  }

  /** A person wants it tried now. @returns false when there is no such hold */
  release(id: string): boolean {
    const hold = this.#holds.find((one) => one.id === id);
    if (hold === undefined) return false;
    this.#trying.delete(id);
    this.#holds = this.#holds.map((one) => (one === hold ? { ...hold, until: this.#options.now() } : one));
    this.#options.onChange('released');
    this.#schedule();
    this.#options.onDue();
    return true;
  }

  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #concerning(instance: Instance): readonly Hold[] {
    const account = this.#options.accountOf(instance);
    return this.#holds.filter((hold) => {
      if (hold.model !== null && hold.model !== modelOf(instance)) return false;
      return (
        hold.instanceIds.includes(instance.id) ||
        this.#options
          .instances()
          .some((other) => hold.instanceIds.includes(other.id) && this.#options.accountOf(other) === account)
      );
    });
  }

  #heldBy({ instanceIds, model }: Hold): readonly string[] {
    const { instances, accountOf: account } = this.#options;
    const present = instances();
    const accounts = new Set(present.filter(({ id }) => instanceIds.includes(id)).map(account));
    return present
      .filter((one) => accounts.has(account(one)) && (model === null || modelOf(one) === model))
      .map(({ id }) => id);
  }

  /** All whose work is charged to the same account, and goes to the same model if that is what has no room. */
  #sharing(instance: Instance, model: string | null): readonly string[] {
    const account = this.#options.accountOf(instance);
    return this.#options
      .instances()
      .filter((other) => this.#options.accountOf(other) === account && (model === null || modelOf(other) === model))
      .map(({ id }) => id);
  }

  /** With a little chance in it, so that many towers do not come back at the same instant; never earlier than promised. */
  #until(kind: Kind, attempts: number, resetsAt: number | null, before: number): number {
    const now = this.#options.now();
    const guess = Math.min(kind.longestMs, kind.firstMs * 2 ** Math.min(attempts - 1, 20));
    const wait = resetsAt !== null && resetsAt > now ? resetsAt - now : guess;
    const chance = Math.min(30_000, wait / 5) * this.#random();
    return Math.max(before, now + wait + chance);
  }

  /** A hold of which nobody is left would never be tried. */
  #forgetDeleted(): void {
    const present = new Set(this.#options.instances().map(({ id }) => id));
    this.#remove(this.#holds.filter(({ instanceIds }) => !instanceIds.some((id) => present.has(id))));
  }

  #remove(holds: readonly Hold[]): void {
    if (holds.length === 0) return;
    const gone = new Set(holds.map(({ id }) => id));
    for (const id of gone) this.#trying.delete(id);
    this.#holds = this.#holds.filter(({ id }) => !gone.has(id));
    this.#schedule();
    this.#options.onChange('released');
    this.#options.onDue();
  }

  #schedule(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const now = this.#options.now();
    const next = Math.min(...this.#holds.map(({ until }) => until).filter((until) => until > now));
    if (!Number.isFinite(next) || this.#closed) return;
    this.#timer = setTimeout(
      () => {
        this.#forgetDeleted();
        this.#schedule();
        this.#options.onDue();
      },
      Math.min(next - now, longestTimerMs),
    );
    this.#timer.unref();
  }
}

const modelOf = (instance: Instance): string | null => instance.activeModel ?? instance.model;

/** The variables that decide whose account the CLI works on. */
const accountVariables = [
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_AUTH_TOKEN',
  'ANTHROPIC_BASE_URL',
  'CLAUDE_CODE_OAUTH_TOKEN',
  'CLAUDE_CODE_USE_BEDROCK',
  'CLAUDE_CODE_USE_VERTEX',
  'CLAUDE_CONFIG_DIR',
  'HOME',
];

/**
 * Names the account of an instance, for comparing alone: the computer's own sign-in unless its environment says otherwise.
 * @param hasKey whether a key of its own is kept for it
 */
export function accountOf(instance: Instance, hasKey: boolean): string {
  if (hasKey) return `key of ${instance.id}`;
  const own = accountVariables.map((name) => `${name}=${instance.environment[name] ?? ''}`);
  return [instance.launcher, ...own].join('\n');
}
