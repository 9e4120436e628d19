import { expect, it } from 'vitest';
import { Dice } from '../../chaos/dice.ts';
import { planRound } from '../../chaos/round-plan.ts';

const plans = (seed: number) => Array.from({ length: 200 }, (_, round) => planRound(seed, round, 0.2));

it('plans the same round again, and other rounds for another number', () => {
  expect(planRound(7, 3, 0.1)).toEqual(planRound(7, 3, 0.1));
  expect(new Set(plans(7).map((plan) => JSON.stringify(plan))).size).toBe(200);
  expect(planRound(8, 3, 0.1)).not.toEqual(planRound(7, 3, 0.1));
});

it('comes to everything that can go wrong', () => {
  const all = [...plans(1), ...plans(2), ...plans(3)];
  const lives = all.flatMap((plan) => plan.lives);
  const deeds = lives.flatMap((life) => life.deeds.map(({ deed }) => deed));
  const kinds = new Set(deeds.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(
    [
      ...['answer', 'api', 'cancel', 'clock', 'create', 'cutClient', 'delete', 'fillDisk', 'freeDisk', 'goOn'],
      ...['interrupt', 'killCli', 'move', 'newSession', 'pause', 'pauseTower', 'rename', 'restart', 'restore'],
      ...['resume', 'resumeTower', 'retry', 'settings', 'stallClient', 'start', 'stop', 'submit'],
    ].sort(),
  );
  const signals = lives.flatMap(({ death }) => death.signals.map(({ signal }) => signal));
  expect(new Set(signals)).toEqual(new Set(['SIGKILL', 'SIGTERM', 'SIGHUP', 'SIGINT']));
  expect(new Set(lives.map(({ death }) => death.during))).toEqual(new Set(['start', 'work']));
  expect(lives.some(({ death }) => death.signals.length === 2)).toBe(true);
  expect(lives.some(({ waitUntilClean }) => !waitUntilClean)).toBe(true);
  expect(new Set(all.flatMap(({ agents }) => agents.map(({ cli }) => cli)))).toEqual(
    new Set(['fake', '2.1.197', '2.1.330']),
  );
});

it('leads a real CLI to nothing that only the stand-in can do, and fills no disk that others use', () => {
  for (const plan of plans(4)) {
    for (const { deed } of plan.lives.flatMap(({ deeds }) => deeds)) {
      if (deed.kind === 'fillDisk') expect(plan.smallDisk).toBe(true);
      if (deed.kind !== 'submit' || plan.agents[deed.agent]?.cli === 'fake') continue;
      expect(deed.prompt.steps.filter((step) => 'act' in step)).toEqual([]);
    }
  }
});

it('throws dice that are fair enough to come to every side', () => {
  const dice = new Dice(5);
  const counts = [0, 0, 0, 0];
  for (let throws = 0; throws < 4000; throws += 1) {
    const side = dice.between(0, 3);
    counts[side] = (counts[side] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
