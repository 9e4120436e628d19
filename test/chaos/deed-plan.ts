import type { Priority } from '../../apps/shared/models/task.ts';
import type { Dice } from './dice.ts';
import { planPrompt } from './prompt-plan.ts';
import { planShift, type AgentPlan, type ApiMode, type CliSignal, type Deed, type TimedDeed } from './round-plan.ts';

export interface DeedsWanted {
  readonly life: number;
  readonly agents: readonly AgentPlan[];
  readonly smallDisk: boolean;
  /** How long the tower will work, in milliseconds. */
  readonly lengthMs: number;
}

type Kind = Deed['kind'];

/** How often each is done, as shares of the whole. */
const weights: Readonly<Partial<Record<Kind, number>>> = {
  submit: 40,
  answer: 10,
  stop: 4,
  restart: 4,
  start: 2,
  interrupt: 4,
  cancel: 4,
  retry: 3,
  goOn: 3,
  move: 2,
  rename: 2,
  delete: 2,
  restore: 2,
  pause: 2,
  resume: 2,
  newSession: 1,
  pauseTower: 1,
  resumeTower: 2,
  settings: 2,
  cutClient: 2,
  stallClient: 1,
  killCli: 6,
  api: 3,
  fillDisk: 14,
  freeDisk: 10,
  clock: 3,
};
const needsSmallDisk: readonly Kind[] = ['fillDisk', 'freeDisk'];

/** What happens while a tower works, in the order of time. The first tower of a round is first given its agents. */
export function planDeeds(dice: Dice, wanted: DeedsWanted): readonly TimedDeed[] {
  const { life, agents, lengthMs } = wanted;
  const created = life > 0 ? [] : agents.map((_, agent): TimedDeed => ({ atMs: 0, deed: { kind: 'create', agent } }));
  const first = agents.map((_, agent): TimedDeed => ({ atMs: 30, deed: planDeed(dice, 'submit', wanted, agent) }));
  const count = dice.between(4, 6 + Math.floor(lengthMs / 150));
  const others = Array.from({ length: count }, (): TimedDeed => {
    const atMs = dice.between(50, Math.max(60, lengthMs));
    return { atMs, deed: planDeed(dice, pickKind(dice, wanted.smallDisk), wanted, dice.between(0, agents.length - 1)) };
  });
  return [...created, ...(life === 0 ? first : []), ...others.sort((a, b) => a.atMs - b.atMs)];
}

function pickKind(dice: Dice, smallDisk: boolean): Kind {
  const entries = Object.entries(weights) as [Kind, number][];
  const possible = entries.filter(([kind]) => smallDisk || !needsSmallDisk.includes(kind));
  let left = dice.next() * possible.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of possible) {
    left -= weight;
    if (left < 0) return kind;
  }
  return 'submit';
}

function planDeed(dice: Dice, kind: Kind, { agents }: DeedsWanted, agent: number): Deed {
  switch (kind) {
    case 'submit': {
      const real = agents[agent]?.cli !== 'fake';
      const priority = dice.pick<Priority>(['urgent', 'high', 'normal', 'normal', 'low']);
      const prompt = planPrompt(dice, real);
      return { kind, agent, prompt, priority, after: dice.chance(0.2) ? dice.next() : null };
    }
    case 'answer':
      return { kind, pick: dice.next(), allow: dice.chance(0.7) };
    case 'cancel':
    case 'retry':
    case 'goOn':
    case 'move':
    case 'rename':
      return { kind, pick: dice.next() };
    case 'settings':
      return { kind, maxRunning: dice.between(1, 4) };
    case 'stallClient':
      return { kind, forMs: dice.between(100, 800) };
    case 'killCli':
      return { kind, agent, signal: dice.pick<CliSignal>(['SIGKILL', 'SIGSEGV', 'SIGTERM', 'SIGINT', 'SIGSTOP']) };
    case 'api':
      return { kind, mode: dice.pick<ApiMode>(['refuse', 'hang', 'broken']), forMs: dice.between(200, 1500) };
    case 'clock':
      return { kind, shiftMs: planShift(dice) };
    case 'pauseTower':
    case 'resumeTower':
    case 'cutClient':
    case 'fillDisk':
    case 'freeDisk':
      return { kind };
    case 'create':
    case 'start':
    case 'stop':
    case 'restart':
    case 'interrupt':
    case 'delete':
    case 'restore':
    case 'pause':
    case 'resume':
    case 'newSession':
      return { kind, agent };
  }
}
