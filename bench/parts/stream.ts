import { setTimeout as pause } from 'node:timers/promises';
import { figure, percentile, type Figures } from '../figures.ts';
import { MeasuredProcess } from '../instruments/measured-process.ts';
import type { LoopReport } from '../instruments/loop-watch.ts';
import { MeasuredTower } from '../tower/measured-tower.ts';
import type { BenchWindow } from '../tower/window.ts';
import type { Workspace } from '../workspace.ts';
import { StampReader } from './stamp-reader.ts';

const instances = 16;
const perSecond = 100;
const seconds = 14;
/** How long is measured, within the time in which all stream. Milliseconds. */
const measuredMs = 10_000;

/**
 * Sixteen instances that stream a hundred deltas a second each to one window that watches them all: how old a delta is when
 * the window has it, and how long the tower's event loop is held meanwhile. Beside it a process that does nothing is
 * watched in the same way: what it is held, the computer does, and not the tower.
 */
export async function measureStream(workspace: Workspace): Promise<Figures> {
  const tower = await MeasuredTower.start(workspace, workspace.dataDirectory('stream-tower'));
  const window = await tower.openWindow();
  const idler = new MeasuredProcess(['--eval', 'setInterval(() => {}, 60000)'], workspace.environment);
  try {
    const ids = await addInstances(tower, window);
    const stamps = new StampReader();
    window.onEvents((batch) => stamps.take(batch));
    await window.call('transcript.watch', { instanceIds: ids });
    const ended = allEnded(window, ids);
    const prompt = `stream ${String(perSecond)} ${String(seconds)}`;
    for (const instanceId of ids) await window.call('task.submit', { instanceId, prompt });
    while (stamps.streaming < instances) await pause(10);
    await Promise.all([tower.process.beginWatch(), idler.beginWatch()]);
    stamps.begin();
    await pause(measuredMs);
    stamps.end();
    const [loop, idle] = await Promise.all([tower.process.report(), idler.report()]);
    await ended;
    return { ...judgeStamps(stamps), ...judgeLoop(loop, idle) };
  } finally {
    await idler.end();
    await tower.close(window);
  }
}

async function addInstances(tower: MeasuredTower, window: BenchWindow): Promise<string[]> {
  await window.call('settings.update', { maxRunning: instances });
  const ids: string[] = [];
  for (let count = 1; count <= instances; count += 1) {
    const { id } = await tower.addInstance(window, `stream ${String(count)}`);
    ids.push(id);
  }
  return ids;
}

function allEnded(window: BenchWindow, ids: readonly string[]): Promise<unknown> {
  return Promise.all(
    ids.map((id) => window.next((event) => event.type === 'instance.idle' && event.data.instance.id === id)),
  );
}

function judgeStamps({ ages, lost }: StampReader): Figures {
  const about = `stdout to window, ${String(instances)} instances, ${String(perSecond)} deltas a second each`;
  return {
    'stream.p50': figure(percentile(ages, 50), 'ms', `${about}: half of them`),
    'stream.p95': figure(percentile(ages, 95), 'ms', `${about}: 95 of 100`, { below: 40 }),
    'stream.p99': figure(percentile(ages, 99), 'ms', `${about}: 99 of 100`),
    'stream.max': figure(Math.max(...ages), 'ms', `${about}: the slowest`),
    'stream.rate': figure((ages.length * 1000) / measuredMs, 'deltas/s', 'what the window really got'),
    'stream.lost': figure(lost, 'deltas', 'deltas that never came or came out of order', { atMost: 0 }),
  };
}

function judgeLoop(loop: LoopReport, idle: LoopReport): Figures {
  const megabytes = (bytes: number): number => bytes / 1024 ** 2;
  return {
    'stream.loop.longestHold': figure(loop.longestHold, 'ms', "longest hold of the tower's event loop", { below: 20 }),
    'stream.loop.longestOwnHold': figure(
      loop.longestOwnHold,
      'ms',
      'the same without the time in which the computer let other programs run in its place',
      { below: 20 },
    ),
    'stream.loop.idleProcess': figure(idle.longestHold, 'ms', 'longest hold of a process beside it that does nothing'),
    'stream.loop.histogramMax': figure(loop.histogramMax, 'ms', "the longest delay by Node's own histogram"),
    'stream.loop.histogramP99': figure(loop.histogramP99, 'ms', '99 of 100 delays by the same'),
    'stream.loop.over10': figure(loop.holdsOver10, 'holds', 'holds of more than 10 ms'),
    'stream.loop.over20': figure(loop.holdsOver20, 'holds', 'holds of more than 20 ms'),
    'stream.cpu': figure((loop.cpu * 100) / loop.watched, '%', 'of one core, for all of the tower'),
    'stream.memory.resident': figure(megabytes(loop.residentBytes), 'MB', "the tower's process"),
    'stream.memory.heap': figure(megabytes(loop.heapBytes), 'MB', 'of that, JavaScript in use'),
    'stream.memory.peak': figure(megabytes(loop.peakResidentBytes), 'MB', 'the most that the process ever had'),
  };
}
