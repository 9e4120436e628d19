import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DurableEvent } from '../../apps/shared/contract/events.ts';
import { ApiFront } from './api-front.ts';
import { ChaosTower, lifeVariable } from './chaos-tower.ts';
import { ChaosWindow } from './chaos-window.ts';
import { Dice } from './dice.ts';
import { orderlyLimitMs, pause } from './life.ts';
import { ProcessWatch } from './process-watch.ts';
import { planSoakPrompt } from './prompt-plan.ts';
import { RoundPlace } from './round-place.ts';
import { checkClosed, compareAtRest } from './soak-check.ts';
import { descriptorsOf, residentOf, type SoakSample } from './soak-sample.ts';

export interface SoakOptions {
  readonly minutes: number;
  readonly agents: number;
  readonly everyMs: number;
  readonly onSample: (sample: SoakSample) => void;
}

/** So many prompts wait for each agent at any time. */
const ahead = 2;
/** How often the tower's family is looked at, in milliseconds. */
const lookMs = 1000;

/** What came of a soak. */
export interface SoakEnd {
  readonly turns: number;
  /** Processes that were alive ten seconds after an orderly end began, the tower and its guard included. */
  readonly left: readonly string[];
  /** Where memory and database differed at rest, and what was open or wrong on disk after the end. */
  readonly disagreements: readonly string[];
}

/** Has agents work without a pause, and a window that comes and goes; then lets the tower come to rest and ends it. */
export async function soak(options: SoakOptions): Promise<SoakEnd> {
  const front = await ApiFront.start();
  const place = new RoundPlace(front.url, false);
  const mark = `${place.folder}#soak`;
  const tower = new ChaosTower({ place, mark, shiftMs: 0, measured: true });
  const watch = new ProcessWatch(tower.pid, `${lifeVariable}=${mark}`);
  try {
    const link = await tower.link;
    const window = link === null ? null : await ChaosWindow.open(link, tower.exited);
    if (window === null) throw new Error(`The tower did not open: ${tower.farewell}`);
    watch.begin(lookMs);
    const turns = await work({ ...options, place, tower, watch, window });
    const database = join(place.data, 'tower.db');
    const pauseTower = () => window.call('tower.pause', {});
    const snapshot = () => window.call('tower.snapshot', {});
    const differing = await compareAtRest({ pauseTower, snapshot }, database);
    const left = await endInOrder(tower, watch);
    window.close();
    return { turns, left, disagreements: [...differing, ...checkClosed(database)] };
  } finally {
    watch.end();
    tower.signal('SIGKILL');
    await tower.exited;
    watch.endSurvivors();
    await front.stop();
    place.remove();
  }
}

/** @returns what is left of the tower when the time for an orderly end is over */
async function endInOrder(tower: ChaosTower, watch: ProcessWatch): Promise<readonly string[]> {
  watch.look();
  const begun = performance.now();
  tower.signal('SIGINT');
  for (;;) {
    const left = watch.survivors('all').map(({ pid, words }) => `${pid} ${words}`);
    if (!tower.hasEnded) left.push(`${tower.pid} the tower itself`);
    if (left.length === 0 || performance.now() - begun > orderlyLimitMs) return left;
    await pause(50);
  }
}

interface Work extends SoakOptions {
  readonly place: RoundPlace;
  readonly tower: ChaosTower;
  readonly watch: ProcessWatch;
  readonly window: ChaosWindow;
}

async function work({ minutes, agents, everyMs, onSample, place, tower, watch, window }: Work): Promise<number> {
  const dice = new Dice(1);
  let turns = 0;
  const problems: string[] = [];
  const submit = async (instanceId: string): Promise<void> => {
    const { steps } = planSoakPrompt(dice);
    const prompt = `work [[${JSON.stringify({ steps })}]]`;
    const taken = await window.call('task.submit', { instanceId, prompt });
    // One that was sent while the connection was cut is sent again by the next look.
    if (!taken.ok && taken.problem.code !== 'connection.lost') problems.push(taken.problem.message);
  };
  const waiting = new Map<string, number>();
  const heard = (event: DurableEvent): void => {
    if (event.type.startsWith('turn.') && event.type !== 'turn.started') turns += 1;
  };
  window.onFacts((events) => events.forEach(heard));
  for (let agent = 0; agent < agents; agent += 1) {
    const environment = { FAKE_CLAUDE_SCRIPT: '{"retryPace":0.02}' };
    const draft = {
      name: `agent ${agent}`,
      directory: place.project,
      permissionMode: 'autonomous',
      environment,
    } as const;
    const created = await window.call('instance.create', draft);
    if (!created.ok) throw new Error(created.problem.message);
    waiting.set(created.value.instance.id, 0);
  }
  const begun = performance.now();
  const endAt = begun + minutes * 60_000;
  let sampleAt = begun;
  let round = 0;
  while (performance.now() < endAt && !tower.hasEnded && problems.length === 0) {
    const asked = await window.call('tower.snapshot', {});
    if (asked.ok) {
      for (const id of waiting.keys()) {
        const queued = asked.value.tasks.filter((task) => task.instanceId === id && task.status === 'queued').length;
        for (let missing = ahead - queued; missing > 0; missing -= 1) await submit(id);
      }
    }
    round += 1;
    // A window that loses its connection now and then, and an agent that is started anew.
    if (round % 40 === 0) window.cut();
    const one = [...waiting.keys()][round % agents];
    if (round % 60 === 0 && one !== undefined) void window.call('instance.restart', { id: one });
    if (performance.now() >= sampleAt) {
      sampleAt += everyMs;
      onSample({ ...(await sample({ tower, watch, place })), atMs: performance.now() - begun, turns });
    }
    await pause(250);
  }
  if (tower.hasEnded) throw new Error(`The tower ended: ${tower.farewell}`);
  if (problems.length > 0) throw new Error(problems[0]);
  return turns;
}

async function sample({ tower, watch, place }: Pick<Work, 'tower' | 'watch' | 'place'>) {
  const inside = await tower.measure();
  const database = readdirSync(place.data).filter((name) => name.startsWith('tower.db'));
  return {
    ...inside,
    ...residentOf(tower.pid),
    ...descriptorsOf(tower.pid),
    children: watch.survivors('all').length,
    database: database.reduce((sum, name) => sum + statSync(join(place.data, name)).size, 0),
  };
}
