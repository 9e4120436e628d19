import { execa } from 'execa';
import type { InstanceScopes } from '../supervision/instance-scopes.ts';
import type { ProgramStart } from '../supervision/scope-command.ts';
import { ProcessOutput } from './process-output.ts';
import type { SpawnPlan } from './spawn-problem.ts';

type Child = ReturnType<typeof spawnCli>;

/** A process whose end and output are missed from no moment on: one that fails is gone before the ledger has its row. */
export interface CliChild {
  readonly child: Child;
  readonly exit: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  readonly stdout: ProcessOutput;
  readonly stderr: ProcessOutput;
}

/** So much of what systemd says goes into the log. */
const maxReason = 200;

/**
 * Starts the CLI, in a scope of its own where that can be had. It has been given no byte when this settles, so that a start
 * in a scope that fails can be made again without.
 */
export async function startCli(plan: SpawnPlan, marker: string, scopes: InstanceScopes | null): Promise<CliChild> {
  const scoped = (await scopes?.wrap(marker, plan)) ?? null;
  if (scopes === null || scoped === null) return followed(spawnCli(plan, plan.directory));
  const first = followed(spawnCli(scoped, plan.directory));
  const { pid } = first.child;
  if (pid === undefined) {
    scopes.failed(`${scoped.command} could not be started`);
    return followed(spawnCli(plan, plan.directory));
  }
  if (await scoped.joined(pid, first.exit)) return first;
  scopes.failed(await giveUp(first));
  return followed(spawnCli(plan, plan.directory));
}

/** Ends what did not come to be the CLI. @returns why it did not, in the words of systemd where it said some */
async function giveUp({ child, exit, stdout, stderr }: CliChild): Promise<string> {
  child.kill('SIGKILL');
  const { code } = await exit;
  let said = '';
  stderr.read((chunk) => (said += chunk.toString()));
  stdout.destroy();
  stderr.destroy();
  // The words of anything else are not ours to write down.
  const words = /^Failed to .*$/m.exec(said)?.[0].slice(0, maxReason);
  return words ?? (code === null ? 'it took too long' : `it ended with exit code ${String(code)}`);
}

function spawnCli({ command, arguments: words, environment }: ProgramStart, directory: string) {
  return execa(command, words, {
    cwd: directory,
    env: environment,
    extendEnv: false,
    buffer: false,
    reject: false,
    cleanup: false,
    // A group of its own, so that a Ctrl-C in our terminal does not reach it beside the ladder.
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
  });
}

function followed(child: Child): CliChild {
  return {
    child,
    exit: new Promise((resolve) => {
      child.nodeChildProcess.once('exit', (code, signal) => resolve({ code, signal }));
    }),
    stdout: new ProcessOutput(child.stdout),
    stderr: new ProcessOutput(child.stderr),
  };
}
