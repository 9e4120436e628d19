import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../../apps/main/persistence/sqlite.ts';
import { makeMessageFlood } from '../emitter/floods.ts';
import { figure, type Figures } from '../figures.ts';
import { fillDatabase } from '../screen/long-transcript.ts';
import type { MeasuredTower } from '../tower/measured-tower.ts';
import type { BenchWindow } from '../tower/window.ts';
import type { Workspace } from '../workspace.ts';
import { makeCheapCli } from './cheap-cli.ts';
import { hire, runTurns } from './crew.ts';
import { FollowingWindow } from './following-window.ts';

/** What a case has in hand while its tower is watched. */
export interface Stage {
  readonly tower: MeasuredTower;
  readonly window: BenchWindow;
  readonly workspace: Workspace;
  readonly dataDirectory: string;
}

/** One thing that may fill a tower's memory. */
export interface MemoryCase {
  readonly about: string;
  /** Done before the tower opens, with its data folder. */
  readonly prepare?: (workspace: Workspace, dataDirectory: string) => void;
  /** What it starts as the CLI, where the emitter does not serve. */
  readonly cli?: (workspace: Workspace) => string;
  /** @returns further figures, by the ends of their names */
  readonly play: (stage: Stage) => Promise<Figures>;
}

const pourSeconds = 5;
/** The prompt for that. */
export const poured = (shape: string): string => `pour ${shape} ${String(pourSeconds)}`;

/** One agent pours out one kind of thing, and a window watches it. */
function flood(shape: string, about: string): MemoryCase {
  return {
    about: `an agent pours out ${about}, as fast as it is read, for ${String(pourSeconds)} s`,
    play: async ({ tower, window }) => {
      const [id = ''] = await hire(tower, window, 1);
      await window.call('transcript.watch', { instanceIds: [id] });
      await runTurns(window, { [id]: poured(shape) });
      return {};
    },
  };
}

const giantMegabytes = 64;
const standing = 200;
const streaming = 16;
const entriesOfEach = 1000;
const crowd = 200;
const crowdSeconds = 12;
const stallSeconds = 6;
const stallRounds = 15_000;

/** All of them, by the name of their figures. */
export const memoryCases: Readonly<Record<string, MemoryCase>> = {
  idle: {
    about: 'one idle agent and a window: the base of the ratios',
    play: async ({ tower, window }) => {
      await hire(tower, window, 1);
      await pause(2000);
      return {};
    },
  },
  messages: flood('messages', 'whole messages'),
  deltas: flood('deltas', 'pieces of one text that does not end'),
  lines: flood('lines', 'lines that are no messages'),
  unending: flood('unending', 'bytes without a newline'),
  stderr: flood('stderr', 'lines on stderr'),
  stderrUnending: flood('stderr-unending', 'bytes without a newline on stderr'),
  giant: {
    about: `one message of ${String(giantMegabytes)} MB in one line, and a window that reads the transcript`,
    play: async ({ tower, window }) => {
      const [id = ''] = await hire(tower, window, 1);
      await runTurns(window, { [id]: `giant ${String(giantMegabytes * 1024 ** 2)}` });
      const { entries } = await window.call('transcript.page', { instanceId: id, limit: 20 });
      const clipped = entries.filter(({ entry }) => 'clipped' in entry && entry.clipped === true).length;
      return { entriesClipped: figure(clipped, 'entries', 'entries that the window was sent cut', { atLeast: 1 }) };
    },
  },
  deafWindow: {
    about: 'a window that reads nothing while four agents stream, two of them whole messages',
    play: deafWindow,
  },
  standing: {
    about: `${String(standing)} agents with ${String(entriesOfEach)} entries each, of which ${String(streaming)} stream`,
    prepare: ({ project }, dataDirectory) => {
      const lengths = Array.from({ length: standing }, (_, index) => [`agent ${String(index)}`, entriesOfEach]);
      fillDatabase(dataDirectory, project, Object.fromEntries(lengths) as Record<string, number>);
    },
    play: async ({ window }) => {
      await window.call('settings.update', { maxRunning: streaming });
      const { instances } = await window.call('tower.snapshot', {});
      for (const { id } of instances) await window.call('transcript.page', { instanceId: id, limit: 100 });
      const ids = instances.slice(0, streaming).map(({ id }) => id);
      await window.call('transcript.watch', { instanceIds: ids });
      await runTurns(window, Object.fromEntries(ids.map((id) => [id, 'stream 100 6'])));
      return {};
    },
  },
  crowd: {
    about: `${String(crowd)} agents that work at the same time`,
    cli: ({ root }) => makeCheapCli(root, crowdSeconds),
    play: runCrowd,
  },
  stalledStorage: {
    about: `two agents pour out ${String(stallRounds * 3)} messages each, and the database takes nothing for ${String(stallSeconds)} s`,
    play: stallStorage,
  },
};

