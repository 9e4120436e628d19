import type { CutPolicy } from '../../apps/shared/models/instance.ts';
import type { Priority } from '../../apps/shared/models/task.ts';
import type { Imitation } from '../support/fake-claude/profile.ts';
import type { RealCliVersion } from '../support/real-cli.ts';
import { planDeeds } from './deed-plan.ts';
import { Dice } from './dice.ts';
import type { PromptPlan } from './prompt-plan.ts';

/** One agent of a round. */
export interface AgentPlan {
  readonly cli: 'fake' | RealCliVersion;
  readonly imitate: Imitation;
  readonly whenCut: CutPolicy;
  readonly permissionMode: 'autonomous' | 'ask';
  /** It leaves neither at the end of its input nor at SIGINT. */
  readonly deaf: boolean;
}

export type ApiMode = 'refuse' | 'hang' | 'broken';
export type CliSignal = 'SIGKILL' | 'SIGSEGV' | 'SIGTERM' | 'SIGINT' | 'SIGSTOP';

/** What happens to the tower, or is asked of it. `pick` chooses among what there is by then. */
export type Deed =
  | { readonly kind: 'create'; readonly agent: number }
  | {
      readonly kind: 'submit';
      readonly agent: number;
      readonly prompt: PromptPlan;
      readonly priority: Priority;
      /** Chooses a task to run after; null for none. */
      readonly after: number | null;
    }
  | {
      readonly kind:
        'start' | 'stop' | 'restart' | 'interrupt' | 'delete' | 'restore' | 'pause' | 'resume' | 'newSession';
      readonly agent: number;
    }
  | { readonly kind: 'cancel' | 'retry' | 'goOn' | 'move' | 'rename'; readonly pick: number }
  | { readonly kind: 'answer'; readonly pick: number; readonly allow: boolean }
  | { readonly kind: 'pauseTower' | 'resumeTower' }
  | { readonly kind: 'cutClient' }
  | { readonly kind: 'fillDisk' | 'freeDisk' }
  | { readonly kind: 'settings'; readonly maxRunning: number }
  | { readonly kind: 'stallClient'; readonly forMs: number }
  | { readonly kind: 'killCli'; readonly agent: number; readonly signal: CliSignal }
  | { readonly kind: 'api'; readonly mode: ApiMode; readonly forMs: number }
  | { readonly kind: 'clock'; readonly shiftMs: number };

export interface TimedDeed {
  /** Milliseconds since the window was open. */
  readonly atMs: number;
  readonly deed: Deed;
}

export type EndSignal = 'SIGKILL' | 'SIGTERM' | 'SIGHUP' | 'SIGINT';

/** How a tower ends. */
export interface DeathPlan {
  /** start: so long after the process was started; work: so long after its window was open. */
  readonly during: 'start' | 'work';
  readonly afterMs: number;
  /** The second, where there is one, comes this much later. */
  readonly signals: readonly { readonly signal: EndSignal; readonly afterMs: number }[];
}

/** One tower, from its start to its death. The last one of a round is left to finish and ends well. */
export interface LifePlan {
  readonly deeds: readonly TimedDeed[];
  readonly death: DeathPlan;
  /** Does the time of what follows the first prompts begin only when an agent is at work? */
  readonly warm: boolean;
  /** Is the next one started only when nothing of this one is left? If not, its sweep and the guard meet. */
  readonly waitUntilClean: boolean;
}

export interface RoundPlan {
  readonly seed: number;
  readonly round: number;
  readonly agents: readonly AgentPlan[];
  readonly lives: readonly LifePlan[];
  /** The data folder is a small disk of its own. */
  readonly smallDisk: boolean;
  /** How the last tower is asked to end. */
  readonly lastSignal: EndSignal;
  /** Turns that stall are recovered by the tower itself, and after little time. */
  readonly recovers: boolean;
}

const hour = 3_600_000;

/** Everything that is decided by chance in one round. @param realShare from 0 to 1, of the agents */
export function planRound(seed: number, round: number, realShare: number): RoundPlan {
  const dice = new Dice(seed, round);
  const smallDisk = dice.chance(0.2);
  const agents = Array.from({ length: dice.between(2, 4) }, () => planAgent(dice, realShare));
  const lives = Array.from({ length: dice.between(1, 3) }, (_, life) => planLife(dice, life, agents, smallDisk));
  const lastSignal = dice.pick<EndSignal>(['SIGTERM', 'SIGINT', 'SIGHUP']);
  return { seed, round, agents, lives, smallDisk, lastSignal, recovers: dice.chance(0.35) };
}

function planAgent(dice: Dice, realShare: number): AgentPlan {
  const real = dice.chance(realShare);
  const version = dice.pick<Imitation>(['2.1.197', '2.1.330']);
  return {
    cli: real ? version : 'fake',
    imitate: version,
    whenCut: dice.chance(0.4) ? 'resume' : 'ask',
    permissionMode: dice.chance(0.25) ? 'ask' : 'autonomous',
    deaf: !real && dice.chance(0.1),
  };
}

function planLife(dice: Dice, life: number, agents: readonly AgentPlan[], smallDisk: boolean): LifePlan {
  const during = life > 0 && dice.chance(0.3) ? 'start' : 'work';
  const afterMs = during === 'start' ? dice.between(0, 1500) : dice.between(200, 2500);
  const deeds = during === 'start' ? [] : planDeeds(dice, { life, agents, smallDisk, lengthMs: afterMs });
  const first = dice.chance(0.6) ? 'SIGKILL' : dice.pick<EndSignal>(['SIGTERM', 'SIGHUP', 'SIGINT']);
  const signals = [{ signal: first, afterMs: 0 }];
  if (first !== 'SIGKILL' && dice.chance(0.5)) {
    const signal = dice.pick<EndSignal>(['SIGKILL', 'SIGTERM', 'SIGINT']);
    signals.push({ signal, afterMs: dice.between(0, 1500) });
  }
  return { deeds, death: { during, afterMs, signals }, warm: dice.chance(0.8), waitUntilClean: dice.chance(0.6) };
}

/** Some hours forth or back: less than what a deleted instance is kept for. */
export const planShift = (dice: Dice): number => dice.between(-48, 96) * hour;
