import { figure, type Figures } from '../figures.ts';
import { memoryCases, type MemoryCase } from '../memory/cases.ts';
import type { MemoryReport } from '../instruments/memory-watch.ts';
import { MeasuredTower } from '../tower/measured-tower.ts';
import type { Workspace } from '../workspace.ts';

const megabyte = 1024 ** 2;

/** Each in a tower of its own, so that no case profits from what another has given back. */
export async function measureMemory(workspace: Workspace): Promise<Figures> {
  const figures: Record<string, Figures[string]> = {};
  let base = NaN;
  const only = process.env['BENCH_MEMORY']?.split(',');
  for (const [name, one] of Object.entries(memoryCases)) {
    if (only !== undefined && !only.includes(name)) continue;
    process.stderr.write(`  ${name} ...\n`);
    const { memory, further } = await measureCase(workspace, name, one);
    if (name === 'idle') base = memory.peakResidentBytes;
    Object.assign(figures, judge(name, one, memory, base));
    for (const [end, value] of Object.entries(further)) figures[`memory.${name}.${end}`] = value;
  }
  return figures;
}

async function measureCase(
  workspace: Workspace,
  name: string,
  { prepare, cli, play }: MemoryCase,
): Promise<{ readonly memory: MemoryReport; readonly further: Figures }> {
  const dataDirectory = workspace.dataDirectory(`memory-${name}`);
  prepare?.(workspace, dataDirectory);
  const tower = await MeasuredTower.start(workspace, dataDirectory, cli?.(workspace));
  const window = await tower.openWindow();
  try {
    await tower.process.beginMemory();
    const further = await play({ tower, window, workspace, dataDirectory });
    return { memory: await tower.process.memory(), further };
  } finally {
    await tower.close(window);
  }
}

function judge(name: string, { about }: MemoryCase, memory: MemoryReport, base: number): Figures {
  return {
    [`memory.${name}.peak`]: figure(memory.peakResidentBytes / megabyte, 'MB', `the most of the tower: ${about}`),
    [`memory.${name}.ratio`]: figure(memory.peakResidentBytes / base, 'ratio', 'of that to the idle tower'),
    [`memory.${name}.heap`]: figure(memory.peakHeapBytes / megabyte, 'MB', 'JavaScript, at most'),
    [`memory.${name}.external`]: figure(memory.peakExternalBytes / megabyte, 'MB', 'buffers outside of it, at most'),
  };
}
