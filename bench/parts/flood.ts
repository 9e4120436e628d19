import { ContestantProcess } from '../contestant/contestant-process.ts';
import { makeDeltaFlood, makeMessageFlood, type Flood } from '../emitter/floods.ts';
import { figure, median, type Figures } from '../figures.ts';
import { findAgentSdk } from '../sdk-package.ts';
import { TowerRun } from '../tower/tower-run.ts';
import type { Workspace } from '../workspace.ts';

const ways = ['bytes', 'lines', 'sdk', 'tower'] as const;
type Way = (typeof ways)[number];
type Runner = (flood: Flood) => Promise<number>;
type Times = Readonly<Record<Way, number[]>>;

const rounds = 7;
const aboutWay: Readonly<Record<Way, string>> = {
  bytes: '(a) reads the bytes and looks at none',
  lines: '(b) readline and JSON.parse',
  sdk: '(c) iterates over the messages of the official Agent SDK',
  tower: '(d) the tower: framing, parsing, state, SQLite, gateway, web socket, and a window that has parsed it all',
};

/**
 * Four ways of taking in the same output of the same emitter, side by side: each in a process of its own that stays for all
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
  const start = async (way: 'bytes' | 'lines' | 'sdk'): Promise<Runner> => {
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
    tower: (flood) => tower.run(flood),
  };
}

async function contest(runners: Readonly<Record<Way, Runner>>, flood: Flood): Promise<Figures> {
  const times: Times = { bytes: [], lines: [], sdk: [], tower: [] };
  // Compilers warm up and buffers grow: the first of each does not count.
  for (const way of ways) await runners[way](flood);
  for (let round = 0; round < rounds; round += 1) {
    for (const way of [...ways.slice(round % ways.length), ...ways.slice(0, round % ways.length)]) {
      times[way].push(await runners[way](flood));
    }
  }
  return judge(flood.deltas > 0 ? 'deltas' : 'messages', flood, times);
}

function judge(shape: 'deltas' | 'messages', flood: Flood, times: Times): Figures {
  const what = shape === 'deltas' ? 'a flood of text deltas' : 'whole messages';
  const perSecond = (way: Way): number => (flood.events * 1000) / median(times[way]);
  const ratio = (other: Way): number => median(times.tower.map((time, round) => (times[other][round] ?? NaN) / time));
  const figures: Record<string, Figures[string]> = {};
  for (const way of ways) {
    figures[`flood.${shape}.${way}`] = figure(perSecond(way), 'events/s', `${aboutWay[way]}; ${what}`);
  }
  const about = `events a second of the tower, in those of`;
  const wanted = { atLeast: 1 };
  figures[`flood.${shape}.towerToSdk`] = figure(ratio('sdk'), 'ratio', `${about} (c), ${what}`, wanted);
  figures[`flood.${shape}.towerToLines`] = figure(ratio('lines'), 'ratio', `${about} (b), ${what}`);
  figures[`flood.${shape}.towerToBytes`] = figure(ratio('bytes'), 'ratio', `${about} (a), ${what}`);
  return figures;
}
