import { vi } from 'vitest';
import { playCli } from './cli-player.ts';
import { createInstance, playPerson } from './person-player.ts';
import { comeToRest } from './rest.ts';
import { stepsOf, type Step, type Story } from './steps.ts';
import { settle, World } from './world.ts';

const hourMs = 3_600_000;

async function playWorld(world: World, { kind, how }: Step): Promise<void> {
  switch (kind) {
    case 'nextTimer':
      if (vi.getTimerCount() > 0) vi.advanceTimersToNextTimer();
      return;
    case 'seconds':
      vi.advanceTimersByTime(1000 * (how + 1));
      return;
    case 'minutes':
      vi.advanceTimersByTime(60_000 * (how % 3));
      return;
    case 'sleep':
      vi.setSystemTime(Date.now() + hourMs * (how + 1));
      return;
    case 'back':
      vi.setSystemTime(Date.now() - hourMs * (how + 1));
      return;
    case 'fill':
      world.isFull = true;
      return;
    case 'empty':
      world.isFull = false;
      return;
    case 'memory':
      world.memoryIsShort = how % 2 === 0;
      return;
    case 'kill':
      await world.kill();
      return;
    default:
      throw new Error(`nobody does "${kind}"`);
  }
}

/**
 * Plays a story to its end, on a clock that the story alone moves.
 * @returns the first things that are not as they must be, and after which step; null when all is well
 */
export async function play(story: Story): Promise<string | null> {
  vi.useFakeTimers({
    now: 1_785_000_000_000,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  });
  const chance = vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const world = new World();
  try {
    await createInstance(world);
    await createInstance(world);
    for (const [index, step] of stepsOf(story).entries()) {
      if (!playCli(world, step) && !(await playPerson(world, step))) await playWorld(world, step);
      await settle();
      world.look();
      if (world.faults.length > 0) return faultsOf(world, `after step ${String(index + 1)} (${step.kind})`);
    }
    await comeToRest(world, story.falls);
    return world.faults.length > 0 ? faultsOf(world, 'at the end') : null;
  } finally {
    world.close();
    chance.mockRestore();
    vi.useRealTimers();
  }
}

const faultsOf = ({ faults }: World, when: string): string => [`${when}:`, ...new Set(faults)].slice(0, 8).join('\n  ');
