import { join } from 'node:path';
import { findElectron } from '../../test/e2e-electron/support/electron-binary.ts';
import { figure, median, type Figures } from '../figures.ts';
import { buildWindow } from '../screen/build-window.ts';
import { startOnce, type Start, type StartedApp } from '../startup/start-once.ts';
import type { Workspace } from '../workspace.ts';

const rounds = 7;
const root = join(import.meta.dirname, '..', '..');

/**
 * From the start of the process to what is seen in the window, beside an app of Electron's that does nothing: what we add to
 * what every such app costs. In turn, so that a computer that is busy for a while slows both down. On the stand-in for
 * Electron the times are those of Node and a plain Chromium; only the comparison says something of Electron.
 */
export async function measureStartup(workspace: Workspace): Promise<Figures> {
  await buildWindow();
  const tower: StartedApp = {
    folder: root,
    args: [`--data=${workspace.dataDirectory('startup-tower')}`],
    words: 'Start your first agent',
  };
  const empty: StartedApp = { folder: join(import.meta.dirname, '..', 'empty-app'), args: [], words: 'An empty app' };
  const starts: { readonly tower: Start[]; readonly empty: Start[] } = { tower: [], empty: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const [towers, empties] = [
      await startOnce(tower, workspace.environment),
      await startOnce(empty, workspace.environment),
    ];
    // The first makes the database and Chromium's profile.
    if (round === 0) continue;
    starts.tower.push(towers);
    starts.empty.push(empties);
  }
  const on = findElectron().isStandIn ? 'on the stand-in for Electron' : 'on Electron';
  const pair = (key: keyof Start, scale = 1) => {
    const [ours, theirs] = [starts.tower, starts.empty].map((list) => median(list.map((start) => start[key])) / scale);
    return { ours: ours ?? NaN, theirs: theirs ?? NaN, ratio: (ours ?? NaN) / (theirs ?? NaN) };
  };
  const mb = 1024 ** 2;
  const [paint, usable, resident, heap, work] = [
    pair('paintMs'),
    pair('usableMs'),
    pair('residentBytes', mb),
    pair('heapBytes', mb),
    pair('workMs'),
  ];
  const about = `from the start of the process to the first paint ${on}, median of ${String(rounds)}`;
  return {
    'startup.paint': figure(paint.ours, 'ms', about),
    'startup.empty.paint': figure(paint.theirs, 'ms', 'the same for an app that does nothing'),
    'startup.paintRatio': figure(paint.ratio, 'x', 'the first to the second'),
    'startup.usable': figure(usable.ours, 'ms', 'until the window shows the tower'),
    'startup.work': figure(work.ours, 'ms', 'of a processor that the main process has worked, 2 s after that'),
    'startup.empty.work': figure(work.theirs, 'ms', 'the same for an app that does nothing'),
    'startup.memory.resident': figure(resident.ours, 'MB', 'the main process then'),
    'startup.empty.memory.resident': figure(resident.theirs, 'MB', 'the same for an app that does nothing'),
    'startup.memory.residentRatio': figure(resident.ratio, 'x', 'the first to the second'),
    'startup.memory.heap': figure(heap.ours, 'MB', 'what of it JavaScript holds, after a collection'),
    'startup.empty.memory.heap': figure(heap.theirs, 'MB', 'the same for an app that does nothing'),
  };
}
