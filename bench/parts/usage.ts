import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TreeIdentity } from '../../apps/main/supervision/process-tree.ts';
import { LinuxUsageTable } from '../../apps/main/supervision/tree-usage-linux.ts';
import { usageSourceFor } from '../../apps/main/supervision/tree-usage-platform.ts';
import type { UsageTable } from '../../apps/main/supervision/tree-usage-table.ts';
import { TreeUsageSampler } from '../../apps/main/supervision/tree-usage.ts';
import { figure, median, percentile, type Figures } from '../figures.ts';
import { LoopWatch } from '../instruments/loop-watch.ts';
import type { Workspace } from '../workspace.ts';

const instances = 200;
const perTree = 9;
const strangers = 200;
const samples = 40;
const units = { pageBytes: 4096, ticksPerSecond: 100 };

/**
 * What a sample of all instances costs: 200 trees of nine processes and 200 strangers, in a folder that looks like /proc,
 * because so many real processes would measure the computer; and beside it the real table of this computer, a process.
 */
export async function measureUsage(workspace: Workspace): Promise<Figures> {
  const root = join(workspace.root, 'proc');
  const trees = makeProcesses(root);
  const made = await sampleOften(new LinuxUsageTable(root, units), trees);
  const real = await sampleOften(usageSourceFor(process.platform).table, []);
  const all = instances * perTree + strangers;
  const about = `one sample of ${String(instances)} instances with ${String(all)} processes`;
  const cpuMs = made.cpuMs / samples;
  return {
    'usage.first': figure(made.firstMs, 'ms', `${about}: the first, which reads the environments of strangers`),
    'usage.p50': figure(median(made.times), 'ms', `${about}: from beginning to end`),
    'usage.p95': figure(percentile(made.times, 95), 'ms', `${about}: 95 of 100`, { below: 150 }),
    'usage.cpu': figure(cpuMs, 'ms', `${about}: processor time of the tower`, { below: 60 }),
    'usage.share': figure(cpuMs / 30, '%', `${about} every 3 s: share of one core`, { below: 2 }),
    'usage.longestHold': figure(made.longestHold, 'ms', `${about}: the longest that the event loop was held`, {
      below: 20,
    }),
    'usage.real.perProcess': figure(
      (median(real.times) * 1000) / Math.max(1, real.processes),
      'µs',
      `the same over the real table of this computer, which has ${String(real.processes)} processes: each`,
    ),
  };
}

interface Cost {
  readonly firstMs: number;
  readonly times: readonly number[];
  readonly cpuMs: number;
  readonly longestHold: number;
  readonly processes: number;
}

async function sampleOften(table: UsageTable, trees: readonly TreeIdentity[]): Promise<Cost> {
  const sampler = new TreeUsageSampler({ table, clock: () => performance.now(), ownPid: process.pid });
  const timed = async (): Promise<number> => {
    const begun = performance.now();
    const found = await sampler.sample(() => trees);
    if (found.size !== trees.length)
      throw new Error(`${String(found.size)} of ${String(trees.length)} trees were found`);
    return performance.now() - begun;
  };
  const firstMs = await timed();
  const times: number[] = [];
  const watch = new LoopWatch();
  const before = process.cpuUsage();
  for (let count = 0; count < samples; count += 1) times.push(await timed());
  const spent = process.cpuUsage(before);
  await pause(5);
  const { longestOwnHold } = watch.finish();
  const processes = (await table.list()).length;
  return { firstMs, times, cpuMs: (spent.user + spent.system) / 1000, longestHold: longestOwnHold, processes };
}

/** Trees whose root has two children with three each, numbered on; and strangers that init has started. */
function makeProcesses(root: string): readonly TreeIdentity[] {
  let pid = 1000;
  const trees: TreeIdentity[] = [];
  const make = (parentPid: number, environment: string): number => {
    pid += 1;
    const folder = join(root, String(pid));
    mkdirSync(folder, { recursive: true });
    const fields = `S ${String(parentPid)} 1 1 0 -1 0 900 0 2 0 31 4 2 1 20 0 11 0 ${String(pid)} 1277992960 15734`;
    writeFileSync(join(folder, 'stat'), `${String(pid)} (node) ${fields} 18446744073709551615 1 1 0 0 0 0 0\n`);
    writeFileSync(join(folder, 'environ'), environment);
    return pid;
  };
  const plain = 'A_VARIABLE=with some value that is as long as usual\0'.repeat(40);
  for (let count = 0; count < instances; count += 1) {
    const marker = `marker-${String(count)}`;
    const environment = `${plain}CONTROL_TOWER_MARKER=${marker}\0`;
    const top = make(process.pid, environment);
    trees.push({ marker, pid: top, startTime: String(top) });
    for (let child = 0; child < 2; child += 1) {
      const parent = make(top, environment);
      for (let grandchild = 0; grandchild < 3; grandchild += 1) make(parent, environment);
    }
  }
  for (let count = 0; count < strangers; count += 1) make(1, plain);
  return trees;
}
