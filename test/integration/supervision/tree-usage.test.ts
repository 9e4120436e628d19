import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { markerName, type TreeIdentity } from '../../../apps/main/supervision/process-tree.ts';
import { processTableFor } from '../../../apps/main/supervision/platform.ts';
import { PosixProcessTable } from '../../../apps/main/supervision/posix-process-table.ts';
import type { ProcessTable } from '../../../apps/main/supervision/process-table.ts';
import { LinuxUsageTable } from '../../../apps/main/supervision/tree-usage-linux.ts';
import { usageSourceFor } from '../../../apps/main/supervision/tree-usage-platform.ts';
import { PosixUsageTable } from '../../../apps/main/supervision/tree-usage-posix.ts';
import type { UsageTable } from '../../../apps/main/supervision/tree-usage-table.ts';
import { TreeUsageSampler } from '../../../apps/main/supervision/tree-usage.ts';
import type { TreeUsage } from '../../../apps/shared/models/resources.ts';

/** Does, as it is told by lines: `spin` a child in a session of its own, `orphan` one for init, `take` memory, `rest`. */
const program = `
const { spawn } = require('node:child_process');
const kept = [], children = [];
const spin = 'while (true);';
const node = (code, options) => children.push(spawn(process.execPath, ['-e', code], { stdio: 'ignore', ...options }));
const acts = {
  spin: () => node(spin, { detached: true }),
  take: () => kept.push(Buffer.alloc(200e6, 1)),
  orphan: () => node('require("node:child_process").spawn(process.execPath, ["-e", "setTimeout(() => 0, 1e6)"], { detached: true, stdio: "ignore" }).unref()', {}),
};
require('node:readline').createInterface({ input: process.stdin })
  .on('line', (line) => { acts[line](); process.stdout.write(line + '\\n'); })
  .on('close', () => process.exit());
process.stdout.write('ready\\n');
`;

interface Agent {
  readonly tree: TreeIdentity;
  readonly process: ChildProcess;
  /** Has it do something. */
  readonly tell: (act: 'spin' | 'take' | 'orphan') => Promise<void>;
}

/** A process with a marker, which is ended after the test with all that carries it. */
async function startAgent(named: ProcessTable = processTableFor(process.platform)): Promise<Agent> {
  const marker = randomUUID();
  const child = spawn(process.execPath, ['-e', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], [markerName]: marker },
  });
  const table = processTableFor(process.platform);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await vi.waitUntil(async () => {
      const left = await table.withEnvironment(markerName, marker, await table.list());
      for (const pid of left) table.kill(pid, 'SIGKILL');
      return left.length === 0;
    });
  });
  await once(child.stdout, 'data');
  const pid = child.pid ?? 0;
  const info = await named.find(pid);
  const tree = { marker, pid, startTime: info?.startTime ?? '' };
  const tell = async (act: string): Promise<void> => {
    const done = once(child.stdout, 'data');
    child.stdin.write(`${act}\n`);
    await done;
  };
  return { tree, process: child, tell };
}

const tables = [
  ['/proc', new LinuxUsageTable(), processTableFor('linux'), 140],
  // It counts whole seconds here.
  ['ps', new PosixUsageTable(), new PosixProcessTable(), 260],
] as const;

const samplerOf = (table: UsageTable): TreeUsageSampler =>
  new TreeUsageSampler({ table, clock: () => performance.now(), ownPid: process.pid });

describe('real processes', () => {
  it.each(tables)(
    'counts over %s a busy child in a session of its own, and memory that is taken',
    async (_, table, named, most) => {
      const agent = await startAgent(named);
      const sampler = samplerOf(table);
      const look = async (): Promise<TreeUsage | undefined> =>
        (await sampler.sample(() => [agent.tree])).get(agent.tree.marker);
      const before = await look();
      expect(before).toMatchObject({ cpuPercent: null, processes: 1 });
      await agent.tell('take');
      await agent.tell('spin');
      const after = await vi.waitUntil(
        async () => {
          const usage = await look();
          return usage !== undefined && usage.processes === 2 && (usage.cpuPercent ?? 0) > 10 && usage;
        },
        { timeout: 20_000, interval: 1000 },
      );
      expect(after.memoryBytes - (before?.memoryBytes ?? 0)).toBeGreaterThan(190_000_000);
      expect(after.cpuPercent).toBeLessThan(most);
      process.kill(agent.process.pid ?? 0, 'SIGKILL');
      await once(agent.process, 'exit');
      expect(await look()).toMatchObject({ processes: 1 });
    },
  );

  it('counts a grandchild that init has adopted, also for one who looks only then', async () => {
    const agent = await startAgent();
    await agent.tell('orphan');
    const look = async (tree: TreeIdentity) => samplerOf(new LinuxUsageTable()).sample(() => [tree]);
    await vi.waitUntil(async () => (await look(agent.tree)).get(agent.tree.marker)?.processes === 2, {
      timeout: 10_000,
      interval: 50,
    });
    expect((await look({ marker: 'another', pid: agent.tree.pid, startTime: 'another' })).size).toBe(0);
  });
});

it('sees this computer with the table of its system', async () => {
  const processes = await usageSourceFor(process.platform).table.list();
  const own = processes.find(({ pid }) => pid === process.pid);
  expect(own?.parentPid).toBe(process.ppid);
  expect(own?.cpuMs).toBeGreaterThan(0);
  expect(own?.memoryBytes).toBeGreaterThan(20_000_000);
});
