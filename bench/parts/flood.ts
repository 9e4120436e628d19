import type { Cost } from '../contestant/contestant.ts';
import { ContestantProcess, type ChildWay } from '../contestant/contestant-process.ts';
import { makeDeltaFlood, makeMessageFlood, type Flood } from '../emitter/floods.ts';
import { figure, median, type Figures } from '../figures.ts';
import { findAgentSdk } from '../sdk-package.ts';
import { TowerRun } from '../tower/tower-run.ts';
import type { Workspace } from '../workspace.ts';

const ways = ['bytes', 'lines', 'sdk', 'least', 'store', 'tower'] as const;
type Way = (typeof ways)[number];
type Runner = (flood: Flood) => Promise<Cost>;
type Costs = Readonly<Record<Way, Cost[]>>;

const rounds = 7;
const aboutWay: Readonly<Record<Way, string>> = {
  bytes: '(a) reads the bytes and looks at none',
  lines: '(b) readline and JSON.parse',
  sdk: '(c) iterates over the messages of the official Agent SDK',
  least: 'the least that keeps anything: cuts lines, parses each, and puts the bytes as they came into SQLite',
  store: "not a reader: puts the entries of the turn into a database like the tower's, and does nothing else",
  tower: '(d) the tower: framing, parsing, state, SQLite, gateway, web socket, and a window that has parsed it all',
};

/**
 * Four ways of taking in the same output of the same emitter, and storing alone, side by side: each in a process of its own that stays for all
 * rounds, one at a time, each round in another order. Ratios are taken within a round, where the computer was the same for
 * all, and the median of them is what counts.
 */
export async function measureFlood(workspace: Workspace): Promise<Figures> {
  const module = findAgentSdk();
  const closers: (() => Promise<void>)[] = [];
  try {
    const runners = await startAll(workspace, module, closers);
    const deltas = await contest(runners, makeDeltaFlood(workspace.root, 400, 500));
    const messages = await contest(runners, makeMessageFlood(workspace.root, 6000));
    return { ...deltas, ...messages };
  } finally {
    for (const close of closers) await close();
  }
}

async function startAll(
  workspace: Workspace,
  module: string,
  closers: (() => Promise<void>)[],
): Promise<Readonly<Record<Way, Runner>>> {
  const start = async (way: ChildWay): Promise<Runner> => {
    const contestant = await ContestantProcess.start(way, workspace, module);
    closers.push(() => contestant.close());
    return (flood) => contestant.run(flood);
  };
  const tower = await TowerRun.start(workspace);
  closers.push(() => tower.close());
  return {
    bytes: await start('bytes'),
    lines: await start('lines'),
    sdk: await start('sdk'),
    least: await start('least'),
    store: await start('store'),
    tower: (flood) => tower.run(flood),
  };
}

async function contest(runners: Readonly<Record<Way, Runner>>, flood: Flood): Promise<Figures> {
  const costs: Costs = { bytes: [], lines: [], sdk: [], least: [], store: [], tower: [] };
  const shape = flood.deltas > 0 ? 'deltas' : 'messages';
  // Of a stream of deltas next to nothing is stored.
  const taking = ways.filter((way) => (way !== 'store' && way !== 'least') || shape === 'messages');
  // Compilers warm up and buffers grow: the first of each does not count.
  for (const way of taking) await runners[way](flood);
  for (let round = 0; round < rounds; round += 1) {
    const first = round % taking.length;
    for (const way of [...taking.slice(first), ...taking.slice(0, first)]) costs[way].push(await runners[way](flood));
  }
  return judge(shape, flood, costs, taking);
}

function judge(shape: string, flood: Flood, costs: Costs, taking: readonly Way[]): Figures {
  const what = shape === 'deltas' ? 'a flood of text deltas' : 'whole messages';
  const figures: Record<string, Figures[string]> = {};
  for (const way of taking) {
    const perSecond = (flood.events * 1000) / median(costs[way].map(({ time }) => time));
    figures[`flood.${shape}.${way}`] = figure(perSecond, 'events/s', `${aboutWay[way]}; ${what}`);
  }
  const ratio = (other: Way, of: keyof Cost): number =>
    median(costs.tower.map((cost, round) => (costs[other][round]?.[of] ?? NaN) / cost[of]));
  for (const other of taking.filter((way) => way !== 'tower')) {
    const name = `flood.${shape}.towerTo${other.replace(/^./, (letter) => letter.toUpperCase())}`;
    const about = `events a second of the tower in those of "${other}", ${what}`;
    figures[name] = figure(ratio(other, 'time'), 'ratio', about, other === 'sdk' ? { atLeast: 1 } : null);
  }
  if (taking.includes('least')) {
    const least = median(costs.least.map(({ time }, round) => (costs.sdk[round]?.time ?? NaN) / time));
    const aboutLeast = `events a second of "least" in those of "sdk": what is kept by the thread that reads cannot be had faster, ${what}`;
    figures[`flood.${shape}.leastToSdk`] = figure(least, 'ratio', aboutLeast);
  }
  // The tower needs three processes at a time, the others two: on a computer that is busy otherwise it waits more.
  const aboutWork = `the same by the work of the reading process alone, which a busy computer does not change`;
  figures[`flood.${shape}.towerToSdkByWork`] = figure(ratio('sdk', 'work'), 'ratio', `${aboutWork}; ${what}`);
  return figures;
}
