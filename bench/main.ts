import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { table, type Figures } from './figures.ts';
import { measureFlood } from './parts/flood.ts';
import { measureMemory } from './parts/memory.ts';
import { measureScreen } from './parts/screen.ts';
import { measureStartup } from './parts/startup.ts';
import { measureStream } from './parts/stream.ts';
import { measureSubmit } from './parts/submit.ts';
import { measureUi } from './parts/ui.ts';
import { measureUsage } from './parts/usage.ts';
import { makeWorkspace, type Workspace } from './workspace.ts';

/**
 * What is claimed about speed. `npm run bench` runs all parts and prints a table; the names of parts run those; `--json`
 * prints one JSON object and nothing else on stdout. Ends with 0 when everything was measured, whatever came out.
 */
const parts: Readonly<Record<string, (workspace: Workspace) => Promise<Figures>>> = {
  flood: measureFlood,
  submit: measureSubmit,
  stream: measureStream,
  usage: measureUsage,
  memory: measureMemory,
  screen: measureScreen,
  ui: measureUi,
  startup: measureStartup,
};

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const asked = argv.filter((argument) => argument !== '--json');
  const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
  if (unknown.length > 0) {
    process.stderr.write(`There is no part "${unknown.join('", "')}". There are: ${Object.keys(parts).join(', ')}.\n`);
    return 2;
  }
  if (process.platform === 'win32') {
    process.stderr.write('The bench starts its emitter by a shell script: run it on Linux or macOS, or in WSL.\n');
    return 2;
  }
  const machine = describeMachine();
  const workspace = makeWorkspace();
  const begun = performance.now();
  const figures: Record<string, Figures[string]> = {};
  try {
    for (const [name, measure] of Object.entries(parts)) {
      if (asked.length > 0 && !asked.includes(name)) continue;
      process.stderr.write(`Measuring: ${name} ...\n`);
      Object.assign(figures, await measure(workspace));
    }
  } finally {
    workspace.remove();
  }
  const seconds = Math.round((performance.now() - begun) / 1000);
  const missed = Object.keys(figures).filter((name) => figures[name]?.met === false);
  const { cpu, cores, memoryGb, node, platform, load } = machine;
  process.stdout.write(
    argv.includes('--json')
      ? `${JSON.stringify({ machine, seconds, figures, missed })}\n`
      : `${cpu}, ${String(cores)} cores, ${String(memoryGb)} GB, Node ${node}, ${platform}, load ${String(load)} before\n\n${table(figures)}\n`,
  );
  return 0;
}

function describeMachine() {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    /** Programs that wanted a processor in the last minute, on average. Beyond the cores, all times are too long. */
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
  };
}
