import type { DurableEvent } from '../../apps/shared/contract/events.ts';
import type { Cost } from '../contestant/contestant.ts';
import type { Flood } from '../emitter/floods.ts';
import { MeasuredTower } from './measured-tower.ts';
import type { BenchWindow } from './window.ts';
import type { Workspace } from '../workspace.ts';

/** (d) The tower's whole way, from the prompt in a window to the last event of the turn in the same window. */
export class TowerRun {
  readonly tower: MeasuredTower;
  readonly #window: BenchWindow;
  readonly #instanceId: string;

  private constructor(tower: MeasuredTower, window: BenchWindow, instanceId: string) {
    this.tower = tower;
    this.#window = window;
    this.#instanceId = instanceId;
  }

  static async start(workspace: Workspace): Promise<TowerRun> {
    const tower = await MeasuredTower.start(workspace, workspace.dataDirectory('flood-tower'));
    const window = await tower.openWindow();
    const { id } = await tower.addInstance(window, 'flood');
    await window.call('transcript.watch', { instanceIds: [id] });
    return new TowerRun(tower, window, id);
  }

  /**
   * Runs one turn. The window has then got every entry, and the database has it too.
   * @throws when an entry of the turn is missing
   */
  async run(flood: Flood): Promise<Cost> {
    let entries = 0;
    let deltas = 0;
    const uncount = this.#window.onEvents(({ durable, passing }) => {
      for (const event of durable) if (isEntryOfModel(event)) entries += 1;
      for (const event of passing) if (event.type === 'transcript.delta') deltas += 1;
    });
    const ended = this.#window.next(({ type }) => type.startsWith('turn.') && type !== 'turn.started');
    const idle = this.#window.next(({ type }) => type === 'instance.idle');
    const workBefore = await this.tower.process.work();
    const begun = performance.now();
    await this.#window.call('task.submit', { instanceId: this.#instanceId, prompt: `play ${flood.file}` });
    const { type } = await ended;
    const time = performance.now() - begun;
    const work = (await this.tower.process.work()) - workBefore;
    await idle;
    uncount();
    if (type !== 'turn.completed') throw new Error(`The tower ended a turn of the bench with ${type}.`);
    if (entries !== flood.entries) {
      throw new Error(`The window got ${String(entries)} entries of ${String(flood.entries)}.`);
    }
    if (flood.deltas > 0 && deltas === 0) throw new Error('The window got no delta of a turn that streamed.');
    return { time, work };
  }

  async close(): Promise<void> {
    await this.tower.close(this.#window);
  }
}

/** The prompt and the outcome are the tower's own. */
function isEntryOfModel(event: DurableEvent): boolean {
  if (event.type !== 'transcript.appended') return false;
  const { kind } = event.data.entry;
  return kind !== 'prompt' && kind !== 'outcome';
}
