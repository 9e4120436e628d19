import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MeasuredTower } from '../tower/measured-tower.ts';
import type { BenchWindow } from '../tower/window.ts';
import type { Workspace } from '../workspace.ts';
import { Choir } from './choir.ts';
import { makePipedCli } from './piped-cli.ts';

/** A tower with many agents that all stream. */
export interface SingingTower {
  readonly tower: MeasuredTower;
  readonly window: BenchWindow;
  /** Ends the turns, the agents and the tower. */
  readonly close: () => Promise<void>;
}

/** @param perSecond how many pieces of text each agent writes, 50 at most. @returns when all of them stream */
export async function startSingingTower(workspace: Workspace, count: number, perSecond: number): Promise<SingingTower> {
  const pipes = join(workspace.root, `pipes-${String(count)}`);
  mkdirSync(pipes);
  const choir = await Choir.gather(pipes, count);
  const cli = makePipedCli(workspace.root);
  const tower = await MeasuredTower.start(workspace, workspace.dataDirectory(`ui-${String(count)}`), cli);
  const window = await tower.openWindow();
  const close = async (): Promise<void> => {
    await choir.end();
    await tower.close(window);
  };
  try {
    await window.call('settings.update', { maxRunning: count });
    let began = 0;
    const all = window.next(({ type }) => type === 'turn.started' && (began += 1) === count);
    for (let number = 0; number < count; number += 1) {
      const draft = {
        name: `agent ${String(number + 1)}`,
        directory: workspace.project,
        permissionMode: 'ask',
      } as const;
      const { instance } = await window.call('instance.create', draft);
      const prompt = `Mend the parser, and follow ${join(pipes, String(number))}`;
      await window.call('task.submit', { instanceId: instance.id, prompt });
    }
    await all;
    choir.begin(perSecond);
  } catch (error) {
    await close();
    throw error;
  }
  return { tower, window, close };
}