async function deafWindow({ tower, window }: Stage): Promise<Figures> {
  const [one = '', two = '', three = '', four = ''] = await hire(tower, window, 4);
  const deaf = new FollowingWindow(tower.link, window.cookie);
  try {
    await deaf.live();
    deaf.watch([one, two, three, four]);
    deaf.stopReading();
    const deltas = poured('deltas');
    const messages = poured('messages');
    await runTurns(window, { [one]: deltas, [two]: messages, [three]: deltas, [four]: messages });
    const { seq } = await window.call('tower.snapshot', {});
    const begun = performance.now();
    deaf.readOn();
    await deaf.caughtUp(seq);
    const about = 'from the moment in which it reads again until it shows what is there';
    return { catchUp: figure(performance.now() - begun, 'ms', about) };
  } finally {
    deaf.close();
  }
}

async function runCrowd({ window, workspace }: Stage): Promise<Figures> {
  await window.call('settings.update', { maxRunning: crowd });
  const ids: string[] = [];
  for (let number = 1; number <= crowd; number += 1) {
    const draft = { name: `agent ${String(number)}`, directory: workspace.project, permissionMode: 'ask' } as const;
    ids.push((await window.call('instance.create', draft)).instance.id);
  }
  const open = new Set<string>();
  let most = 0;
  const uncount = window.onEvents(({ durable }) => {
    for (const { type, data } of durable) {
      if (!('turn' in data)) continue;
      if (type === 'turn.started') open.add(data.turn.id);
      else open.delete(data.turn.id);
      most = Math.max(most, open.size);
    }
  });
  await runTurns(window, Object.fromEntries(ids.map((id) => [id, 'work'])));
  uncount();
  return { atOnce: figure(most, 'turns', 'open at the same time', { atLeast: crowd }) };
}

async function stallStorage({ tower, window, workspace, dataDirectory }: Stage): Promise<Figures> {
  const ids = await hire(tower, window, 2);
  const flooded = makeMessageFlood(workspace.root, stallRounds);
  const before = await entriesOf(dataDirectory);
  const turns = runTurns(window, Object.fromEntries(ids.map((id) => [id, `play ${flooded.file}`])));
  await pause(500);
  const lock = connect(join(dataDirectory, 'tower.db'), 'write');
  try {
    lock.exec('BEGIN IMMEDIATE');
    await pause(stallSeconds * 1000);
    lock.exec('ROLLBACK');
  } finally {
    lock.close();
  }
  await turns;
  // Beside what the agents say, each turn has its prompt and its outcome.
  const missing = before + ids.length * (flooded.entries + 2) - (await entriesOf(dataDirectory));
  return { missing: figure(missing, 'entries', 'entries that are not in the database afterwards', { atMost: 0 }) };
}

async function entriesOf(dataDirectory: string): Promise<number> {
  const database = connect(join(dataDirectory, 'tower.db'), 'read');
  try {
    const count = database.prepare<[], number>("SELECT count(*) FROM events WHERE type = 'transcript.appended'");
    return await Promise.resolve(count.pluck().get() ?? 0);
  } finally {
    database.close();
  }
}
