import { join } from 'node:path';
import { z } from 'zod';
import { memoryCeiling } from '../../apps/main/host/memory-ceiling.ts';
import { figure, type Figures } from '../figures.ts';
import { MeasuredProcess } from '../instruments/measured-process.ts';
import type { MemoryReport } from '../instruments/memory-watch.ts';
import { memoryCases, poured, type MemoryCase } from '../memory/cases.ts';
import { MeasuredTower } from '../tower/measured-tower.ts';
import type { BenchWindow } from '../tower/window.ts';
import type { Workspace } from '../workspace.ts';

const megabyte = 1024 ** 2;

interface Measured {
  readonly memory: MemoryReport;
  /** By the ends of their names. */
  readonly further: Figures;
}

/**
 * The most that the tower takes in each thing that may fill it, held against its ceiling. Each case has a tower of its own,
 * so that none profits from what another has given back. BENCH_MEMORY names the cases to run, with commas; without it all.
 */
export async function measureMemory(workspace: Workspace): Promise<Figures> {
  const asked = process.env['BENCH_MEMORY']?.split(',');
  const figures: Record<string, Figures[string]> = {};
  let base = NaN;
  const measure = async (name: string, about: string, run: () => Promise<Measured>): Promise<void> => {
    if (asked !== undefined && !asked.includes(name)) return;
    process.stderr.write(`  ${name} ...\n`);
    const { memory, further } = await run();
    if (name === 'idle') base = memory.peakResidentBytes;
    Object.assign(figures, judge(name, about, memory, base));
    for (const [end, value] of Object.entries(further)) figures[`memory.${name}.${end}`] = value;
  };
  for (const [name, one] of Object.entries(memoryCases)) {
    await measure(name, one.about, () => measureCase(workspace, name, one));
  }
  await measure('busyPage', 'a page of Electron that takes nothing while four agents stream', () =>
    measureBusyPage(workspace),
  );
  return figures;
}

async function measureCase(workspace: Workspace, name: string, { prepare, cli, play }: MemoryCase): Promise<Measured> {
  const dataDirectory = workspace.dataDirectory(`memory-${name}`);
  prepare?.(workspace, dataDirectory);
  const tower = await MeasuredTower.start(workspace, dataDirectory, cli?.(workspace));
  const window = await tower.openWindow();
  let measured: Measured;
  try {
    await tower.process.beginMemory();
    const further = await play({ tower, window, workspace, dataDirectory });
    measured = { memory: await tower.process.memory(), further };
  } catch (error) {
    await tower.close(window);
    throw error;
  }
  const ended = figure(await secondsToEnd(tower, window), 's', 'until the tower had ended, with its agents', {
    below: 10,
  });
  return { ...measured, further: { ...measured.further, ended } };
}

/** @returns NaN when it did not end and was killed */
async function secondsToEnd(tower: MeasuredTower, window: BenchWindow): Promise<number> {
  const begun = performance.now();
  return tower.close(window).then(
    () => (performance.now() - begun) / 1000,
    () => NaN,
  );
}

const saidSchema = z.object({ mostWaiting: z.number(), pieces: z.number(), facts: z.number(), behind: z.number() });

/** Electron's transport cannot be had by `serve`: a program of the bench's own has the tower in it. */
async function measureBusyPage(workspace: Workspace): Promise<Measured> {
  const { cli, project, environment } = workspace;
  const prompts = [poured('deltas'), poured('messages'), poured('deltas'), poured('messages')];
  const program = join(import.meta.dirname, '..', 'busy-page', 'main.ts');
  const page = new MeasuredProcess(
    [program, workspace.dataDirectory('memory-busyPage'), cli, project, ...prompts],
    environment,
  );
  try {
    await page.beginMemory();
    const said = saidSchema.parse(JSON.parse(await page.firstLine()));
    const further = {
      waiting: figure(said.mostWaiting / megabyte, 'MB', 'bytes that waited for the page, at most'),
      pieces: figure(said.pieces, 'pieces', 'of text that it was spared, by what it was told'),
      facts: figure(said.facts, 'facts', 'that it was spared and can ask for, by what it was told'),
      behind: figure(said.behind, 'facts', 'behind the tower once it has taken everything', { atMost: 0 }),
    };
    return { memory: await page.memory(), further };
  } finally {
    await page.end();
  }
}

function judge(name: string, about: string, memory: MemoryReport, base: number): Figures {
  const wanted = { below: memoryCeiling / megabyte };
  return {
    [`memory.${name}.peak`]: figure(
      memory.peakResidentBytes / megabyte,
      'MB',
      `the most of the tower: ${about}`,
      wanted,
    ),
    [`memory.${name}.ratio`]: figure(memory.peakResidentBytes / base, 'ratio', 'of that to the idle tower'),
    [`memory.${name}.heap`]: figure(memory.peakHeapBytes / megabyte, 'MB', 'JavaScript, at most'),
    [`memory.${name}.external`]: figure(memory.peakExternalBytes / megabyte, 'MB', 'buffers outside of it, at most'),
  };
}
