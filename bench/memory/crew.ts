import type { MeasuredTower } from '../tower/measured-tower.ts';
import type { BenchWindow } from '../tower/window.ts';

/** Some instances, up and idle. */
export async function hire(tower: MeasuredTower, window: BenchWindow, count: number): Promise<readonly string[]> {
  await window.call('settings.update', { maxRunning: Math.max(4, count) });
  const ids: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    ids.push((await tower.addInstance(window, `agent ${String(number)}`)).id);
  }
  return ids;
}

/** Gives each instance its prompt. @returns when the turns of all have ended */
export async function runTurns(window: BenchWindow, prompts: Readonly<Record<string, string>>): Promise<void> {
  const ended = Promise.all(Object.keys(prompts).map((id) => turnEnded(window, id)));
  for (const [instanceId, prompt] of Object.entries(prompts)) await window.call('task.submit', { instanceId, prompt });
  await ended;
}

/** @throws when the turn did not end well */
async function turnEnded(window: BenchWindow, instanceId: string): Promise<void> {
  const event = await window.next(
    ({ type, data }) =>
      type.startsWith('turn.') && type !== 'turn.started' && 'turn' in data && data.turn.instanceId === instanceId,
  );
  if (event.type !== 'turn.completed') throw new Error(`A turn of the bench ended with ${event.type}.`);
}
